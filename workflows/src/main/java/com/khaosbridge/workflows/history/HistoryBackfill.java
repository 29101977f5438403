package com.khaosbridge.workflows.history;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Brings in history: reads it from the ERP, then sends contacts and after them orders, each
 * destination on its own.
 */
@WorkflowInterface
public interface HistoryBackfill {
  @WorkflowMethod(name = "HistoryBackfill")
  void run(BackfillRef backfill);

  /** Stops after the step under way, until {@link #resume}. */
  @SignalMethod
  void pause();

  @SignalMethod
  void resume();

  @QueryMethod
  BackfillProgress progress();
}
