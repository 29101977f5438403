package com.khaosbridge.activities.observing;

import java.time.Duration;

/**
 * How often all customers are listed, and over how many lists their details go in turn. What
 * configuration leaves out (null) is as in {@link #STANDARD}.
 *
 * @param interval from one list to the next, in business time; at least an hour, since who is
 *     missing in two of them counts as gone
 * @param nights 1 to 60
 */
public record FullListSettings(Duration interval, Integer nights) {
  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final int MOST_NIGHTS = 60;

  /** Once a day, each customer once a week. */
  public static final FullListSettings STANDARD = new FullListSettings(Duration.ofDays(1), 7);

  public FullListSettings {
    interval = interval == null ? STANDARD.interval : interval;
    nights = nights == null ? STANDARD.nights : nights;
    if (interval.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "khaos-bridge.khaos.full-list.interval must be at least 1h, is " + interval);
    }
    if (nights < 1 || nights > MOST_NIGHTS) {
      throw new IllegalArgumentException(
          "khaos-bridge.khaos.full-list.nights must be from 1 to "
              + MOST_NIGHTS
              + ", is "
              + nights);
    }
  }
}
