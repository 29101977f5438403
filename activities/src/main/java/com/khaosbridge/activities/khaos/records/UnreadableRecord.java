package com.khaosbridge.activities.khaos.records;

/** A record stops being read at its first fault; the problem says which. */
public final class UnreadableRecord extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient RecordProblem problem;

  UnreadableRecord(RecordProblem problem) {
    super(problem.toString(), null, false, false);
    this.problem = problem;
  }

  public RecordProblem problem() {
    return problem;
  }
}
