package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.credits.InvoicedLines;
import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the ledger knows of orders before it records what was just read of them. */
final class KnownOrders {
  private final LedgerDatabase database;
  private final String source;

  KnownOrders(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  /** An order's row, as far as changes need it. */
  record KnownOrder(
      @Nullable Instant receivedAt,
      @Nullable Instant cancelledAt,
      @Nullable Instant inWarehouseSince) {}

  /** An invoice's row, as far as changes need it. */
  record KnownInvoice(
      String orderCode,
      @Nullable Instant finalisedAt,
      @Nullable Instant revokedAt,
      @Nullable Instant despatchedAt,
      @Nullable BigDecimal exVat) {

    /** What was final over another sum may have been told: that is for people to put right. */
    boolean contradicts(@Nullable InvoicedLines lines) {
      return finalisedAt != null
          && exVat != null
          && lines != null
          && exVat.compareTo(lines.exVat()) != 0;
    }
  }

  /** The events that these orders have at each destination, whatever became of them otherwise. */
  Set<String> announced(Collection<String> orderCodes) {
    Set<String> announced = new HashSet<>();
    database
        .sql()
        .sql(
            "select destination, business_key from delivery where source = ? and order_code = any"
                + " (?) and kind = 'EVENT' and reason is distinct from 'SUPERSEDED'")
        .params(source, orderCodes.toArray(String[]::new))
        .query(
            row -> {
              announced.add(
                  OrderDeliveries.announcement(
                      row.getString("destination"), row.getString("business_key")));
            });
    return announced;
  }

  Map<String, KnownOrder> orders(Collection<String> codes) {
    Map<String, KnownOrder> known = new HashMap<>();
    database
        .sql()
        .sql(
            "select order_code, received_at, cancelled_at, in_warehouse_since from sales_order where source = ? and"
                + " order_code = any (?)")
        .params(source, codes.toArray(String[]::new))
        .query(
            row -> {
              known.put(
                  row.getString("order_code"),
                  new KnownOrder(
                      Columns.instant(row, "received_at"),
                      Columns.instant(row, "cancelled_at"),
                      Columns.instant(row, "in_warehouse_since")));
            });
    return known;
  }

  Map<String, KnownInvoice> invoices(Collection<String> codes) {
    Map<String, KnownInvoice> known = new HashMap<>();
    database
        .sql()
        .sql(
            "select invoice_id, order_code, finalised_at, revoked_at, despatched_at, total_ex_vat from invoice where source = ? and"
                + " order_code = any (?)")
        .params(source, codes.toArray(String[]::new))
        .query(
            row -> {
              known.put(
                  row.getString("invoice_id"),
                  new KnownInvoice(
                      row.getString("order_code"),
                      Columns.instant(row, "finalised_at"),
                      Columns.instant(row, "revoked_at"),
                      Columns.instant(row, "despatched_at"),
                      row.getBigDecimal("total_ex_vat")));
            });
    return known;
  }
}
