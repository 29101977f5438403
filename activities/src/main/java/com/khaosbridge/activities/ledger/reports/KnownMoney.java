package com.khaosbridge.activities.ledger.reports;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The orders and credit notes that the ledger knows, to be compared with the ERP's. */
public final class KnownMoney {
  private final LedgerDatabase database;
  private final String source;

  public KnownMoney(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  /**
   * An order.
   *
   * @param invoices finalised ones, by id, with their exVat; null where nobody can tell it
   */
  public record KnownOrder(
      String orderCode,
      @Nullable LocalDate businessDate,
      boolean cancelled,
      Map<String, @Nullable BigDecimal> invoices) {}

  /** Those of these orders that the ledger knows, by code. */
  public Map<String, KnownOrder> orders(Collection<String> orderCodes) {
    Map<String, KnownOrder> orders = new HashMap<>();
    database
        .sql()
        .sql(
            """
            select o.order_code, o.business_date, o.cancelled_at is not null as cancelled,
              i.invoice_id, i.total_ex_vat
            from sales_order o
            left join invoice i on i.source = o.source and i.order_code = o.order_code
              and i.finalised_at is not null
            where o.source = ? and o.order_code = any (?)
            """)
        .params(source, orderCodes.toArray(String[]::new))
        .query(
            row -> {
              String code = row.getString("order_code");
              KnownOrder order = orders.get(code);
              if (order == null) {
                order =
                    new KnownOrder(
                        code,
                        row.getObject("business_date", LocalDate.class),
                        row.getBoolean("cancelled"),
                        new TreeMap<>());
                orders.put(code, order);
              }
              String invoice = row.getString("invoice_id");
              if (invoice != null) {
                order.invoices().put(invoice, row.getBigDecimal("total_ex_vat"));
              }
            });
    return orders;
  }

  /** Finalised orders of these business dates, by code; null means from the first, to the last. */
  public List<String> finalised(@Nullable LocalDate from, @Nullable LocalDate to) {
    return database
        .sql()
        .sql(
            """
            select distinct o.order_code from sales_order o
            join invoice i on i.source = o.source and i.order_code = o.order_code
              and i.finalised_at is not null
            where o.source = ? and (cast(? as date) is null or o.business_date >= ?)
              and (cast(? as date) is null or o.business_date <= ?)
            order by 1
            """)
        .params(Arrays.asList(source, from, from, to, to))
        .query(String.class)
        .list();
  }

  /** A credit note. */
  public record KnownNote(LocalDate businessDate, BigDecimal exVat) {}

  /** All credit notes, by id. */
  public Map<String, KnownNote> creditNotes() {
    Map<String, KnownNote> notes = new TreeMap<>();
    database
        .sql()
        .sql("select credit_id, business_date, ex_vat from credit_note where source = ?")
        .param(source)
        .query(
            row -> {
              notes.put(
                  row.getString("credit_id"),
                  new KnownNote(
                      row.getObject("business_date", LocalDate.class),
                      row.getBigDecimal("ex_vat")));
            });
    return notes;
  }
}
