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

  /** For what the ledger is told. */
  public static ActivityOptions.Builder options() {
    return ActivityOptions.newBuilder().setStartToCloseTimeout(LONGEST);
  }

  /** For what is only read, from a database that is near: not worth three events in a history. */
  public static LocalActivityOptions reading() {
    return LocalActivityOptions.newBuilder()
        .setStartToCloseTimeout(LONGEST)
        .setLocalRetryThreshold(WAITED_IN_PLACE)
        .build();
  }
}
