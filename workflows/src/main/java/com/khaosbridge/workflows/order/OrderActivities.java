package com.khaosbridge.workflows.order;

import io.temporal.activity.ActivityInterface;

/** What an order's lifecycle asks the ledger. */
@ActivityInterface(namePrefix = "Order.")
public interface OrderActivities {
  OrderSituation situation(OrderRef order);
}
