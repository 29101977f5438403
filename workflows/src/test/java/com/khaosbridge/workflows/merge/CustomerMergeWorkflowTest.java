package com.khaosbridge.workflows.merge;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.workflows.BridgeSearchAttributes;
import com.khaosbridge.workflows.TaskQueues;
import com.khaosbridge.workflows.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributeKey;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CustomerMergeWorkflowTest {
  private static final MergeRef MERGE = new MergeRef("khaos", "2");

  private final Books books = new Books();
  private TestWorkflowEnvironment temporal;

  @BeforeEach
  void start() {
    TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder();
    for (SearchAttributeKey<?> key : BridgeSearchAttributes.ALL) {
      options.registerSearchAttribute(key.getName(), key.getValueType());
    }
    temporal = TestWorkflowEnvironment.newInstance(options.build());
    Worker live = temporal.newWorker(TaskQueues.LIVE);
    live.registerWorkflowImplementationTypes(CustomerMergeWorkflow.class);
    live.registerActivitiesImplementations(books);
    temporal.newWorker(TaskQueues.HISTORY).registerActivitiesImplementations(books.reading());
    temporal.start();
  }

  @AfterEach
  void close() {
    temporal.close();
  }

  @Test
  void eachDestinationGoesThroughTheStepsInTheirOrderAndThenTheMergeEnds() {
    stub().getResult(Void.class);

    for (String destination : List.of("mails", "shop")) {
      assertThat(books.done(destination))
          .containsExactlyElementsOf(Arrays.asList(MergeStep.values()));
    }
    assertThat(books.ended).containsExactly(MERGE);
  }

  @Test
  void aStepThatCantGoOnWaitsAndHoldsUpNoOtherDestination() {
    books.stuck.add("mails HISTORY");
    WorkflowStub merge = stub();
    temporal.sleep(Duration.ofHours(3));

    assertThat(books.done("shop")).endsWith(MergeStep.READ_BACK);
    assertThat(books.done("mails")).endsWith(MergeStep.PROFILE);
    assertThat(books.ended).isEmpty();

    books.stuck.clear();
    merge.getResult(Void.class);
    assertThat(books.done("mails")).endsWith(MergeStep.READ_BACK);
  }

  @Test
  void whatDiffersIsLookedAtAgainUntilItDoesNot() {
    books.differs.set(4);

    stub().getResult(Void.class);

    assertThat(books.differs).hasValueLessThanOrEqualTo(0);
    assertThat(books.ended).containsExactly(MERGE);
  }

  private WorkflowStub stub() {
    CustomerMerge merge =
        temporal
            .getWorkflowClient()
            .newWorkflowStub(
                CustomerMerge.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(WorkflowIds.merge(MERGE.source(), MERGE.loser()))
                    .setTaskQueue(TaskQueues.LIVE)
                    .build());
    var unused = WorkflowClient.start(merge::run, MERGE);
    return WorkflowStub.fromTyped(merge);
  }

  /** What the ledger would know. */
  static final class Books implements MergeActivities {
    private final Map<String, List<MergeStep>> done = new ConcurrentHashMap<>();
    private final Set<String> stuck = ConcurrentHashMap.newKeySet();
    private final List<MergeRef> ended = new CopyOnWriteArrayList<>();
    private final AtomicInteger differs = new AtomicInteger();

    List<MergeStep> done(String destination) {
      return done.getOrDefault(destination, List.of());
    }

    @Override
    public MergeSides sides(MergeRef merge) {
      return new MergeSides("1", List.of("mails", "shop"));
    }

    @Override
    public Standing carry(StepRef step) {
      return stuck.contains(step.destination() + " " + step.step())
          ? new Standing("somebody")
          : did(step);
    }

    private Standing did(StepRef step) {
      done.computeIfAbsent(step.destination(), name -> new CopyOnWriteArrayList<>())
          .add(step.step());
      return Standing.DONE;
    }

    @Override
    public void end(MergeRef merge) {
      ended.add(merge);
    }

    MergeReading reading() {
      return step -> differs.decrementAndGet() >= 0 ? new Standing("what differs") : did(step);
    }
  }
}
