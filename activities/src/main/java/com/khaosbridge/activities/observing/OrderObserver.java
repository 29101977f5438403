package com.khaosbridge.activities.observing;

import com.khaosbridge.activities.credits.InvoicedLines;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.khaos.records.OrderStatus;
import com.khaosbridge.activities.khaos.records.Readings;
import com.khaosbridge.activities.khaos.records.RecordProblem;
import com.khaosbridge.activities.khaos.records.SalesOrder;
import com.khaosbridge.activities.khaos.soap.ErpException;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import com.khaosbridge.activities.ledger.books.CustomerLedger;
import com.khaosbridge.activities.ledger.books.ObservedOrder;
import com.khaosbridge.activities.ledger.books.OrderDetail;
import com.khaosbridge.activities.ledger.books.OrderLedger;
import com.khaosbridge.workflows.delivery.Lane;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the details of orders from the ERP and records them, their customers first. */
public final class OrderObserver {
  private static final int AT_ONCE = 200;

  private final KhaosControl erp;
  private final CustomerObserver customerSight;
  private final CustomerLedger customers;
  private final OrderLedger orders;
  private final CountedMoney money;
  private final SplitInvoices invoices;

  public OrderObserver(
      KhaosControl erp,
      CustomerObserver customerSight,
      CustomerLedger customers,
      OrderLedger orders,
      CountedMoney money,
      SplitInvoices invoices) {
    this.erp = erp;
    this.customerSight = customerSight;
    this.customers = customers;
    this.orders = orders;
    this.money = money;
    this.invoices = invoices;
  }

  /**
   * Reads and records these orders.
   *
   * @param observedAt business time before their status was read
   * @return how many had something new
   */
  public int observe(
      List<OrderStatus> statuses, Instant observedAt, ErpPriority priority, Lane lane) {
    int changed = 0;
    List<List<OrderStatus>> batches = batches(statuses);
    CompletableFuture<Readings<SalesOrder>> next = null;
    for (int i = 0; i < batches.size(); i++) {
      Readings<SalesOrder> details =
          next == null ? details(batches.get(i), priority) : arrived(next);
      // The ERP answers the next batch while this one is recorded.
      next =
          i + 1 < batches.size()
              ? CompletableFuture.supplyAsync(ahead(batches.get(i + 1), priority))
              : null;
      changed += record(batches.get(i), details, observedAt, priority, lane);
    }
    return changed;
  }

  /** Changes whenever orders that lacked a rate of exchange may have one. */
  long ratesVersion() {
    return money.version();
  }

  private static List<List<OrderStatus>> batches(List<OrderStatus> statuses) {
    List<List<OrderStatus>> batches = new ArrayList<>();
    for (int from = 0; from < statuses.size(); from += AT_ONCE) {
      batches.add(statuses.subList(from, Math.min(statuses.size(), from + AT_ONCE)));
    }
    return batches;
  }

  private Supplier<Readings<SalesOrder>> ahead(List<OrderStatus> batch, ErpPriority priority) {
    return () -> details(batch, priority);
  }

  private Readings<SalesOrder> details(List<OrderStatus> batch, ErpPriority priority) {
    return erp.orders(batch.stream().map(OrderStatus::orderCode).toList(), priority);
  }

  private static Readings<SalesOrder> arrived(CompletableFuture<Readings<SalesOrder>> ahead) {
    try {
      return ahead.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ErpException failure) {
        throw failure;
      }
      throw e;
    }
  }

  private int record(
      List<OrderStatus> statuses,
      Readings<SalesOrder> details,
      Instant observedAt,
      ErpPriority priority,
      Lane lane) {
    Map<String, SalesOrder> byCode = new HashMap<>();
    details.records().forEach(order -> byCode.put(order.orderCode(), order));
    Map<String, RecordProblem> problems = new HashMap<>();
    details.problems().forEach(problem -> problems.putIfAbsent(problem.key(), problem));
    List<String> urns =
        details.records().stream().map(SalesOrder::urn).filter(Objects::nonNull).toList();
    customerSight.observe(
        customers.unknown(urns),
        observedAt,
        lane == Lane.LIVE ? ErpPriority.LIVE_CUSTOMERS : priority,
        lane);
    Map<String, Map<String, InvoicedLines>> lines = invoices.of(invoiced(statuses));
    List<ObservedOrder> sights = new ArrayList<>();
    for (OrderStatus status : statuses) {
      SalesOrder order = byCode.get(status.orderCode());
      RecordProblem problem = problems.get(status.orderCode());
      OrderDetail detail = order == null ? null : money.detail(order);
      sights.add(
          new ObservedOrder(
              KhaosFacts.order(status),
              detail,
              problem == null ? null : KhaosFacts.unreadable(problem),
              counted(
                  lines.getOrDefault(status.orderCode(), Map.of()),
                  detail == null ? null : detail.terms().rate())));
    }
    return orders.record(sights, observedAt, lane);
  }

  private static List<String> invoiced(List<OrderStatus> statuses) {
    return statuses.stream()
        .filter(order -> order.invoices().stream().anyMatch(OrderStatus.InvoiceStatus::finalised))
        .map(OrderStatus::orderCode)
        .toList();
  }

  /**
   * Asks again for the lines of orders that are held for them, as a copy lags behind the ERP.
   *
   * @return how many go on
   */
  public int askForLines() {
    Map<String, BigDecimal> rates = orders.withoutLines(AT_ONCE);
    Map<String, Map<String, InvoicedLines>> found = new HashMap<>();
    invoices
        .of(rates.keySet())
        .forEach((order, lines) -> found.put(order, counted(lines, rates.get(order))));
    return orders.complete(found);
  }

  /** Lines by invoice on the site's terms; nothing without a rate of exchange. */
  private Map<String, InvoicedLines> counted(
      Map<String, InvoicedLines> lines, @Nullable BigDecimal rate) {
    Map<String, InvoicedLines> counted = new HashMap<>();
    if (rate != null) {
      lines.forEach((invoice, its) -> counted.put(invoice, money.invoice(its, rate)));
    }
    return counted;
  }
}
