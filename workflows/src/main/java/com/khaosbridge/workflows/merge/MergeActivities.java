package com.khaosbridge.workflows.merge;

import io.temporal.activity.ActivityInterface;
import org.jspecify.annotations.Nullable;

/** What a merge asks the ledger. Each may be asked again: the ledger keeps what was done. */
@ActivityInterface(namePrefix = "Merge.")
public interface MergeActivities {

  /** Whom it is about. */
  MergeSides sides(MergeRef merge);

  /** Plans what a step owes, unless that was done, and says how it stands. */
  Standing carry(StepRef step);

  /** Notes that all is done at every destination. */
  void end(MergeRef merge);

  /** One step at one destination. */
  record StepRef(MergeRef merge, String destination, MergeStep step) {}

  /**
   * How a step stands.
   *
   * @param waitsFor in words; null if it is done
   */
  record Standing(@Nullable String waitsFor) {
    public static final Standing DONE = new Standing(null);
  }
}
