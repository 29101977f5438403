package com.khaosbridge.activities.reconciling;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Business dates of the orders that are compared, both inclusive.
 *
 * @param from null for all
 * @param to null for all
 */
public record Window(@Nullable LocalDate from, @Nullable LocalDate to) {
  public static final Window ALL = new Window(null, null);

  public Window {
    if (from != null && to != null && to.isBefore(from)) {
      throw new IllegalArgumentException("the window ends before it begins");
    }
  }

  boolean contains(LocalDate day) {
    return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
  }
}
