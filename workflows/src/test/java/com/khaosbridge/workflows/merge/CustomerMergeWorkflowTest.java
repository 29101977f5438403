package com.khaosbridge.workflows.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.khaosbridge.workflows.BridgeSearchAttributes;
import com.khaosbridge.workflows.TaskQueues;
import com.khaosbridge.workflows.WorkflowIds;
import com.khaosbridge.workflows.bed.MergeFake;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributeKey;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CustomerMergeWorkflowTest {
  private static final MergeRef MERGE = new MergeRef("khaos", "2");

  private final MergeFake books = new MergeFake();
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
    books.register(temporal);
    temporal.start();
  }

  @AfterEach
  void close() {
    books.bury();
    temporal.close();
  }

  @Test
  void eachDestinationGoesThroughTheStepsInTheirOrderAndThenTheMergeEnds() {
    stub().getResult(Void.class);

    for (String destination : MergeFake.destinations()) {
      assertThat(books.done(destination))
          .containsExactlyElementsOf(Arrays.asList(MergeStep.values()));
    }
    assertThat(books.ended()).containsExactly(MERGE);
  }

  @Test
  void aStepThatCantGoOnWaitsAndHoldsUpNoOtherDestination() {
    books.holdUp("dotdigital", MergeStep.HISTORY);
    WorkflowStub merge = stub();
    temporal.sleep(Duration.ofHours(3));

    assertThat(books.done("emarsys")).endsWith(MergeStep.READ_BACK);
    assertThat(books.done("dotdigital")).endsWith(MergeStep.PROFILE);
    assertThat(books.ended()).isEmpty();

    books.letGo();
    merge.getResult(Void.class);
    assertThat(books.done("dotdigital")).endsWith(MergeStep.READ_BACK);
  }

  @Test
  void whatDiffersIsLookedAtAgainUntilItDoesNot() {
    books.differ(4);

    stub().getResult(Void.class);

    assertThat(books.differing()).isNotPositive();
    assertThat(books.ended()).containsExactly(MERGE);
  }

  @Test
  void aLookWhoseProcessDiedIsMadeAgainWithinAMinute() {
    books.dieIn(2);
    WorkflowStub unused = stub();
    await().until(() -> books.dying() <= 0);

    temporal.sleep(Duration.ofMinutes(1));

    await().untilAsserted(() -> assertThat(books.ended()).containsExactly(MERGE));
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
}
