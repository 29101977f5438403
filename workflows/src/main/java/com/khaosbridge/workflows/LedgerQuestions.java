package com.khaosbridge.workflows;

import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import java.time.Duration;

/** How workflows ask the ledger: short, and again until it answers. */
public final class LedgerQuestions {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /**
   * Beyond this pause a timer waits for the next try, so that no worker is kept busy by waiting.
   */
  private static final Duration WAITED_IN_PLACE = Duration.ofSeconds(5);

  private LedgerQuestions() {}

  /** For what people should see in a workflow's timeline. */
  public static ActivityOptions.Builder options() {
    return ActivityOptions.newBuilder().setStartToCloseTimeout(LONGEST);
  }

  /**
   * For what takes the ledger, which is near, a moment and tells people nothing that the timeline
   * doesn't show anyway: not worth six events in a history.
   */
  public static LocalActivityOptions near() {
    return LocalActivityOptions.newBuilder()
        .setStartToCloseTimeout(LONGEST)
        .setLocalRetryThreshold(WAITED_IN_PLACE)
        .build();
  }
}
