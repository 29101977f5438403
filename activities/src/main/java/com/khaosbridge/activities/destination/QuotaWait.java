package com.khaosbridge.activities.destination;

import com.khaosbridge.activities.quota.QuotaGovernor;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.Duration;

/** Waits for quota as long as that is cheaper than a row's way back through its queue. */
public final class QuotaWait {
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private QuotaWait() {}

  /**
   * Takes one call, waiting for it if that is short.
   *
   * @return zero if the call may go, else how long until it is worth asking again; also if the
   *     thread was told to stop, which it then still is
   */
  public static Duration acquire(QuotaGovernor governor, Lane lane) {
    Duration patience = LONGEST;
    Duration wait = governor.tryAcquire(lane);
    while (!wait.isZero() && wait.compareTo(patience) <= 0) {
      try {
        Thread.sleep(wait.toMillis() + 1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return wait;
      }
      patience = patience.minus(wait);
      wait = governor.tryAcquire(lane);
    }
    return wait;
  }
}
