package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.outbox.StatusSql;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import java.math.BigDecimal;

/**
 * Sales rows of a person who goes on as another. They are the contact's at which they were sold,
 * for good: a case tells how many they are and what they come to.
 */
final class UnmovableRows {
  private final LedgerDatabase database;
  private final String source;
  private final Cases cases;

  UnmovableRows(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
    this.cases = new Cases(database, source);
  }

  private record Rows(long count, BigDecimal exVat, boolean ofOwnContact) {}

  /** Opens the case if there are any at a contact of the loser's own. */
  void tell(String destination, String loser, String survivor) {
    Rows rows = of(destination, loser);
    if (rows.count() == 0 || !rows.ofOwnContact()) {
      return;
    }
    cases.openAbout(
        CaseType.UNMOVABLE_ROWS,
        PersonMerges.RECORD,
        loser + " at " + destination,
        "sales of person " + loser + " stay at their contact",
        rows.count()
            + " sales of "
            + rows.exVat().stripTrailingZeros().toPlainString()
            + " exVat at "
            + destination
            + " stay with person "
            + loser
            + ", who goes on as "
            + survivor
            + ".");
  }

  private Rows of(String destination, String loser) {
    return database
        .sql()
        .sql(
            """
            select count(*) as many, coalesce(sum(d.ex_vat), 0) as ex_vat,
              exists (select 1 from contact_link l where l.source = ? and l.destination = ?
                and l.person_id = ?) as own
            from delivery d where d.source = ? and d.destination = ? and d.kind = 'SALES_ROWS'
              and d.person_id = ? and d.status %s
            """
                .formatted(StatusSql.in(DeliveryStatus.DELIVERED)))
        .params(source, destination, loser, source, destination, loser)
        .query(
            (row, n) ->
                new Rows(row.getLong("many"), row.getBigDecimal("ex_vat"), row.getBoolean("own")))
        .single();
  }
}
