package com.khaosbridge.workflows.decision;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long an order may take, as the site configures it.
 *
 * @param despatchOverdue how long an order may be in the warehouse before somebody should look
 * @param despatchHorizon how long after it was placed an order is still expected to be despatched
 * @param returns how long after its despatch an order may be returned
 * @param reviewAfter how long after its despatch the customer is asked for a review, null for never
 * @param supplies how long what was ordered lasts, so that the customer is asked to buy it again
 */
public record OrderTimes(
    Duration despatchOverdue,
    Duration despatchHorizon,
    ReturnRules returns,
    @Nullable Duration reviewAfter,
    Supplies supplies) {

  /**
   * Overdue after 5 days in the warehouse, expected for 60 days, returned for 30, no more is asked.
   */
  public static OrderTimes standard() {
    return new OrderTimes(Duration.ofDays(5), Duration.ofDays(60), Duration.ofDays(30), null);
  }

  public OrderTimes {
    require("despatch overdue", despatchOverdue);
    require("despatch horizon", despatchHorizon);
    require("return window", returns.standard());
    if (reviewAfter != null) {
      require("review after", reviewAfter);
    }
  }

  /** The same return window for all orders, and nobody is asked to buy again. */
  public OrderTimes(
      Duration despatchOverdue,
      Duration despatchHorizon,
      Duration returnWindow,
      @Nullable Duration reviewAfter) {
    this(
        despatchOverdue,
        despatchHorizon,
        ReturnRules.always(returnWindow),
        reviewAfter,
        Supplies.none());
  }

  private static void require(String name, Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("the time '" + name + "' must be above 0, is " + time);
    }
  }
}
