package com.khaosbridge.activities.sending;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The end of a sender: whoever rests does not rest beyond it. */
final class Stop {
  private final CountDownLatch latch = new CountDownLatch(1);

  void now() {
    latch.countDown();
  }

  boolean isNow() {
    return latch.getCount() == 0;
  }

  /** Rests for so long, or until the end. */
  void rest(Duration duration) {
    try {
      boolean unused = latch.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      now();
    }
  }
}
