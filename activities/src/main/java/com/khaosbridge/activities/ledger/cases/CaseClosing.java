package com.khaosbridge.activities.ledger.cases;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.workflows.delivery.CaseType;
import java.time.Instant;
import java.util.Optional;

/** Closes cases that hold no delivery, so that no delivery's end closes them. */
public final class CaseClosing {
  private final LedgerDatabase database;
  private final String source;

  public CaseClosing(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  /** Closes the case of this cause, if it is open. */
  public void closeCause(String destination, CaseType type, String cause) {
    database
        .sql()
        .sql(
            "update bridge_case set closed_at = now() where source = ? and destination = ? and type = ?"
                + " and cause = ? and closed_at is null")
        .params(source, destination, type.name(), cause)
        .update();
  }

  /**
   * Closes a case that holds nothing, because a person says that it is settled.
   *
   * @param person a role or login name
   * @return whether it was open and held nothing
   */
  public boolean closeByHand(long id, String person, String reason) {
    return database.inTransaction(
        () -> {
          boolean closed =
              database
                      .sql()
                      .sql(
                          """
                          update bridge_case c set closed_at = now(), closed_by = ?
                          where c.id = ? and c.source = ? and c.closed_at is null
                            and not exists (select 1 from delivery d where d.case_id = c.id)
                            and not exists (select 1 from stop s where s.case_id = c.id
                              and s.lifted_at is null)
                          """)
                      .params(person, id, source)
                      .update()
                  > 0;
          if (closed) {
            new Audit(database).write(person, "closed", "case " + id, reason);
          }
          return closed;
        });
  }

  /** When a person last closed a case of this cause. */
  public Optional<Instant> lastClosedByHand(String destination, CaseType type, String cause) {
    return database
        .sql()
        .sql(
            "select closed_at from bridge_case where source = ? and destination = ? and type = ? and"
                + " cause = ? and closed_by is not null order by closed_at desc limit 1")
        .params(source, destination, type.name(), cause)
        .query((row, n) -> Columns.requiredInstant(row, "closed_at"))
        .optional();
  }
}
