package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What credit notes took back, as destinations are told of it. */
final class Credits {
  private final LedgerDatabase database;
  private final String source;

  Credits(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  /** What was taken back of each of these orders, by order code; of none nothing. */
  Map<String, TakenBack> ofOrders(Collection<String> orderCodes) {
    Map<String, TakenBack> taken = new HashMap<>();
    database
        .sql()
        .sql(
            """
            select order_code, order_line, delivery, sum(quantity) as quantity, sum(ex_vat) as ex_vat
            from credit_part where source = ? and order_code = any (?)
            group by 1, 2, 3 having sum(quantity) <> 0 or sum(ex_vat) <> 0
            """)
        .params(source, orderCodes.toArray(String[]::new))
        .query(
            row -> {
              BigDecimal exVat = row.getBigDecimal("ex_vat");
              Map<Integer, TakenBack.Line> lines =
                  row.getString("order_line") == null
                      ? Map.of()
                      : Map.of(
                          row.getInt("order_line"),
                          new TakenBack.Line(row.getBigDecimal("quantity"), exVat));
              BigDecimal goods = row.getBoolean("delivery") ? BigDecimal.ZERO : exVat;
              taken.merge(
                  row.getString("order_code"), new TakenBack(exVat, goods, lines), Credits::both);
            });
    return taken;
  }

  private static TakenBack both(TakenBack one, TakenBack other) {
    Map<Integer, TakenBack.Line> lines = new HashMap<>(one.lines());
    lines.putAll(other.lines());
    return new TakenBack(
        one.exVat().add(other.exVat()), one.goodsExVat().add(other.goodsExVat()), lines);
  }

  /** What was taken back by each of these changes, by their places in the ledger's order. */
  Map<Long, CreditedRows> bySequence(Collection<Long> sequences) {
    Map<Long, CreditedRows> bySequence = new HashMap<>();
    Map<Long, List<CreditedRows.Line>> lines = new HashMap<>();
    database
        .sql()
        .sql(
            """
            select p.seq, coalesce(p.order_code, n.credit_code) as order_key, n.issued_at,
              n.business_date, p.item, p.quantity, p.ex_vat
            from credit_part p
            join credit_note n on n.source = p.source and n.credit_id = p.credit_id
            where p.source = ? and p.seq = any (?) order by p.id
            """)
        .params(source, sequences.toArray(Long[]::new))
        .query(
            row -> {
              long seq = row.getLong("seq");
              List<CreditedRows.Line> its = lines.computeIfAbsent(seq, none -> new ArrayList<>());
              its.add(
                  new CreditedRows.Line(
                      row.getString("item"),
                      row.getBigDecimal("quantity"),
                      row.getBigDecimal("ex_vat")));
              Instant issuedAt = Columns.requiredInstant(row, "issued_at");
              LocalDate day = row.getObject("business_date", LocalDate.class);
              bySequence.put(seq, new CreditedRows(row.getString("order_key"), issuedAt, day, its));
            });
    return bySequence;
  }
}
