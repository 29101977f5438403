package com.khaosbridge.activities.sending;

import java.time.Duration;

/**
 * How senders behave.
 *
 * @param linger how long a live row waits for others to share its call, 0 to 250 ms
 * @param salesWindow how often live sales rows leave, more than 0
 * @param idlePoll how long a sender without work waits before it looks into the outbox again
 *     unasked
 * @param outagePause how long a lane rests after a call that a destination refused as a whole
 */
public record SenderSettings(
    Duration linger, Duration salesWindow, Duration idlePoll, Duration outagePause) {
  private static final Duration LONGEST_LINGER = Duration.ofMillis(250);

  public SenderSettings {
    if (linger.isNegative() || linger.compareTo(LONGEST_LINGER) > 0) {
      throw new IllegalArgumentException("linger must be 0 to 250 ms, is " + linger);
    }
    if (salesWindow.isNegative() || salesWindow.isZero()) {
      throw new IllegalArgumentException("the sales window must be more than 0, is " + salesWindow);
    }
  }

  /** As in production. */
  public static SenderSettings standard() {
    return new SenderSettings(
        Duration.ofMillis(100),
        Duration.ofMinutes(15),
        Duration.ofSeconds(1),
        Duration.ofSeconds(30));
  }
}
