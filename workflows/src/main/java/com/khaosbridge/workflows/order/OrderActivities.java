package com.khaosbridge.workflows.order;

import com.khaosbridge.workflows.decision.Deadline;
import io.temporal.activity.ActivityInterface;

/** What an order's lifecycle asks and tells the ledger. */
@ActivityInterface
public interface OrderActivities {

  /** What the ledger knows of the order. */
  OrderSituation readOrder(OrderRef order);

  /**
   * Tells the ledger that a deadline has passed. It compares with business time and does, once,
   * what follows; a deadline that has not passed comes back with a new instant.
   */
  OrderSituation timePassed(OrderRef order, Deadline deadline);
}
