package com.khaosbridge.activities.khaos;

import java.time.Instant;
import java.util.Set;

/**
 * A window of {@code ExportOrderStatusEx}. Whether the ERP compares the order's date or the last
 * change with it isn't documented, so a window is never the only way to learn of a change: orders
 * that are not terminal are asked for by code, too.
 *
 * @param from start, inclusive; {@link Instant#EPOCH} or earlier means since ever
 * @param to end, inclusive
 * @param stages only orders with an invoice in one of these stages; empty means any
 */
public record OrderWindow(Instant from, Instant to, Set<Integer> stages) {
  public OrderWindow {
    stages = Set.copyOf(stages);
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("order window ends before it begins");
    }
  }

  /** Orders of any stage in this window. */
  public static OrderWindow between(Instant from, Instant to) {
    return new OrderWindow(from, to, Set.of());
  }

  /** Orders of any stage up to this instant. */
  public static OrderWindow sinceEver(Instant to) {
    return between(Instant.EPOCH, to);
  }

  /** The same window, only for orders in these stages. */
  public OrderWindow inStages(Set<Integer> newStages) {
    return new OrderWindow(from, to, newStages);
  }
}
