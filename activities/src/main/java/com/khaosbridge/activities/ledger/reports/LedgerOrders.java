package com.khaosbridge.activities.ledger.reports;

import com.khaosbridge.activities.ledger.books.OrderLedger;
import com.khaosbridge.activities.ledger.outbox.Outbox;
import com.khaosbridge.workflows.order.OrderActivities;
import com.khaosbridge.workflows.order.OrderRef;
import com.khaosbridge.workflows.order.OrderSituation;

/** Tells an order's workflow what the ledger knows. */
public final class LedgerOrders implements OrderActivities {
  private final Outbox outbox;
  private final OrderLedger orders;

  public LedgerOrders(Outbox outbox, OrderLedger orders) {
    this.outbox = outbox;
    this.orders = orders;
  }

  @Override
  public OrderSituation situation(OrderRef order) {
    return new OrderSituation(
        outbox.openOfOrder(order.orderCode()), orders.isSettled(order.orderCode()));
  }
}
