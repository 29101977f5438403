package com.khaosbridge.workflows.bed;

import io.temporal.common.Priority;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes with what each run was started. */
public final class SeenRuns extends WorkerInterceptorBase {
  /** One run, as it sees itself. */
  public record Run(String workflowId, String runId, Priority priority) {}

  private final List<Run> runs = new CopyOnWriteArrayList<>();

  List<Run> runs() {
    return List.copyOf(runs);
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public WorkflowOutput execute(WorkflowInput input) {
        Run run =
            new Run(
                Workflow.getInfo().getWorkflowId(),
                Workflow.getInfo().getRunId(),
                Workflow.getInfo().getPriority());
        if (!runs.contains(run)) {
          runs.add(run);
        }
        return super.execute(input);
      }
    };
  }
}
