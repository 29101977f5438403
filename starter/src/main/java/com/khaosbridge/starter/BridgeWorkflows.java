package com.khaosbridge.starter;

import com.khaosbridge.workflows.BridgeSearchAttributes;
import com.khaosbridge.workflows.TaskQueues;
import com.khaosbridge.workflows.WorkflowIds;
import com.khaosbridge.workflows.feed.Feed;
import com.khaosbridge.workflows.feed.FeedRef;
import com.khaosbridge.workflows.history.BackfillProgress;
import com.khaosbridge.workflows.history.BackfillRef;
import com.khaosbridge.workflows.history.HistoryBackfill;
import com.khaosbridge.workflows.reconciliation.Reconciliation;
import com.khaosbridge.workflows.reconciliation.ReconciliationRef;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.Priority;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the workflows that a bridge always has. Everything here may be called again at any time.
 */
public final class BridgeWorkflows {
  private static final Logger LOG = LoggerFactory.getLogger(BridgeWorkflows.class);
  private static final Priority BULK = Priority.newBuilder().setPriorityKey(5).build();

  static final String RECONCILIATION = "Whether what is there is what should be";

  private final WorkflowClient client;
  private final String source;

  public BridgeWorkflows(WorkflowClient client, String source) {
    this.client = client;
    this.source = source;
  }

  /** Makes the search attributes known to the server, where it does not know them yet. */
  public void registerSearchAttributes() {
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(client.getWorkflowServiceStubs().getRawChannel())
                .validateAndBuildWithDefaults());
    for (SearchAttributeKey<?> key : BridgeSearchAttributes.ALL) {
      register(operator, key);
    }
  }

  private void register(OperatorServiceStubs operator, SearchAttributeKey<?> key) {
    try {
      operator
          .blockingStub()
          .addSearchAttributes(
              AddSearchAttributesRequest.newBuilder()
                  .setNamespace(client.getOptions().getNamespace())
                  .putSearchAttributes(key.getName(), key.getValueType())
                  .build());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
        throw e;
      }
      LOG.debug("search attribute {} is known", key.getName());
    }
  }

  /** Follows these feeds, from the ledger's cursors on. */
  public void startFeeds(List<String> names) {
    for (String name : names) {
      Feed feed =
          client.newWorkflowStub(
              Feed.class,
              options(WorkflowIds.feed(source, name), TaskQueues.LIVE)
                  .setStaticSummary("Feed " + name + " of " + source)
                  .build());
      WorkflowClient.start(feed::run, new FeedRef(source, name));
    }
  }

  /**
   * Starts the backfill, or finds it running; one that has ended runs again and finds nothing to
   * do.
   */
  public WorkflowStub startBackfill(List<String> destinations) {
    HistoryBackfill backfill =
        client.newWorkflowStub(
            HistoryBackfill.class,
            options(WorkflowIds.backfill(source), TaskQueues.HISTORY)
                .setPriority(BULK)
                .setStaticSummary("What was there before the bridge")
                .build());
    WorkflowClient.start(backfill::run, new BackfillRef(source, destinations));
    return WorkflowStub.fromTyped(backfill);
  }

  /** What the backfill is doing. */
  public BackfillProgress backfillProgress() {
    return client.newWorkflowStub(HistoryBackfill.class, WorkflowIds.backfill(source)).progress();
  }

  /** The schedule of the daily reconciliation. */
  public ReconciliationSchedule reconciliationSchedule() {
    return new ReconciliationSchedule(client, source, BULK);
  }

  /** Starts a reconciliation of everything, or finds one that was started like this running. */
  public WorkflowStub startReconciliation(boolean repair) {
    Reconciliation reconciliation =
        client.newWorkflowStub(
            Reconciliation.class,
            options(WorkflowIds.reconciliation(source), TaskQueues.HISTORY)
                .setPriority(BULK)
                .setStaticSummary(RECONCILIATION)
                .build());
    WorkflowClient.start(reconciliation::run, ReconciliationRef.all(source, repair));
    return WorkflowStub.fromTyped(reconciliation);
  }

  private WorkflowOptions.Builder options(String id, String queue) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setTaskQueue(queue)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING);
  }
}
