package com.khaosbridge.workflows.merge;

/** What a merge does at a destination, in this order. Each may be done again. */
public enum MergeStep {
  /** First of all nobody can be mailed at the contact that is left over any more. */
  RETIREMENT("opting out the contact that is left over"),
  CONSENT("making the strictest consent true"),
  PROFILE("making the profile true"),
  HISTORY("moving the history"),
  METRICS("computing the metrics anew"),
  READ_BACK("reading back");

  private final String words;

  MergeStep(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
