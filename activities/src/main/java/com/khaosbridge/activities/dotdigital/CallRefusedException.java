package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.workflows.delivery.Verdict;

/** A call that ended for a reason that concerns all its rows alike, as the verdict for each. */
final class CallRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Verdict verdict;

  CallRefusedException(Verdict verdict) {
    super(verdict.getClass().getSimpleName());
    this.verdict = verdict;
  }

  Verdict verdict() {
    return verdict;
  }

  /** For people, where the call served no row. */
  String words() {
    if (verdict instanceof Verdict.Config config) {
      return config.cause() + ": " + config.detail();
    }
    if (verdict instanceof Verdict.Reject reject) {
      return reject.cause() + ": " + reject.detail();
    }
    return verdict instanceof Verdict.Retry retry
        ? "The account could not be asked (" + retry.cause() + "). Try again later."
        : "The account could not be asked.";
  }
}
