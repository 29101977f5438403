package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.workflows.decision.CreditAttribution;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What credit notes take back of orders. */
final class CreditParts {
  private final LedgerDatabase database;
  private final String source;

  CreditParts(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  /** The oldest notes that wait and can be attributed now. */
  List<WaitingCredit> waiting(int limit) {
    return database
        .sql()
        .sql(
            """
            select n.credit_id, n.order_code, n.issued_at, n.live, n.lines, c.person_id
            from credit_note n
            left join customer c on c.source = n.source and c.company_id = n.company_id
            where n.source = ? and n.attributed_at is null
              and case when n.order_code is not null then exists (select 1 from invoice i
                  where i.source = n.source and i.order_code = n.order_code
                  having count(*) = 1 and count(i.finalised_at) = 1 and count(i.total_ex_vat) = 1)
                else (n.company_id is null or c.person_id is not null) and exists (
                  select 1 from backfill_step s where s.source = n.source and s.step = ?) end
            order by n.issued_at, n.credit_id limit ?
            """)
        .params(source, BackfillLedger.CREDITS_READ, limit)
        .query(
            (row, n) ->
                new WaitingCredit(
                    row.getString("credit_id"),
                    row.getString("person_id"),
                    row.getString("order_code"),
                    Columns.requiredInstant(row, "issued_at"),
                    row.getBoolean("live"),
                    CreditLinesJson.read(row.getString("lines"))))
        .list();
  }

  void write(WaitingCredit note, CreditAttribution.Result result) {
    List<Object[]> rows = new ArrayList<>();
    for (CreditAttribution.Part part : result.parts()) {
      Integer line = part.orderLine();
      boolean delivery = line != null && line == CreditAttribution.DELIVERY_LINE;
      rows.add(
          new Object[] {
            source,
            note.creditId(),
            part.creditLine(),
            part.orderCode(),
            delivery ? null : line,
            delivery,
            part.quantity(),
            part.exVat(),
            part.step().name()
          });
    }
    database
        .batches()
        .batchUpdate(
            """
            insert into credit_part (source, credit_id, credit_line, order_code, order_line, delivery,
              quantity, ex_vat, step) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            rows);
    database
        .sql()
        .sql(
            "update credit_note set attributed_at = now(), unallocated = ? where source = ? and"
                + " credit_id = ?")
        .params(result.unallocated(), source, note.creditId())
        .update();
  }

  /**
   * Gives back what these notes had taken.
   *
   * @return the orders that have it back
   */
  Set<String> takeOff(Collection<String> creditIds) {
    return new TreeSet<>(
        database
            .sql()
            .sql(
                "delete from credit_part where source = ? and credit_id = any (?) returning order_code")
            .params(source, creditIds.toArray(String[]::new))
            .query(String.class)
            .list());
  }
}
