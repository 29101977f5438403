package com.khaosbridge.activities.observing;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.khaos.OrderWindow;
import com.khaosbridge.activities.khaos.records.OrderStatus;
import com.khaosbridge.activities.khaos.records.Readings;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import com.khaosbridge.activities.ledger.books.Cursors;
import com.khaosbridge.activities.ledger.books.PassedDeadlines;
import com.khaosbridge.activities.ledger.books.PolledOrders;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.feed.FeedRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks for orders that are new, by order date from the cursor on, and for orders that moved on, by
 * code. What the ERP's date filter compares is not documented, so every order from which something
 * is still expected is asked for by code.
 */
final class OrderStatusPoll implements Poll {
  private static final String RECORD = "order status";

  private final KhaosControl erp;
  private final PolledOrders orders;
  private final OrderObserver sights;
  private final PassedDeadlines deadlines;
  private final Cursors cursors;
  private final Cases cases;
  private final BusinessTime businessTime;
  private final Instant goLive;
  private long ratesSeen = -1;

  OrderStatusPoll(
      KhaosControl erp,
      PolledOrders orders,
      OrderObserver sights,
      PassedDeadlines deadlines,
      Cursors cursors,
      Cases cases,
      BusinessTime businessTime,
      Instant goLive) {
    this.erp = erp;
    this.orders = orders;
    this.sights = sights;
    this.deadlines = deadlines;
    this.cursors = cursors;
    this.cases = cases;
    this.businessTime = businessTime;
    this.goLive = goLive;
  }

  @Override
  public void once() {
    Instant before = businessTime.now();
    Instant from = cursors.position(FeedRef.ORDER_STATUS).orElse(goLive);
    Map<String, OrderStatus> seen = new LinkedHashMap<>();
    List<Readings<OrderStatus>> readings = new ArrayList<>();
    if (!before.isBefore(from)) {
      readings.add(erp.orderStatuses(OrderWindow.between(from, before), ErpPriority.HOT_ORDERS));
    }
    readings.forEach(reading -> reading.records().forEach(s -> seen.put(s.orderCode(), s)));
    orders.endOverdue(before);
    deadlines.remind(before);
    long rates = sights.ratesVersion();
    Set<String> rated = rates == ratesSeen ? Set.of() : orders.withoutRate();
    List<String> moved =
        Stream.concat(orders.codes().stream(), rated.stream())
            .distinct()
            .filter(code -> !seen.containsKey(code))
            .toList();
    if (!moved.isEmpty()) {
      Readings<OrderStatus> byCode = erp.orderStatusesOf(moved, ErpPriority.HOT_ORDERS);
      readings.add(byCode);
      byCode.records().forEach(status -> seen.put(status.orderCode(), status));
    }
    Set<String> changed =
        orders.changedAmong(seen.values().stream().map(KhaosFacts::order).toList());
    sights.observe(
        seen.values().stream()
            .filter(
                status ->
                    changed.contains(status.orderCode()) || rated.contains(status.orderCode()))
            .toList(),
        before,
        ErpPriority.HOT_ORDERS,
        Lane.LIVE);
    // Only now: what failed before is asked for again.
    ratesSeen = rates;
    readings.forEach(reading -> cases.unreadable(KhaosFacts.unreadable(reading.problems())));
    cases.readable(RECORD, seen.keySet());
    cursors.move(FeedRef.ORDER_STATUS, erp.cursorAfter(before));
  }

  @Override
  public Set<ErpPriority> priorities() {
    return EnumSet.of(ErpPriority.HOT_ORDERS);
  }
}
