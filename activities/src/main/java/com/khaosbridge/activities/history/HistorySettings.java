package com.khaosbridge.activities.history;

import java.time.Duration;
import java.time.Instant;

/**
 * What history is.
 *
 * @param from orders older than this are left alone, in business time
 * @param goLive where history ends and live begins, in business time
 * @param window how many days of orders are read at once
 * @param customersAtOnce how many customers are read at once, 1 to 200
 */
public record HistorySettings(Instant from, Instant goLive, Duration window, int customersAtOnce) {
  public HistorySettings {
    if (!from.isBefore(goLive)) {
      throw new IllegalArgumentException(
          "history must begin before it ends: from " + from + ", go-live " + goLive);
    }
    if (customersAtOnce < 1 || customersAtOnce > 200) {
      throw new IllegalArgumentException(
          "history reads 1 to 200 customers at once, not " + customersAtOnce);
    }
  }
}
