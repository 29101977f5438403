package com.khaosbridge.sandbox.emarsys;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** The account's calls a minute, counted from the first call of each minute in real time. */
final class CallQuota {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final int limit;
  private final Supplier<Instant> realTime;
  private Instant windowEnd = Instant.MIN;
  private int used;

  CallQuota(int limit, Supplier<Instant> realTime) {
    this.limit = limit;
    this.realTime = realTime;
  }

  /** Counts one call. */
  synchronized Standing count() {
    Instant now = realTime.get();
    if (!now.isBefore(windowEnd)) {
      windowEnd = now.plus(WINDOW);
      used = 0;
    }
    boolean within = used < limit;
    if (within) {
      used++;
    }
    return new Standing(within, limit, limit - used, windowEnd.plusMillis(999).getEpochSecond());
  }

  /**
   * Where the account stands after a call.
   *
   * @param within whether the call is allowed
   * @param reset the unix second from which the next window may begin, rounded up
   */
  record Standing(boolean within, int limit, int remaining, long reset) {}
}
