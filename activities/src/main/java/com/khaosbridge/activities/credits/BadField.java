package com.khaosbridge.activities.credits;

/** A field that can't be used; the record it belongs to stops being read. */
final class BadField extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient UnreadableCredit problem;

  BadField(UnreadableCredit problem) {
    super(null, null, false, false);
    this.problem = problem;
  }

  UnreadableCredit problem() {
    return problem;
  }
}
