package com.khaosbridge.activities.feed;

import com.khaosbridge.activities.khaos.ErpPriority;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.khaos.OrderStatus;
import com.khaosbridge.activities.khaos.Readings;
import com.khaosbridge.activities.khaos.RecordProblem;
import com.khaosbridge.activities.khaos.SalesOrder;
import com.khaosbridge.activities.ledger.CustomerLedger;
import com.khaosbridge.activities.ledger.OrderLedger;
import com.khaosbridge.activities.ledger.OrderSight;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads the details of orders from the ERP and records them, their customers first. */
public final class OrderSights {
  private static final int AT_ONCE = 200;

  private final KhaosControl erp;
  private final CustomerSight customerSight;
  private final CustomerLedger customers;
  private final OrderLedger orders;

  public OrderSights(
      KhaosControl erp, CustomerSight customerSight, CustomerLedger customers, OrderLedger orders) {
    this.erp = erp;
    this.customerSight = customerSight;
    this.customers = customers;
    this.orders = orders;
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
    for (int from = 0; from < statuses.size(); from += AT_ONCE) {
      List<OrderStatus> batch = statuses.subList(from, Math.min(statuses.size(), from + AT_ONCE));
      changed += observeBatch(batch, observedAt, priority, lane);
    }
    return changed;
  }

  private int observeBatch(
      List<OrderStatus> statuses, Instant observedAt, ErpPriority priority, Lane lane) {
    Readings<SalesOrder> details =
        erp.orders(statuses.stream().map(OrderStatus::orderCode).toList(), priority);
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
    List<OrderSight> sights = new ArrayList<>();
    for (OrderStatus status : statuses) {
      sights.add(
          new OrderSight(status, byCode.get(status.orderCode()), problems.get(status.orderCode())));
    }
    return orders.record(sights, observedAt, lane);
  }
}
