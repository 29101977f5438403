package com.khaosbridge.workflows.merge;

import com.khaosbridge.workflows.merge.MergeActivities.Standing;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Looks at a destination, whether a merge came to what it should. */
@ActivityInterface
public interface MergeReading {

  /**
   * Reads both contacts and the records that were moved, and compares them with the ledger. What
   * differs is told by a case, which closes once nothing does.
   */
  @ActivityMethod(name = "ReadMergeBack")
  Standing readBack(MergeActivities.StepRef step);
}
