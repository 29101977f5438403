package com.khaosbridge.workflows.merge;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Carries what two persons have at destinations over to the one that they turned out to be. In the
 * ledger they are one from the start, so that every late fact is the survivor's.
 */
@WorkflowInterface
public interface CustomerMerge {

  @WorkflowMethod(name = "CustomerMerge")
  void run(MergeRef merge);

  /** Something may have changed that a step waits for: look now. */
  @SignalMethod
  void changed();
}
