package com.khaosbridge.activities.destination;

import com.khaosbridge.workflows.delivery.Verdict;

/** One try at reading that failed, as the verdict which a delivery would have got for it. */
public final class ReadRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Verdict verdict;

  public ReadRefusedException(Verdict verdict) {
    super(verdict.getClass().getSimpleName());
    this.verdict = verdict;
  }

  Verdict verdict() {
    return verdict;
  }
}
