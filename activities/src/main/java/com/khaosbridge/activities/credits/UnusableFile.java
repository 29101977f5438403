package com.khaosbridge.activities.credits;

/** A file of which no row can be trusted. */
final class UnusableFile extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient UnreadableCredit problem;

  UnusableFile(String where, String field, String shape, String reason) {
    super(null, null, false, false);
    this.problem = new UnreadableCredit("", where, field, shape, reason);
  }

  UnreadableCredit problem() {
    return problem;
  }
}
