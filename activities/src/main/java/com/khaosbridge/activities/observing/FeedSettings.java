package com.khaosbridge.activities.observing;

import java.time.Duration;

/**
 * How often a feed asks.
 *
 * @param floor the shortest pause between polls, more than 0
 * @param ceiling the longest pause
 * @param duty the largest share of time in which one feed may keep the ERP busy, more than 0 and at
 *     most 1
 * @param stint how long one activity follows a feed before it is renewed
 */
public record FeedSettings(Duration floor, Duration ceiling, double duty, Duration stint) {
  public FeedSettings {
    if (floor.isNegative() || floor.isZero() || ceiling.compareTo(floor) < 0) {
      throw new IllegalArgumentException(
          "a feed's pause needs a floor above 0 and a ceiling not below it, got "
              + floor
              + " and "
              + ceiling);
    }
    if (!(duty > 0 && duty <= 1)) {
      throw new IllegalArgumentException("a feed's duty must be above 0 and at most 1, is " + duty);
    }
  }

  /** As in production. */
  public static FeedSettings standard() {
    return new FeedSettings(
        Duration.ofSeconds(10), Duration.ofSeconds(60), 0.25, Duration.ofMinutes(10));
  }

  /** The pause after a poll that kept the ERP busy for so long. */
  Duration pauseAfter(Duration busy) {
    Duration byShare = Duration.ofNanos((long) (busy.toNanos() * (1 - duty) / duty));
    Duration longer = byShare.compareTo(floor) > 0 ? byShare : floor;
    return longer.compareTo(ceiling) < 0 ? longer : ceiling;
  }
}
