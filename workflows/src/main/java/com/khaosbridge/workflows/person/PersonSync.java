package com.khaosbridge.workflows.person;

import com.khaosbridge.workflows.gate.GateCommand;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** Keeps one person true at every destination: profile and consent. Ends when nothing is open. */
@WorkflowInterface
public interface PersonSync {

  @WorkflowMethod(name = "PersonSync")
  void run(PersonRef person);

  /** The ledger has something new about this person. */
  @SignalMethod
  void observed();

  @SignalMethod
  void retry(@Nullable GateCommand command);

  @SignalMethod
  void rereadFromErp(@Nullable GateCommand command);

  @SignalMethod
  void exclude(@Nullable GateCommand command);
}
