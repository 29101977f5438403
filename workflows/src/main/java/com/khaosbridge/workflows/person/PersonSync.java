package com.khaosbridge.workflows.person;

import com.khaosbridge.workflows.gate.Decidable;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Keeps one person true at every destination: profile and consent. Ends when nothing is open. */
@WorkflowInterface
public interface PersonSync extends Decidable {

  @WorkflowMethod(name = "PersonSync")
  void run(PersonRef person);

  /** The ledger has something new about this person. */
  @SignalMethod
  void changed();
}
