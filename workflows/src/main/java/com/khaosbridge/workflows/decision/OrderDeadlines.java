package com.khaosbridge.workflows.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which deadlines an order has, by how far it has come. Pure. */
public final class OrderDeadlines {
  private OrderDeadlines() {}

  /**
   * The deadlines that lie before this order, and some that it has passed, in business time.
   *
   * @param brand the brand of the order, null while it is not known
   * @param supply how long after its despatch the first of its items runs out, null if none does
   */
  public static Map<Deadline, Instant> of(
      OrderProgress order, @Nullable String brand, @Nullable Duration supply, OrderTimes times) {
    Map<Deadline, Instant> due = new EnumMap<>(Deadline.class);
    if (order.cancelled()) {
      return due;
    }
    Instant horizon = order.placedAt().plus(times.despatchHorizon());
    Instant despatched = order.despatchedAt();
    if (despatched == null) {
      due.put(Deadline.DESPATCH_OVERDUE, despatchDue(order, times, horizon));
    } else if (order.invoiced() && !order.fullyRefunded()) {
      // No marketing before the invoice is final.
      ask(due, Deadline.REVIEW_DUE, despatched, times.reviewAfter(), order.invoicedAt());
      ask(due, Deadline.REPLENISHMENT_DUE, despatched, supply, order.invoicedAt());
    }
    if (despatched == null || !order.invoiced()) {
      due.put(Deadline.GIVEN_UP, horizon);
    }
    if (order.invoiced() && order.settledAt() == null && !order.fullyRefunded()) {
      Instant from = despatched == null ? horizon : later(despatched, order.invoicedAt());
      due.put(Deadline.RETURN_WINDOW_OVER, times.returns().end(from, order.placedAt(), brand));
    }
    return due;
  }

  private static void ask(
      Map<Deadline, Instant> due,
      Deadline deadline,
      Instant despatched,
      @Nullable Duration after,
      @Nullable Instant invoiced) {
    if (after != null) {
      due.put(deadline, later(despatched.plus(after), invoiced));
    }
  }

  /** An order that waits for stock is not overdue, however long it waits. */
  private static Instant despatchDue(OrderProgress order, OrderTimes times, Instant horizon) {
    Instant since = order.inWarehouseSince();
    if (since == null) {
      return horizon;
    }
    Instant due = since.plus(times.despatchOverdue());
    return due.isBefore(horizon) ? due : horizon;
  }

  private static Instant later(Instant one, @Nullable Instant other) {
    return other != null && other.isAfter(one) ? other : one;
  }
}
