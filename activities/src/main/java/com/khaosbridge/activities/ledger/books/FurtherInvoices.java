package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.outbox.Deliveries;
import com.khaosbridge.activities.ledger.outbox.Selection;
import com.khaosbridge.activities.ledger.outbox.StatusSql;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.DestinationScope;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Orders that had one invoice and now have more. What was planned for the one counts the lines of
 * the whole order, unless a reporting copy knew those of the one.
 */
final class FurtherInvoices {
  private static final String UNSENT =
      StatusSql.in(DeliveryStatus.PLANNED, DeliveryStatus.WAITING, DeliveryStatus.READY);

  private final LedgerDatabase database;
  private final String source;
  private final Set<String> orders = new TreeSet<>();
  private final Set<String> unknown = new TreeSet<>();

  FurtherInvoices(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  static String cause(String orderCode) {
    return "order " + orderCode + " has several invoices";
  }

  /** Notes an order that was known before and has an invoice that was not. */
  void add(ObservedOrder sight) {
    orders.add(sight.facts().orderCode());
    if (sight.linesUnknown()) {
      unknown.add(sight.facts().orderCode());
    }
  }

  /** What an invoice comes to that is not final yet is unknown again. */
  void forgetAmounts() {
    if (!orders.isEmpty()) {
      database
          .batches()
          .update(
              "update invoice set goods_ex_vat = null, delivery_ex_vat = null,"
                  + " delivery_inc_vat = null, total_ex_vat = null"
                  + " where source = ? and order_code = any (?) and finalised_at is null",
              source,
              orders.toArray(String[]::new));
    }
  }

  /** Holds what was not sent yet, and tells finance what was. */
  void finish(List<DestinationScope> scopes, Cases cases) {
    for (String order : unknown) {
      for (DestinationScope scope : scopes) {
        hold(order, scope.name(), cases);
      }
    }
  }

  private void hold(String order, String destination, Cases cases) {
    Optional<BigDecimal> told = told(order, destination);
    Selection unsent =
        Selection.where(
                "d.source = ? and d.destination = ? and d.order_code = ? and d.person_id is not null"
                    + " and (d.kind in ('ORDER', 'SALES_ROWS') or d.event_type = 'ORDER_CONFIRMED')",
                source,
                destination,
                order)
            .standing(DeliveryStatus.PLANNED, DeliveryStatus.WAITING, DeliveryStatus.READY);
    if (told.isPresent() || isAny(unsent)) {
      String cause = cause(order);
      String what =
          told.map(
                  money ->
                      cause
                          + "; told before, for the whole order: "
                          + money.toPlainString()
                          + " exVat")
              .orElse(cause);
      // The further invoice may have opened it, without these words.
      long id = cases.open(destination, CaseType.SEVERAL_INVOICES, cause, what);
      cases.rephrase(id, what);
      new Deliveries(database, source).hold(unsent, id);
    }
  }

  /** The money that was told at a destination, or is in a call. */
  private Optional<BigDecimal> told(String order, String destination) {
    return database
        .sql()
        .sql(
            """
            select sum(d.ex_vat) from delivery d where d.source = ? and d.destination = ?
              and (d.kind = 'ORDER' and d.business_key = ?
                or d.kind = 'SALES_ROWS' and d.business_key = any (array(
                  select invoice_id from invoice where source = ? and order_code = ?)))
              and d.status %s having count(d.ex_vat) > 0
            """
                .formatted(StatusSql.in(DeliveryStatus.DELIVERED, DeliveryStatus.CLAIMED)))
        .params(source, destination, order, source, order)
        .query(BigDecimal.class)
        .optional();
  }

  private boolean isAny(Selection which) {
    return database
        .sql()
        .sql(
            "select exists (select 1 from delivery d where "
                + which.condition()
                + " and d.status "
                + UNSENT
                + ")")
        .params(which.params())
        .query(Boolean.class)
        .single();
  }
}
