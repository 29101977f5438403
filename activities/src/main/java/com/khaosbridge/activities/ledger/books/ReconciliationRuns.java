package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.workflows.reconciliation.ReconciliationReport.Side;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What the last reconciliations found, one result a run and place. */
public final class ReconciliationRuns {
  private static final int KEPT = 30;

  private final LedgerDatabase database;
  private final String source;

  public ReconciliationRuns(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  /** Notes that a run begins, and lets go of the oldest. */
  public void begin(String runId, @Nullable LocalDate from, @Nullable LocalDate to) {
    database
        .sql()
        .sql(
            """
            insert into reconciliation_run (source, run_id, window_from, window_to)
            values (?, ?, ?, ?) on conflict do nothing
            """)
        .param(source)
        .param(runId)
        .param(from)
        .param(to)
        .update();
    database
        .sql()
        .sql(
            """
            delete from reconciliation_run where source = ? and run_id not in
              (select run_id from reconciliation_run where source = ?
               order by began_at desc, run_id limit ?)
            """)
        .params(source, source, KEPT)
        .update();
  }

  /**
   * Keeps what was found at a place; a later try of the same run replaces it. Call it within a
   * transaction.
   *
   * @param report as JSON
   */
  public void keep(String runId, Side side, String report) {
    forget(runId, side.place());
    database
        .sql()
        .sql(
            """
            insert into reconciliation_side (source, run_id, place, expected_persons,
              there_persons, expected_orders, there_orders, expected_money, there_money, pending,
              excluded, report)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            source,
            runId,
            side.place(),
            side.expected().persons(),
            side.there().persons(),
            side.expected().orders(),
            side.there().orders(),
            side.expected().afterCredits(),
            side.there().afterCredits(),
            side.pending(),
            side.excluded(),
            report)
        .update();
    side.byClass()
        .forEach(
            (type, tally) ->
                database
                    .sql()
                    .sql("insert into reconciliation_tally values (?, ?, ?, ?, ?, ?, ?)")
                    .params(
                        source,
                        runId,
                        side.place(),
                        type.name(),
                        tally.count(),
                        tally.repairable(),
                        tally.amount())
                    .update());
  }

  /** Keeps why a place could not be compared. */
  public void fail(String runId, String place, String why) {
    database.inTransaction(
        () -> {
          forget(runId, place);
          database
              .sql()
              .sql(
                  "insert into reconciliation_side (source, run_id, place, failure) values (?, ?, ?,"
                      + " ?)")
              .params(source, runId, place, why)
              .update();
        });
  }

  public void end(String runId) {
    database
        .sql()
        .sql("update reconciliation_run set ended_at = now() where source = ? and run_id = ?")
        .params(source, runId)
        .update();
  }

  private void forget(String runId, String place) {
    database
        .sql()
        .sql("delete from reconciliation_side where source = ? and run_id = ? and place = ?")
        .params(source, runId, place)
        .update();
  }
}
