package com.khaosbridge.activities.khaos;

import com.khaosbridge.activities.khaos.records.Company;
import com.khaosbridge.activities.khaos.records.CompanyReader;
import com.khaosbridge.activities.khaos.records.CursorOverlap;
import com.khaosbridge.activities.khaos.records.ErpTime;
import com.khaosbridge.activities.khaos.records.MailingStatus;
import com.khaosbridge.activities.khaos.records.OrderStatus;
import com.khaosbridge.activities.khaos.records.OrderStatusReader;
import com.khaosbridge.activities.khaos.records.Readings;
import com.khaosbridge.activities.khaos.records.RecordProblem;
import com.khaosbridge.activities.khaos.records.SalesOrder;
import com.khaosbridge.activities.khaos.records.SalesOrderReader;
import com.khaosbridge.activities.khaos.soap.CallLimits;
import com.khaosbridge.activities.khaos.soap.CallTimedOut;
import com.khaosbridge.activities.khaos.soap.ErpAnswerException;
import com.khaosbridge.activities.khaos.soap.ErpCalls;
import com.khaosbridge.activities.khaos.soap.ErpException;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import com.khaosbridge.activities.khaos.soap.SoapRequest;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One Khaos Control installation, read over its SOAP web service. All calls share one connection,
 * on which one call runs at a time, the most urgent first; large requests go out in batches, and
 * between two batches whoever is more urgent goes first.
 *
 * <p>Every method may throw an {@link ErpException} and then has changed nothing; a record that
 * can't be read is a {@link RecordProblem} beside the others. A record that is asked for and absent
 * from the answer is in neither: absence is not a fact. Thread-safe; one instance a source.
 */
public final class KhaosControl implements AutoCloseable {
  private static final int COMPANY_BY_URN = 1;
  private static final int ORDER_BY_CODE = 1;
  private static final int STATUS_BY_CODE = 3;
  private static final int MOST_HALVINGS = 8;
  private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(1);

  private final CursorOverlap overlap;
  private final ErpTime time;
  private final ErpCalls calls;
  private final BatchedExport<Company> companies;
  private final BatchedExport<OrderStatus> statuses;
  private final BatchedExport<SalesOrder> orders;

  /**
   * @param metrics gets {@code bridge.erp.call}, {@code bridge.erp.wait}, {@code
   *     bridge.erp.busy.share} and {@code bridge.erp.waiting}, each with the source's name
   */
  public KhaosControl(KhaosSettings settings, MeterRegistry metrics) {
    CallLimits limits = settings.connection().limits();
    this.overlap = settings.overlap();
    this.time = new ErpTime(settings.zone());
    this.calls = new ErpCalls(settings.source(), settings.connection(), metrics);
    this.companies =
        new BatchedExport<>(
            "customer",
            "COMPANY_CODE",
            "COMPANY",
            new CompanyReader(settings.customers(), time),
            new BatchSize(limits.companyBatch(), limits),
            codes -> byCodes("ExportCompany", "CompanyCode", codes, COMPANY_BY_URN));
    this.statuses =
        new BatchedExport<>(
            "order status",
            "SORDER_CODE",
            "ORDER_STATUS",
            new OrderStatusReader(settings.invoices(), time),
            new BatchSize(limits.orderBatch(), limits),
            codes -> statusRequest(codes, ErpTime.SINCE_EVER, ErpTime.FOR_EVER, Set.of()));
    this.orders =
        new BatchedExport<>(
            "sales order",
            "SORDER_CODE",
            "SALES_ORDER",
            new SalesOrderReader(settings.lineDiscount(), time),
            new BatchSize(limits.orderBatch(), limits),
            codes -> byCodes("ExportOrders", "IDs", codes, ORDER_BY_CODE));
  }

  /**
   * The URNs of customers changed since an instant ({@code GetCompanyList}), each once, in the
   * ERP's order. Whether an edit of a contact or of consent counts as a change isn't documented.
   *
   * @param since null, {@link Instant#EPOCH} or earlier means since ever: the full list
   */
  public List<String> companyCodesChangedSince(@Nullable Instant since, ErpPriority priority) {
    SoapRequest request =
        SoapRequest.of("GetCompanyList", 0).time("LastUpdated", time.since(since));
    Set<String> codes = new LinkedHashSet<>();
    for (Map<String, String> company :
        calls.once(request, priority, answer -> answer.objects(Set.of("CompanyCode")))) {
      codes.addAll(company.values());
    }
    codes.remove("");
    return List.copyOf(codes);
  }

  /** Customers by URN ({@code ExportCompany}). */
  public Readings<Company> companies(Collection<String> urns, ErpPriority priority) {
    return companies.readAll(calls, urns, priority);
  }

  /**
   * Where the orders of a window stand ({@code ExportOrderStatusEx}), with tracking and cancelled
   * ones. A window that takes too long is asked for in halves; an order may then come twice.
   */
  public Readings<OrderStatus> orderStatuses(OrderWindow window, ErpPriority priority) {
    List<OrderStatus> records = new ArrayList<>();
    List<RecordProblem> problems = new ArrayList<>();
    readWindow(window, priority, records, problems, MOST_HALVINGS);
    return new Readings<>(List.copyOf(records), List.copyOf(problems));
  }

  /** Where these orders stand, by sales order code, with tracking and cancelled ones. */
  public Readings<OrderStatus> orderStatusesOf(
      Collection<String> orderCodes, ErpPriority priority) {
    return statuses.readAll(calls, orderCodes, priority);
  }

  /** Orders in detail, by sales order code ({@code ExportOrders}). */
  public Readings<SalesOrder> orders(Collection<String> orderCodes, ErpPriority priority) {
    return orders.readAll(calls, orderCodes, priority);
  }

  /** The site's data protection flags ({@code GetMailingStatusList}), by id. */
  public List<MailingStatus> mailingStatuses(ErpPriority priority) {
    SoapRequest request = SoapRequest.of("GetMailingStatusList", 0);
    List<MailingStatus> flags = new ArrayList<>();
    for (Map<String, String> flag :
        calls.once(request, priority, answer -> answer.objects(Set.of("ID", "Description")))) {
      try {
        int id = Integer.parseInt(flag.getOrDefault("ID", ""));
        flags.add(new MailingStatus(id, flag.getOrDefault("Description", "")));
      } catch (NumberFormatException e) {
        throw new ErpAnswerException(
            request.inWords(),
            "a flag's ID is no whole number",
            "Check the data protection flags in the ERP's system data.");
      }
    }
    flags.sort(Comparator.comparingInt(MailingStatus::id));
    return List.copyOf(flags);
  }

  /**
   * Where a cursor may go once all that a call brought is durable: before the call's start by the
   * overlap, which is longer around the end of summer time.
   *
   * @param callStarted our clock before the call, in business time
   */
  public Instant cursorAfter(Instant callStarted) {
    return callStarted.minus(time.overlapAt(callStarted, overlap));
  }

  /** The share of the last minute that the ERP was busy with us, between 0 and 1. */
  public double busyShare() {
    return calls.busyShare();
  }

  /** How long calls of these priorities have kept the ERP busy, since this instance was made. */
  public Duration busy(Set<ErpPriority> priorities) {
    return calls.busy(priorities);
  }

  /** How many calls wait for the one connection. */
  public int waiting() {
    return calls.waiting();
  }

  /** How many calls were sent to the ERP since this instance was made. */
  public long calls() {
    return calls.sent();
  }

  @Override
  public void close() {
    calls.close();
  }

  private void readWindow(
      OrderWindow window,
      ErpPriority priority,
      List<OrderStatus> records,
      List<RecordProblem> problems,
      int halvings) {
    SoapRequest request =
        statusRequest(
            List.of(), time.since(window.from()), time.until(window.to()), window.stages());
    try {
      Readings<OrderStatus> read = calls.call(request, priority, statuses::read).result();
      records.addAll(read.records());
      problems.addAll(read.problems());
    } catch (CallTimedOut e) {
      Duration width = Duration.between(window.from(), window.to());
      if (halvings == 0 || width.compareTo(SHORTEST_WINDOW) <= 0) {
        throw ErpCalls.tooSlow(request);
      }
      Instant middle = window.from().plus(width.dividedBy(2));
      OrderWindow first = new OrderWindow(window.from(), middle, window.stages());
      OrderWindow second = new OrderWindow(middle, window.to(), window.stages());
      readWindow(first, priority, records, problems, halvings - 1);
      readWindow(second, priority, records, problems, halvings - 1);
    }
  }

  private static SoapRequest byCodes(
      String operation, String parameter, List<String> codes, int mapping) {
    return SoapRequest.of(operation, codes.size())
        .text(parameter, String.join(",", codes))
        .number("MappingType", mapping);
  }

  private static SoapRequest statusRequest(
      List<String> codes, LocalDateTime from, LocalDateTime to, Set<Integer> stages) {
    return SoapRequest.of("ExportOrderStatusEx", codes.size())
        .text("IDs", String.join(",", codes))
        .number("MappingType", STATUS_BY_CODE)
        .flag("WebOnly", false)
        .flag("ConfirmedOnly", false)
        .flag("IncludeTracking", true)
        .flag("IncludeCancelled", true)
        .time("DateFrom", from)
        .time("DateTo", to)
        .text(
            "InvoiceStageIDs",
            stages.stream().sorted().map(String::valueOf).collect(Collectors.joining(",")));
  }
}
