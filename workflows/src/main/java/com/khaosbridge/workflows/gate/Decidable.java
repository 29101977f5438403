package com.khaosbridge.workflows.gate;

import io.temporal.workflow.SignalMethod;
import org.jspecify.annotations.Nullable;

/** What a person may tell a workflow that holds something. */
public interface Decidable {

  @SignalMethod
  void retry(@Nullable GateCommand command);

  @SignalMethod
  void rereadFromErp(@Nullable GateCommand command);

  @SignalMethod
  void exclude(@Nullable GateCommand command);
}
