package com.khaosbridge.activities.signals;

import com.khaosbridge.workflows.BridgeSearchAttributes;
import com.khaosbridge.workflows.TaskQueues;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.Priority;
import io.temporal.common.SearchAttributes;

/** How the workflow of an order or a person is started, whoever starts it. */
public final class SubjectWorkflows {
  private static final Priority LIVE = Priority.newBuilder().setPriorityKey(1).build();

  private SubjectWorkflows() {}

  public static WorkflowOptions options(String source, String workflowId) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(workflowId)
        .setTaskQueue(TaskQueues.LIVE)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setPriority(LIVE)
        .setTypedSearchAttributes(
            SearchAttributes.newBuilder()
                .set(BridgeSearchAttributes.SOURCE, source)
                .set(BridgeSearchAttributes.STATE, "RUNNING")
                .build())
        .build();
  }
}
