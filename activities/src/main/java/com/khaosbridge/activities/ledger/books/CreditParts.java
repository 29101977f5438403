package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.workflows.decision.CreditAttribution;
import com.khaosbridge.workflows.decision.CreditAttribution.Part;
import com.khaosbridge.workflows.delivery.Lane;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What credit notes take back of orders, and what of them found none. */
final class CreditParts {
  private static final String DELIVERY_LINE = String.valueOf(CreditAttribution.DELIVERY_LINE);

  private final LedgerDatabase database;
  private final String source;
  private final List<Object[]> rows = new ArrayList<>();

  CreditParts(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  /**
   * The oldest notes that wait and can be attributed now.
   *
   * @param lane live leaves the notes of history to the backfill, until that has attributed them
   */
  List<WaitingCredit> waiting(Lane lane, int limit) {
    return database
        .sql()
        .sql(
            """
            select n.credit_id, n.order_code, n.issued_at, n.live, n.lines, c.person_id,
              exists (select 1 from credit_part p where p.source = n.source
                and p.credit_id = n.credit_id) as again
            from credit_note n
            left join customer c on c.source = n.source and c.company_id = n.company_id
            where n.source = ? and n.attributed_at is null
              and case when n.order_code is not null then exists (select 1 from sales_order o
                  join invoice i on i.source = o.source and i.order_code = o.order_code
                  where o.source = n.source and o.order_code = n.order_code
                    and (o.urn is null or o.company_id is not null)
                  having count(i.finalised_at) > 0
                    and count(*) filter (where i.finalised_at is not null and i.total_ex_vat is null) = 0)
                else (n.company_id is null or c.person_id is not null) and exists (
                  select 1 from backfill_step s where s.source = n.source and s.step = ?) end
              and (n.live or ? or exists (
                select 1 from backfill_step s where s.source = n.source and s.step = ?))
            order by n.issued_at, n.credit_id limit ?
            """)
        .params(
            source,
            BackfillLedger.CREDITS_READ,
            lane == Lane.HISTORY,
            BackfillLedger.CREDITS_ATTRIBUTED,
            limit)
        .query(
            (row, n) ->
                new WaitingCredit(
                    row.getString("credit_id"),
                    row.getString("person_id"),
                    row.getString("order_code"),
                    Columns.requiredInstant(row, "issued_at"),
                    row.getBoolean("live") ? Lane.LIVE : lane,
                    row.getBoolean("again"),
                    CreditLinesJson.read(row.getString("lines"))))
        .list();
  }

  /**
   * What a note takes back, line by line, of one order or of none.
   *
   * @param personId whose it was told as, or who that is by now; null for a guest's
   */
  record TakenBack(
      String creditId, @Nullable String orderCode, @Nullable String personId, List<Part> parts) {}

  /** What these notes take back now, order by order. */
  List<TakenBack> of(Collection<String> creditIds) {
    Map<List<String>, TakenBack> taken = new HashMap<>();
    database
        .sql()
        .sql(
            """
            select p.credit_id, p.credit_line, p.item, p.order_code, p.order_line, p.delivery, p.step,
              coalesce(a.person_id, o.person_id) as person_id, sum(p.quantity) as quantity,
              sum(p.ex_vat) as ex_vat
            from credit_part p join observation o on o.seq = p.seq
            left join person_alias a on a.source = o.source and a.alias_id = o.person_id
            where p.source = ? and p.credit_id = any (?)
            group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(p.quantity) <> 0 or sum(p.ex_vat) <> 0
            order by 1, 2
            """)
        .params(source, creditIds.toArray(String[]::new))
        .query(
            row -> {
              String order = row.getString("order_code");
              String credit = row.getString("credit_id");
              String person = row.getString("person_id");
              String line =
                  row.getBoolean("delivery") ? DELIVERY_LINE : row.getString("order_line");
              taken
                  .computeIfAbsent(
                      List.of(credit, order == null ? "" : order),
                      key -> new TakenBack(credit, order, person, new ArrayList<>()))
                  .parts()
                  .add(
                      new Part(
                          row.getInt("credit_line"),
                          row.getString("item"),
                          order,
                          line == null ? null : Integer.valueOf(line),
                          row.getBigDecimal("quantity"),
                          row.getBigDecimal("ex_vat"),
                          CreditAttribution.Step.valueOf(row.getString("step"))));
            });
    return List.copyOf(taken.values());
  }

  /** Whose these orders are, by order code; a guest's has no entry. */
  Map<String, String> personsOf(Collection<String> orderCodes) {
    Map<String, String> persons = new HashMap<>();
    database
        .sql()
        .sql(
            """
            select o.order_code, c.person_id from sales_order o
            join customer c on c.source = o.source and c.company_id = o.company_id
            where o.source = ? and o.order_code = any (?)
            """)
        .params(source, new HashSet<>(orderCodes).toArray(String[]::new))
        .query(
            row -> {
              persons.put(row.getString("order_code"), row.getString("person_id"));
            });
    return persons;
  }

  /**
   * Adds a part, to be written with the others.
   *
   * @param seq of the change by which destinations are told
   */
  void add(String creditId, Part part, long seq) {
    Integer line = part.orderLine();
    boolean delivery = line != null && line == CreditAttribution.DELIVERY_LINE;
    rows.add(
        new Object[] {
          source,
          creditId,
          part.creditLine(),
          part.item(),
          part.orderCode(),
          delivery ? null : line,
          delivery,
          part.quantity(),
          part.exVat(),
          part.step().name(),
          seq
        });
  }

  /** Writes what was added. The changes must be written before. */
  void write() {
    database
        .batches()
        .batchUpdate(
            """
            insert into credit_part (source, credit_id, credit_line, item, order_code, order_line,
              delivery, quantity, ex_vat, step, seq) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            rows);
    rows.clear();
  }

  /** Notes that these notes have found their orders. */
  void attributed(Collection<WaitingCredit> notes) {
    database
        .sql()
        .sql(
            """
            update credit_note n set attributed_at = now(),
              unallocated = (select coalesce(sum(p.ex_vat), 0) from credit_part p
                where p.source = n.source and p.credit_id = n.credit_id and p.order_code is null)
            where n.source = ? and n.credit_id = any (?)
            """)
        .params(source, notes.stream().map(WaitingCredit::creditId).toArray(String[]::new))
        .update();
  }
}
