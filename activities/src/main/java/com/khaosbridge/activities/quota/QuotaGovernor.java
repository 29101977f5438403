package com.khaosbridge.activities.quota;

import com.khaosbridge.workflows.delivery.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Holds one limit of one API, calls a minute, for everything that calls it from this process.
 * History may use only what lies above the share kept for live; live may use all. Learns the real
 * limit from the API's answers. Thread-safe.
 */
public final class QuotaGovernor {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Supplier<Instant> realTime;
  private final double liveShare;
  private final int configured;
  private int limit;
  private Instant windowEnd;
  private int used;
  private Instant closedUntil = Instant.MIN;

  /**
   * @param callsPerMinute the configured limit, 1 or more
   * @param liveShare the share of every minute that history never touches, 0 to 1
   */
  public QuotaGovernor(int callsPerMinute, double liveShare, Supplier<Instant> realTime) {
    if (callsPerMinute < 1 || liveShare < 0 || liveShare > 1) {
      throw new IllegalArgumentException(
          "quota needs 1 or more calls a minute and a live share of 0 to 1, got "
              + callsPerMinute
              + " and "
              + liveShare);
    }
    this.configured = callsPerMinute;
    this.limit = callsPerMinute;
    this.liveShare = liveShare;
    this.realTime = realTime;
    this.windowEnd = realTime.get().plus(WINDOW);
  }

  /**
   * Takes one call if the lane may have it now.
   *
   * @return zero if the call may go, else how long to wait before asking again
   */
  public synchronized Duration tryAcquire(Lane lane) {
    Instant now = realTime.get();
    if (now.isBefore(closedUntil)) {
      return Duration.between(now, closedUntil);
    }
    if (!now.isBefore(windowEnd)) {
      windowEnd = now.plus(WINDOW);
      used = 0;
    }
    int usable = lane == Lane.LIVE ? limit : (int) Math.max(1, Math.floor(limit * (1 - liveShare)));
    if (used < usable) {
      used++;
      return Duration.ZERO;
    }
    return Duration.between(now, windowEnd).plusMillis(1);
  }

  /**
   * What an answer's headers say: the API's own count is the truth where it is stricter than ours.
   */
  public synchronized void learn(int apiLimit, int apiRemaining, Instant apiReset) {
    if (apiLimit > 0) {
      limit = Math.min(configured, apiLimit);
    }
    Instant now = realTime.get();
    if (apiReset.isAfter(now) && apiReset.isBefore(now.plus(WINDOW.multipliedBy(2)))) {
      windowEnd = apiReset;
    }
    used = Math.max(used, limit - Math.max(0, apiRemaining));
  }

  /** Stops every call until then, after the API answered that the limit was exceeded. */
  public synchronized void close(Instant until) {
    if (until.isAfter(closedUntil)) {
      closedUntil = until;
    }
  }
}
