package com.khaosbridge.workflows.decision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far an order has come, in business time.
 *
 * @param placedAt when the customer ordered, or when the order was first seen if the ERP does not
 *     say
 * @param inWarehouseSince since when it is seen in a warehouse stage, null if it was not
 * @param invoicedAt when all its invoices were final, null before
 * @param despatchedAt when all of it had left, null before
 * @param refund what was credited of it
 * @param cancelledAt when it was seen cancelled
 * @param settledAt when its return window was over
 */
public record OrderProgress(
    Instant placedAt,
    @Nullable Instant inWarehouseSince,
    @Nullable Instant invoicedAt,
    @Nullable Instant despatchedAt,
    Refund refund,
    @Nullable Instant cancelledAt,
    @Nullable Instant settledAt) {

  public boolean invoiced() {
    return invoicedAt != null;
  }

  public boolean despatched() {
    return despatchedAt != null;
  }

  public boolean cancelled() {
    return cancelledAt != null;
  }

  /** Whether all of it was credited, so that nothing more is asked or told about it. */
  public boolean fullyRefunded() {
    return refund == Refund.EVERYTHING;
  }
}
