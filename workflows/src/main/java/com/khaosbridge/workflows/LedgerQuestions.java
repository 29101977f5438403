package com.khaosbridge.workflows;

import io.temporal.activity.ActivityOptions;
import java.time.Duration;

/** How workflows ask the ledger: short, and again until it answers. */
public final class LedgerQuestions {
  private LedgerQuestions() {}

  public static ActivityOptions options() {
    return ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(30)).build();
  }
}
