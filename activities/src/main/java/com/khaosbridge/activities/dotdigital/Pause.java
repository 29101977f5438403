package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.workflows.delivery.Verdict;
import java.time.Duration;

/** A wait that ends as a verdict if the thread is told to stop. */
final class Pause {
  private Pause() {}

  static void of(Duration duration) throws CallRefusedException {
    try {
      Thread.sleep(duration.toMillis() + 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallRefusedException(new Verdict.Retry(Duration.ofSeconds(5), "stopped"));
    }
  }
}
