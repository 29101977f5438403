package com.khaosbridge.activities.signals;

import com.khaosbridge.workflows.BridgeSearchAttributes;
import com.khaosbridge.workflows.BridgeState;
import com.khaosbridge.workflows.TaskQueues;
import com.khaosbridge.workflows.WorkflowIds;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.Priority;
import io.temporal.common.SearchAttributes;

/** How the workflow of an order or a person is started, whoever starts it. */
public final class SubjectWorkflows {
  private static final Priority LIVE = Priority.newBuilder().setPriorityKey(1).build();

  private SubjectWorkflows() {}

  public static WorkflowOptions order(String source, String orderCode) {
    return options(source, WorkflowIds.order(source, orderCode), "Order " + orderCode);
  }

  public static WorkflowOptions person(String source, String personId) {
    return options(source, WorkflowIds.person(source, personId), "Person " + personId);
  }

  public static WorkflowOptions merge(String source, String loser) {
    return options(source, WorkflowIds.merge(source, loser), "Merge of person " + loser);
  }

  private static WorkflowOptions options(String source, String workflowId, String summary) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(workflowId)
        .setStaticSummary(summary)
        .setTaskQueue(TaskQueues.LIVE)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setPriority(LIVE)
        .setTypedSearchAttributes(
            SearchAttributes.newBuilder()
                .set(BridgeSearchAttributes.SOURCE, source)
                .set(BridgeSearchAttributes.STATE, BridgeState.RUNNING.name())
                .build())
        .build();
  }
}
