package com.khaosbridge.activities.reconciling;

import com.khaosbridge.activities.credits.InvoicedLines;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.khaos.OrderWindow;
import com.khaosbridge.activities.khaos.records.OrderStatus;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import com.khaosbridge.activities.ledger.books.OrderDetail;
import com.khaosbridge.activities.ledger.reports.KnownMoney;
import com.khaosbridge.activities.ledger.reports.KnownMoney.KnownOrder;
import com.khaosbridge.activities.observing.CountedMoney;
import com.khaosbridge.workflows.reconciliation.Difference;
import com.khaosbridge.workflows.reconciliation.DifferenceClass;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares the ledger with the ERP: which orders are finalised there, and what they come to. Asks
 * in short windows and after everything live. What the ERP leaves out is counted, and no
 * difference.
 */
final class ErpReconciliation {
  private static final Duration WIDTH = Duration.ofDays(7);
  private static final int AT_ONCE = 200;

  private final KhaosControl erp;
  private final KnownMoney known;
  private final CountedMoney money;

  private final OrderSums sums = new OrderSums();
  private final List<Difference> differences = new ArrayList<>();
  private final Set<String> seen = new LinkedHashSet<>();
  private long unreadable;
  private long pending;
  private long several;
  private long withoutRate;

  ErpReconciliation(KhaosControl erp, KnownMoney known, CountedMoney money) {
    this.erp = erp;
    this.known = known;
    this.money = money;
  }

  /** What the ERP says of an order. */
  private record InErp(OrderStatus status, @Nullable OrderDetail detail) {
    String code() {
      return status.orderCode();
    }

    List<String> finalised() {
      return status.invoices().stream()
          .filter(OrderStatus.InvoiceStatus::finalised)
          .map(OrderStatus.InvoiceStatus::invoiceId)
          .toList();
    }
  }

  /** Reads and compares the orders between two instants. */
  void compare(Instant from, Instant to, Window window) {
    for (Instant start = from; start.isBefore(to); start = start.plus(WIDTH)) {
      Instant end = start.plus(WIDTH).isBefore(to) ? start.plus(WIDTH) : to;
      var read = erp.orderStatuses(OrderWindow.between(start, end), ErpPriority.HISTORY);
      unreadable += read.problems().size();
      compare(read.records(), window);
    }
    List<String> rest = new ArrayList<>(known.finalised(window.from(), window.to()));
    rest.removeAll(seen);
    // Windows may go by the last change, so that what is in the ledger is asked for by its code.
    compare(erp.orderStatusesOf(rest, ErpPriority.HISTORY).records(), window);
  }

  private void compare(List<OrderStatus> statuses, Window window) {
    Map<String, OrderStatus> newOnes = new LinkedHashMap<>();
    statuses.forEach(
        status -> {
          if (seen.add(status.orderCode())) {
            newOnes.put(status.orderCode(), status);
          }
        });
    List<OrderStatus> all = List.copyOf(newOnes.values());
    for (int at = 0; at < all.size(); at += AT_ONCE) {
      batch(all.subList(at, Math.min(all.size(), at + AT_ONCE)), window);
    }
  }

  private void batch(List<OrderStatus> statuses, Window window) {
    List<OrderStatus> finalised =
        statuses.stream()
            .filter(
                status -> status.invoices().stream().anyMatch(OrderStatus.InvoiceStatus::finalised))
            .toList();
    List<String> codes = finalised.stream().map(OrderStatus::orderCode).toList();
    var details = erp.orders(codes, ErpPriority.HISTORY);
    unreadable += details.problems().size();
    Map<String, OrderDetail> byCode = new LinkedHashMap<>();
    details.records().forEach(order -> byCode.put(order.orderCode(), money.detail(order)));
    Map<String, KnownOrder> inLedger = known.orders(codes);
    for (OrderStatus status : finalised) {
      InErp order = new InErp(status, byCode.get(status.orderCode()));
      OrderDetail detail = order.detail();
      if (detail != null && window.contains(detail.businessDate())) {
        judge(order, detail, inLedger.get(status.orderCode()));
      }
    }
  }

  private void judge(InErp order, OrderDetail detail, @Nullable KnownOrder inLedger) {
    if (order.finalised().size() > 1) {
      several++;
      return;
    }
    String invoice = order.finalised().get(0);
    InvoicedLines whole = detail.asOneInvoice();
    if (whole == null) {
      withoutRate++;
      return;
    }
    BigDecimal total = whole.exVat();
    sums.expect(detail.businessDate(), null, whole.units(), total, BigDecimal.ZERO);
    BigDecimal ours = inLedger == null ? null : inLedger.invoices().get(invoice);
    if (ours == null) {
      add(
          DifferenceClass.MISSING,
          order.code(),
          total.negate(),
          "Invoice "
              + invoice
              + " is finalised in the ERP, and "
              + (inLedger == null ? "its order is not" : "not")
              + " in the ledger.");
      return;
    }
    sums.find(detail.businessDate(), null, whole.units(), ours, BigDecimal.ZERO);
    if (ours.compareTo(total) != 0) {
      add(
          DifferenceClass.OTHER_AMOUNT,
          order.code(),
          ours.subtract(total),
          "Invoice "
              + invoice
              + " was finalised with "
              + ours.toPlainString()
              + ", the ERP has "
              + total.toPlainString()
              + " now.");
    }
  }

  /** Feeds may have caught up since: what the ledger has now is no difference. */
  void lookAgain() {
    List<String> missing =
        differences.stream()
            .filter(difference -> difference.type() == DifferenceClass.MISSING)
            .map(difference -> String.valueOf(difference.order()))
            .toList();
    Map<String, KnownOrder> now = known.orders(missing);
    int before = differences.size();
    differences.removeIf(
        difference -> {
          KnownOrder order = now.get(String.valueOf(difference.order()));
          return difference.type() == DifferenceClass.MISSING
              && order != null
              && !order.invoices().isEmpty();
        });
    pending += before - differences.size();
  }

  private void add(DifferenceClass type, String order, BigDecimal amount, String what) {
    differences.add(
        new Difference(
            Difference.LEDGER,
            type,
            null,
            order,
            "total",
            amount,
            what,
            type == DifferenceClass.MISSING));
  }

  OrderSums sums() {
    return sums;
  }

  List<Difference> differences() {
    return differences;
  }

  long pending() {
    return pending;
  }

  /** What can't be compared, in words. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (several > 0) {
      notes.add(several + " orders with several invoices were not compared.");
    }
    if (withoutRate > 0) {
      notes.add(withoutRate + " orders were not compared for want of a rate of exchange.");
    }
    if (unreadable > 0) {
      notes.add(unreadable + " records of the ERP can't be read.");
    }
    return notes;
  }

  /** Finalised orders of the ledger that the ERP's answers left out. */
  long leftOut(Window window) {
    return known.finalised(window.from(), window.to()).stream()
        .filter(code -> !seen.contains(code))
        .count();
  }
}
