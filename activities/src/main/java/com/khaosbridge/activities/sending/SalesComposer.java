package com.khaosbridge.activities.sending;

import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.ledger.books.CreditedRows;
import com.khaosbridge.activities.ledger.books.InvoicedOrder;
import com.khaosbridge.activities.ledger.books.InvoicedOrders;
import com.khaosbridge.activities.ledger.books.TakenBack;
import com.khaosbridge.activities.ledger.outbox.ClaimedDelivery;
import com.khaosbridge.workflows.delivery.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Makes rows of what was sold and of what credit notes take back, from the ledger alone. */
final class SalesComposer {
  private final InvoicedOrders orders;

  SalesComposer(InvoicedOrders orders) {
    this.orders = orders;
  }

  /** Orders as they are now, after all credits. */
  Composed orders(List<ClaimedDelivery> claimed) {
    List<Row> rows = new ArrayList<>();
    Map<Long, Verdict> unsendable = new HashMap<>();
    Map<String, InvoicedOrder> sales = sales(claimed);
    for (ClaimedDelivery delivery : claimed) {
      InvoicedOrder sale = sales.get(delivery.order());
      BigDecimal total = sale == null ? null : sale.totalExVat();
      if (sale == null || total == null || !sale.finalised()) {
        unsendable.put(delivery.id(), notFinal(delivery));
      } else {
        rows.add(
            new Row.OrderRecord(
                delivery.id(),
                delivery.person(),
                delivery.contact(),
                rowOf(sale),
                total,
                credited(sale.takenBack())));
      }
    }
    return new Composed(rows, unsendable);
  }

  /** The rows of invoices, and of what credit notes take back. */
  Composed rows(List<ClaimedDelivery> claimed) {
    List<ClaimedDelivery> sold = claimed.stream().filter(one -> one.invoiceId() != null).toList();
    List<ClaimedDelivery> taken = claimed.stream().filter(one -> one.invoiceId() == null).toList();
    List<Row> rows = new ArrayList<>();
    Map<Long, Verdict> unsendable = new HashMap<>();
    Map<String, InvoicedOrder> invoices =
        orders.byInvoice(sold.stream().map(ClaimedDelivery::order).distinct().toList());
    for (ClaimedDelivery delivery : sold) {
      InvoicedOrder sale = invoices.get(delivery.invoiceId());
      if (sale == null || sale.totalExVat() == null || !sale.finalised()) {
        unsendable.put(delivery.id(), notFinal(delivery));
      } else {
        rows.add(
            Row.SalesRows.of(delivery.id(), delivery.person(), delivery.contact(), rowOf(sale)));
      }
    }
    Map<Long, CreditedRows> credited =
        orders.credited(taken.stream().map(ClaimedDelivery::seq).toList());
    for (ClaimedDelivery delivery : taken) {
      CreditedRows its =
          Objects.requireNonNull(
              credited.get(delivery.seq()), "rows without an invoice are of a credit note");
      rows.add(
          new Row.SalesRows(
              delivery.id(),
              delivery.person(),
              delivery.contact(),
              its.orderKey(),
              its.issuedAt(),
              its.businessDate(),
              its.lines().stream().map(SalesComposer::returned).toList()));
    }
    return new Composed(rows, unsendable);
  }

  private static Row.SalesLine returned(CreditedRows.Line line) {
    BigDecimal quantity = line.quantity().negate();
    BigDecimal exVat = line.exVat().negate();
    return line.item().isEmpty()
        ? Row.SalesLine.delivery(quantity, exVat)
        : new Row.SalesLine(line.item(), quantity, exVat);
  }

  private static Row.Credited credited(TakenBack taken) {
    Map<Integer, Row.CreditedLine> lines = new HashMap<>();
    taken
        .lines()
        .forEach(
            (ordinal, line) ->
                lines.put(ordinal, new Row.CreditedLine(line.quantity(), line.exVat())));
    return new Row.Credited(taken.exVat(), lines);
  }

  private static Row.Sale rowOf(InvoicedOrder sale) {
    return new Row.Sale(
        sale.orderCode(),
        sale.orderNumber(),
        sale.invoiceId(),
        sale.placedAt(),
        sale.businessDate(),
        sale.currency(),
        sale.brand(),
        sale.status(),
        sale.sold(),
        sale.countedDelivery(),
        sale.soldKeys());
  }

  private static Verdict notFinal(ClaimedDelivery delivery) {
    return new Verdict.Reject("order without final amounts", "order " + delivery.order());
  }

  private Map<String, InvoicedOrder> sales(List<ClaimedDelivery> claimed) {
    return orders.byCode(claimed.stream().map(ClaimedDelivery::order).distinct().toList());
  }
}
