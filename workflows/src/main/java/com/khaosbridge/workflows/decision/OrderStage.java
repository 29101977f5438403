package com.khaosbridge.workflows.decision;

/**
 * The stage by which people find orders. Invoiced and despatched are independent facts, so that a
 * stage is the first that applies in this order, not a step on a path.
 */
public enum OrderStage {
  CANCELLED,
  REFUNDED,
  SETTLED,
  PART_REFUNDED,
  /** All of it has left, invoiced or not. */
  DESPATCHED,
  INVOICED,
  RECEIVED;

  /** The first stage that applies. */
  public static OrderStage of(OrderProgress order) {
    if (order.cancelled()) {
      return CANCELLED;
    }
    if (order.fullyRefunded()) {
      return REFUNDED;
    }
    if (order.settledAt() != null) {
      return SETTLED;
    }
    if (order.refund() == Refund.PART) {
      return PART_REFUNDED;
    }
    if (order.despatched()) {
      return DESPATCHED;
    }
    return order.invoiced() ? INVOICED : RECEIVED;
  }
}
