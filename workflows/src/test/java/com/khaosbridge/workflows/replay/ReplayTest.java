package com.khaosbridge.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.khaosbridge.workflows.feed.FeedWorkflow;
import com.khaosbridge.workflows.history.HistoryBackfillWorkflow;
import com.khaosbridge.workflows.merge.CustomerMergeWorkflow;
import com.khaosbridge.workflows.order.OrderLifecycleWorkflow;
import com.khaosbridge.workflows.order.OrderRef;
import com.khaosbridge.workflows.person.PersonSyncWorkflow;
import com.khaosbridge.workflows.reconciliation.ReconciliationWorkflow;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs that are open while a new version is deployed are replayed by its code. If one of these
 * fails, the change needs {@link Workflow#getVersion}; the files are made by {@link
 * HistoryRecorder}.
 */
class ReplayTest {

  @TestFactory
  Stream<DynamicTest> the_code_replays_what_earlier_code_did() {
    return recorded().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () ->
                        WorkflowReplayer.replayWorkflowExecution(
                            read(file),
                            OrderLifecycleWorkflow.class,
                            PersonSyncWorkflow.class,
                            CustomerMergeWorkflow.class,
                            HistoryBackfillWorkflow.class,
                            FeedWorkflow.class,
                            ReconciliationWorkflow.class)));
  }

  @Test
  void every_workflow_has_a_recorded_history() {
    assertThat(recorded())
        .extracting(file -> typeOf(read(file)))
        .contains(
            "OrderLifecycle",
            "PersonSync",
            "CustomerMerge",
            "HistoryBackfill",
            "Feed",
            "Reconciliation");
  }

  @Test
  void no_recorded_history_was_made_by_broken_code() {
    assertThat(recorded())
        .allSatisfy(
            file -> assertThat(Files.readString(file)).doesNotContain("WORKFLOW_TASK_FAILED"));
  }

  @Test
  void a_change_that_is_not_deterministic_is_found() {
    Path history =
        recorded().stream()
            .filter(file -> file.endsWith("order-delivered.json"))
            .findFirst()
            .orElseThrow();

    assertThatThrownBy(
            () -> WorkflowReplayer.replayWorkflowExecution(read(history), ChangedOrder.class))
        .hasStackTraceContaining("NonDeterministic");
    assertThatCode(
            () ->
                WorkflowReplayer.replayWorkflowExecution(
                    read(history), OrderLifecycleWorkflow.class))
        .doesNotThrowAnyException();
  }

  /** As somebody might write it who only means to wait a little before the first look. */
  public static class ChangedOrder extends OrderLifecycleWorkflow {
    @WorkflowInit
    public ChangedOrder(OrderRef order) {
      super(order);
    }

    @Override
    public void run(OrderRef order) {
      Workflow.sleep(Duration.ofSeconds(1));
      super.run(order);
    }
  }

  private static List<Path> recorded() {
    try (Stream<Path> files =
        Files.list(
            Path.of(Objects.requireNonNull(ReplayTest.class.getResource("/histories")).toURI()))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static WorkflowExecutionHistory read(Path file) {
    try {
      return WorkflowExecutionHistory.fromJson(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String typeOf(WorkflowExecutionHistory history) {
    return history
        .getEvents()
        .get(0)
        .getWorkflowExecutionStartedEventAttributes()
        .getWorkflowType()
        .getName();
  }
}
