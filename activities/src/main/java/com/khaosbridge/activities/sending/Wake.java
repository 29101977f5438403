package com.khaosbridge.activities.sending;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes one waiting sender; signals that come while it works are one. */
final class Wake {
  private final Semaphore signalled = new Semaphore(0);

  void signal() {
    signalled.release();
  }

  /** Whether a signal came within this time. */
  boolean await(Duration longest) throws InterruptedException {
    boolean came = signalled.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
    signalled.drainPermits();
    return came;
  }
}
