package com.khaosbridge.workflows.bed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.khaosbridge.workflows.BridgeSearchAttributes;
import com.khaosbridge.workflows.TaskQueues;
import com.khaosbridge.workflows.WorkflowIds;
import com.khaosbridge.workflows.feed.FeedWorkflow;
import com.khaosbridge.workflows.history.HistoryBackfillWorkflow;
import com.khaosbridge.workflows.merge.CustomerMergeWorkflow;
import com.khaosbridge.workflows.order.OrderLifecycle;
import com.khaosbridge.workflows.order.OrderLifecycleWorkflow;
import com.khaosbridge.workflows.order.OrderRef;
import com.khaosbridge.workflows.person.PersonRef;
import com.khaosbridge.workflows.person.PersonSync;
import com.khaosbridge.workflows.person.PersonSyncWorkflow;
import com.khaosbridge.workflows.reconciliation.ReconciliationWorkflow;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.api.workflowservice.v1.SignalWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.SignalWorkflowExecutionResponse;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.Priority;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributes;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * All workflows on a test server, over a {@link LedgerFake}. Its time stands (but for the real
 * seconds that pass) until a test skips some.
 */
public final class WorkflowBed implements BeforeEachCallback, AfterEachCallback {
  public static final String SOURCE = "acme";
  public static final OrderRef ORDER = new OrderRef(SOURCE, "SO1001");
  public static final PersonRef PERSON = new PersonRef(SOURCE, "p-7");
  public static final String ORDER_ID = WorkflowIds.order(SOURCE, ORDER.orderCode());
  public static final String PERSON_ID = WorkflowIds.person(SOURCE, PERSON.personId());
  public static final Priority LIVE = Priority.newBuilder().setPriorityKey(1).build();

  private final LedgerFake ledger = new LedgerFake();
  private final ContinueAsNewSuggestions suggestions = new ContinueAsNewSuggestions();
  private final SeenRuns seenRuns = new SeenRuns();
  private final Consumer<TestWorkflowEnvironment> more;
  private TestWorkflowEnvironment environment;
  private int remembered = 600;

  public WorkflowBed() {
    this(environment -> {});
  }

  /**
   * @param more registers further activities and workers before the workers start
   */
  public WorkflowBed(Consumer<TestWorkflowEnvironment> more) {
    this.more = more;
  }

  /** Its worker remembers no workflow from one task to the next, as if it had been restarted. */
  public WorkflowBed forgetful() {
    remembered = 0;
    return this;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    start();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    stop();
  }

  public void start() {
    environment =
        TestWorkflowEnvironment.newInstance(
            knowing(TestEnvironmentOptions.newBuilder())
                .setInitialTime(Instant.parse("2026-11-02T09:00:00Z"))
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder().setIdentity("bed").build())
                .setWorkerFactoryOptions(
                    WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(seenRuns)
                        .setWorkflowCacheSize(remembered)
                        .build())
                .setWorkflowServiceStubsOptions(
                    WorkflowServiceStubsOptions.newBuilder()
                        .setGrpcClientInterceptors(List.of(suggestions))
                        .build())
                .build());
    ledger.runBy(environment::currentTimeMillis);
    register(environment.newWorker(TaskQueues.LIVE));
    more.accept(environment);
    environment.start();
  }

  private void register(Worker live) {
    live.registerWorkflowImplementationTypes(
        OrderLifecycleWorkflow.class,
        PersonSyncWorkflow.class,
        CustomerMergeWorkflow.class,
        HistoryBackfillWorkflow.class,
        FeedWorkflow.class,
        ReconciliationWorkflow.class);
    live.registerActivitiesImplementations(ledger);
  }

  private static TestEnvironmentOptions.Builder knowing(TestEnvironmentOptions.Builder options) {
    for (SearchAttributeKey<?> key : BridgeSearchAttributes.ALL) {
      options.registerSearchAttribute(key.getName(), key.getValueType());
    }
    return options;
  }

  public void stop() {
    environment.close();
  }

  public LedgerFake ledger() {
    return ledger;
  }

  /** From this event id on, the server suggests to every run that it continue as new. */
  public void suggestContinueAsNewFrom(long eventId) {
    suggestions.from(eventId);
  }

  /** What each run was started with, in order. */
  public List<SeenRuns.Run> runs() {
    return seenRuns.runs();
  }

  public WorkflowClient client() {
    return environment.getWorkflowClient();
  }

  /** Something was observed about the order: signal-with-start, as in production. */
  public void observeOrder() {
    OrderLifecycle order = client().newWorkflowStub(OrderLifecycle.class, options(ORDER_ID));
    BatchRequest request = client().newSignalWithStartRequest();
    request.add(order::run, ORDER);
    request.add(order::changed);
    client().signalWithStart(request);
  }

  /** Something happens to the order in the ERP, and its workflow is told. */
  public void happens(OrderFact fact) {
    ledger.happens(fact);
    OrderLifecycle order = client().newWorkflowStub(OrderLifecycle.class, options(ORDER_ID));
    BatchRequest request = client().newSignalWithStartRequest();
    request.add(order::run, ORDER);
    request.add(() -> fact.tell(order));
    client().signalWithStart(request);
  }

  /** Something was observed about the person: signal-with-start, as in production. */
  public void observePerson() {
    PersonSync person = client().newWorkflowStub(PersonSync.class, options(PERSON_ID));
    BatchRequest request = client().newSignalWithStartRequest();
    request.add(person::run, PERSON);
    request.add(person::changed);
    client().signalWithStart(request);
  }

  /** The order's running workflow, for signals. */
  public OrderLifecycle order() {
    return client().newWorkflowStub(OrderLifecycle.class, ORDER_ID);
  }

  /** The person's running workflow, for signals. */
  public PersonSync person() {
    return client().newWorkflowStub(PersonSync.class, PERSON_ID);
  }

  public static WorkflowOptions options(String workflowId) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(workflowId)
        .setTaskQueue(TaskQueues.LIVE)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setPriority(LIVE)
        .setTypedSearchAttributes(
            SearchAttributes.newBuilder()
                .set(BridgeSearchAttributes.SOURCE, SOURCE)
                .set(BridgeSearchAttributes.STATE, "RUNNING")
                .build())
        .build();
  }

  /** A signal as the web UI sends it: unencrypted JSON as typed, or no input at all if null. */
  public void signalByHand(String workflowId, String signal, String json) {
    SignalWorkflowExecutionRequest.Builder request =
        SignalWorkflowExecutionRequest.newBuilder()
            .setNamespace(environment.getNamespace())
            .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
            .setSignalName(signal);
    if (json != null) {
      request.setInput(
          Payloads.newBuilder()
              .addPayloads(
                  Payload.newBuilder()
                      .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
                      .setData(ByteString.copyFrom(json, StandardCharsets.UTF_8))));
    }
    SignalWorkflowExecutionResponse unused =
        client().getWorkflowServiceStubs().blockingStub().signalWorkflowExecution(request.build());
  }

  /** As {@link #signalByHand}, but nothing happens if the workflow has ended meanwhile. */
  public void signalIfRunning(String workflowId, String signal, String json) {
    try {
      signalByHand(workflowId, signal, json);
    } catch (StatusRuntimeException e) {
      assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    }
  }

  /** Lets time pass for the workflows. */
  public void skip(Duration duration) {
    environment.sleep(duration);
  }

  public Instant now() {
    return Instant.ofEpochMilli(environment.currentTimeMillis());
  }

  /** Waits in real time; the workflows' time stands. */
  public static void until(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20)).until(condition);
  }

  public WorkflowExecutionDescription describe(String workflowId) {
    return client().newUntypedWorkflowStub(workflowId).describe();
  }

  public boolean isRunning(String workflowId) {
    return describe(workflowId).getStatus()
        == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  public void untilCompleted(String workflowId) {
    until(
        () ->
            describe(workflowId).getStatus()
                == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);
  }

  public String state(String workflowId) {
    return describe(workflowId).getTypedSearchAttributes().get(BridgeSearchAttributes.STATE);
  }

  public String stage(String workflowId) {
    return describe(workflowId).getTypedSearchAttributes().get(BridgeSearchAttributes.ORDER_STAGE);
  }

  /** Waits until every delivery that can't go on has come to the gate. */
  public void untilAtGate(String workflowId, long... deliveries) {
    until(
        () -> {
          String details = details(workflowId);
          for (long delivery : deliveries) {
            if (ledger.attempts(delivery) == 0) {
              return false;
            }
          }
          return details.lines().filter(line -> line.startsWith("- **Case ")).count()
              == deliveries.length;
        });
  }

  public String details(String workflowId) {
    return client()
        .newUntypedWorkflowStub(workflowId)
        .query("__temporal_workflow_metadata", WorkflowMetadata.class)
        .getCurrentDetails();
  }

  public WorkflowExecutionHistory history(String workflowId) {
    return client().fetchHistory(workflowId);
  }

  public long count(String workflowId, EventType type) {
    return history(workflowId).getEvents().stream()
        .filter(event -> event.getEventType() == type)
        .count();
  }

  /** The activities that were scheduled, as type and summary. */
  public List<String> activities(String workflowId) {
    return history(workflowId).getEvents().stream()
        .filter(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
        .map(
            event ->
                event.getActivityTaskScheduledEventAttributes().getActivityType().getName()
                    + ": "
                    + summary(event))
        .toList();
  }

  /** The names of the timers that were started. */
  public List<String> timers(String workflowId) {
    return history(workflowId).getEvents().stream()
        .filter(event -> event.getEventType() == EventType.EVENT_TYPE_TIMER_STARTED)
        .map(this::summary)
        .toList();
  }

  private String summary(HistoryEvent event) {
    return client()
        .getOptions()
        .getDataConverter()
        .fromPayload(event.getUserMetadata().getSummary(), String.class, String.class);
  }

  /** Waits until the workflow has dealt with every signal. */
  public void untilHeard(String workflowId) {
    until(
        () -> {
          long lastSignal = 0;
          long started = 0;
          long lastTask = 0;
          for (HistoryEvent event : history(workflowId).getEvents()) {
            switch (event.getEventType()) {
              case EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED -> lastSignal = event.getEventId();
              case EVENT_TYPE_WORKFLOW_TASK_STARTED -> started = event.getEventId();
              case EVENT_TYPE_WORKFLOW_TASK_COMPLETED -> lastTask = started;
              default -> {}
            }
          }
          return lastTask > lastSignal;
        });
  }

  /** Waits until the workflow has dealt with every signal, and has nothing under way. */
  public void untilQuiet(String workflowId) {
    until(
        () -> {
          List<HistoryEvent> events = history(workflowId).getEvents();
          long scheduled = 0;
          long completed = 0;
          long lastTask = 0;
          long lastCause = 0;
          for (HistoryEvent event : events) {
            switch (event.getEventType()) {
              case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> scheduled++;
              case EVENT_TYPE_ACTIVITY_TASK_COMPLETED, EVENT_TYPE_ACTIVITY_TASK_FAILED -> {
                completed++;
                lastCause = event.getEventId();
              }
              case EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED, EVENT_TYPE_TIMER_FIRED ->
                  lastCause = event.getEventId();
              case EVENT_TYPE_WORKFLOW_TASK_STARTED -> lastTask = event.getEventId();
              default -> {}
            }
          }
          HistoryEvent last = events.get(events.size() - 1);
          return scheduled == completed
              && lastTask > lastCause
              && last.getEventType() != EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED
              && last.getEventType() != EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED;
        });
  }
}
