package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.workflows.delivery.OrderLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What rows are made of: orders with their invoices, as they were when these were finalised, and
 * what credit notes have taken back since.
 */
public final class InvoicedOrders {
  private final LedgerDatabase database;
  private final String source;
  private final Credits credits;

  public InvoicedOrders(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
    this.credits = new Credits(database, source);
  }

  /** These orders as a whole, as far as they are invoiced, by order code. */
  public Map<String, InvoicedOrder> byCode(Collection<String> orderCodes) {
    Map<String, List<InvoicedOrder>> invoices = new HashMap<>();
    read(
        orderCodes,
        sale -> invoices.computeIfAbsent(sale.orderCode(), none -> new ArrayList<>()).add(sale));
    Map<String, InvoicedOrder> orders = new HashMap<>();
    invoices.forEach((code, all) -> orders.put(code, InvoicedOrder.whole(all)));
    return orders;
  }

  /** All invoices of these orders, by their ids. */
  public Map<String, InvoicedOrder> byInvoice(Collection<String> orderCodes) {
    Map<String, InvoicedOrder> invoices = new HashMap<>();
    if (!orderCodes.isEmpty()) {
      read(orderCodes, sale -> invoices.put(sale.invoiceId(), sale));
    }
    return invoices;
  }

  private void read(Collection<String> orderCodes, Consumer<InvoicedOrder> each) {
    Map<String, TakenBack> taken = credits.ofOrders(orderCodes);
    database
        .sql()
        .sql(
            """
            select o.order_code, o.order_number, o.placed_at, o.business_date, o.currency,
              o.counted_in, o.rate, o.brand, o.cancelled_at,
              exists (select 1 from invoice w where w.source = o.source
                and w.order_code = o.order_code and w.despatched_at is null)
              and exists (select 1 from invoice l where l.source = o.source
                and l.order_code = o.order_code and l.despatched_at is not null) as part_left, i.*
            from sales_order o join invoice i on i.source = o.source and i.order_code = o.order_code
            where o.source = ? and o.order_code = any (?) and o.placed_at is not null
            order by i.ordinal
            """)
        .params(source, orderCodes.toArray(String[]::new))
        .query(
            row -> {
              String code = row.getString("order_code");
              each.accept(order(row, taken.getOrDefault(code, TakenBack.NOTHING)));
            });
  }

  /** What was taken back by each of these changes, by their places in the ledger's order. */
  public Map<Long, CreditedRows> credited(Collection<Long> sequences) {
    return sequences.isEmpty() ? Map.of() : credits.bySequence(sequences);
  }

  private static InvoicedOrder order(ResultSet row, TakenBack taken) throws SQLException {
    String json = row.getString("lines");
    List<OrderLine> lines = json == null ? List.of() : LinesJson.read(json);
    String invoiceId = row.getString("invoice_id");
    return new InvoicedOrder(
        row.getString("order_code"),
        row.getString("order_number"),
        invoiceId,
        Columns.requiredInstant(row, "placed_at"),
        row.getObject("business_date", LocalDate.class),
        row.getString("counted_in"),
        new InvoicedOrder.Paid(row.getString("currency"), row.getBigDecimal("rate")),
        row.getString("brand") == null ? "" : row.getString("brand"),
        lines,
        lines.stream().map(line -> invoiceId + "-" + line.ordinal()).toList(),
        row.getBoolean("own_lines"),
        row.getBigDecimal("delivery_ex_vat"),
        row.getBigDecimal("delivery_inc_vat"),
        row.getBigDecimal("total_ex_vat"),
        row.getObject("despatched_at") != null,
        row.getObject("finalised_at") != null,
        row.getObject("cancelled_at") != null,
        row.getBoolean("part_left"),
        row.getString("consignment_ref"),
        row.getString("courier"),
        row.getBigDecimal("goods_ex_vat"),
        taken);
  }
}
