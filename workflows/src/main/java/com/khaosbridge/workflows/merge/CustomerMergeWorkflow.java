package com.khaosbridge.workflows.merge;

import com.khaosbridge.workflows.BridgeSearchAttributes;
import com.khaosbridge.workflows.BridgeState;
import com.khaosbridge.workflows.LedgerQuestions;
import com.khaosbridge.workflows.TaskQueues;
import com.khaosbridge.workflows.gate.PageText;
import com.khaosbridge.workflows.gate.WorkflowPage;
import com.khaosbridge.workflows.merge.MergeActivities.Standing;
import com.khaosbridge.workflows.merge.MergeActivities.StepRef;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The steps of a merge, one after the other at each destination, and destinations apart. */
public class CustomerMergeWorkflow implements CustomerMerge {
  private static final Duration FIRST_LOOK = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final Duration LONGEST_READING = Duration.ofMinutes(15);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final MergeActivities ledger =
      Workflow.newLocalActivityStub(MergeActivities.class, LedgerQuestions.near());
  private final MergeReading reading =
      Workflow.newActivityStub(
          MergeReading.class,
          ActivityOptions.newBuilder()
              .setTaskQueue(TaskQueues.HISTORY)
              .setStartToCloseTimeout(LONGEST_READING)
              .setHeartbeatTimeout(HEARTBEAT)
              .setRetryOptions(RetryOptions.newBuilder().setMaximumInterval(LONGEST_PAUSE).build())
              .build());
  private final WorkflowPage page = new WorkflowPage();
  private final Map<String, MergeStep> steps = new TreeMap<>();
  private final Map<String, String> waiting = new TreeMap<>();
  private final MergeRef merge;
  private String survivor = "";
  private int nudges;
  private boolean renew;

  @WorkflowInit
  public CustomerMergeWorkflow(MergeRef merge) {
    this.merge = merge;
  }

  @Override
  public void run(MergeRef started) {
    MergeSides sides = ledger.sides(merge);
    survivor = sides.survivor();
    List<Promise<Void>> destinations = new ArrayList<>();
    for (String destination : sides.destinations()) {
      destinations.add(Async.procedure(this::mergeAt, destination));
    }
    // One that fails must not cut the others short.
    Workflow.await(() -> destinations.stream().allMatch(Promise::isCompleted));
    Promise.allOf(destinations).get();
    if (renew) {
      // What is done is in the ledger.
      Workflow.continueAsNew(merge);
    }
    ledger.end(merge);
    page.end();
    show();
  }

  private void mergeAt(String destination) {
    for (MergeStep step : MergeStep.values()) {
      steps.put(destination, step);
      show();
      if (!isDone(new StepRef(merge, destination, step))) {
        return;
      }
    }
    steps.remove(destination);
    show();
  }

  /** Waits until a step is done; gives up only to begin the run anew. */
  private boolean isDone(StepRef step) {
    Duration pause = FIRST_LOOK;
    String waitsFor = carry(step).waitsFor();
    while (waitsFor != null) {
      waiting.put(step.destination(), waitsFor);
      show();
      if (renew || Workflow.getInfo().isContinueAsNewSuggested()) {
        renew = true;
        return false;
      }
      int before = nudges;
      Workflow.await(pause, () -> nudges > before || renew);
      pause = longer(pause);
      waitsFor = carry(step).waitsFor();
    }
    waiting.remove(step.destination());
    return true;
  }

  private Standing carry(StepRef step) {
    return step.step() == MergeStep.READ_BACK ? reading.readBack(step) : ledger.carry(step);
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  private void show() {
    page.put(
        BridgeSearchAttributes.STATE,
        (steps.isEmpty() ? BridgeState.ENDED : BridgeState.RUNNING).name());
    page.put(
        BridgeSearchAttributes.MERGE_STEP,
        steps.values().stream().sorted().map(MergeStep::name).findFirst().orElse(null));
    page.publish(
        PageText.titled("Person " + merge.loser() + " goes on as " + survivor)
            .section(
                "Where it stands",
                steps.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + words(entry.getKey(), entry.getValue()))
                    .toList())
            .toString());
  }

  private String words(String destination, MergeStep step) {
    String why = waiting.get(destination);
    return step.words() + (why == null ? "" : ", waits for " + why);
  }

  @Override
  public void changed() {
    nudges++;
  }
}
