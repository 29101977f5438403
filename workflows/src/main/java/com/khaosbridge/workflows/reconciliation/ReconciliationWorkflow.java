package com.khaosbridge.workflows.reconciliation;

import com.khaosbridge.workflows.LedgerQuestions;
import com.khaosbridge.workflows.TaskQueues;
import com.khaosbridge.workflows.gate.PageText;
import com.khaosbridge.workflows.reconciliation.ReconciliationActivities.Comparison;
import com.khaosbridge.workflows.reconciliation.ReconciliationActivities.Ending;
import com.khaosbridge.workflows.reconciliation.ReconciliationActivities.Run;
import com.khaosbridge.workflows.reconciliation.ReconciliationSummary.Side;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** First the ledger, then all destinations at once; what can't be compared is left out and said. */
public class ReconciliationWorkflow implements Reconciliation {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration LONGEST_COMPARISON = Duration.ofHours(12);

  /** An outage of an hour is waited for; the next run is tomorrow. */
  private static final RetryOptions BOUNDED =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofMinutes(1))
          .setMaximumInterval(Duration.ofMinutes(20))
          .setMaximumAttempts(7)
          .build();

  private final Map<String, String> places = new LinkedHashMap<>();

  @Override
  public ReconciliationSummary run(ReconciliationRef what) {
    Run run = new Run(Workflow.getInfo().getRunId(), what);
    List<String> all = noting("what is to be compared").begin(run);
    all.forEach(place -> places.put(place, "waits"));
    show("comparing");
    List<Side> sides = new ArrayList<>();
    List<Promise<Side>> destinations = new ArrayList<>();
    for (String place : all) {
      if (place.equals(Difference.LEDGER)) {
        sides.add(compare(run, place));
      } else {
        destinations.add(Async.function(() -> compare(run, place)));
      }
    }
    destinations.forEach(destination -> sides.add(destination.get()));
    noting("what was compared")
        .end(new Ending(run, sides.stream().filter(side -> !side.complete()).toList()));
    show("done");
    return new ReconciliationSummary(run.id(), sides);
  }

  private Side compare(Run run, String place) {
    places.put(place, "is being compared");
    show("comparing");
    Side side = compareOrSay(run, place);
    places.put(place, words(side));
    show("comparing");
    return side;
  }

  private static Side compareOrSay(Run run, String place) {
    try {
      return comparing(place).compare(new Comparison(run, place));
    } catch (ActivityFailure e) {
      if (e.getCause() instanceof CanceledFailure) {
        throw e;
      }
      return Side.failed(place, reason(e));
    }
  }

  private static String reason(ActivityFailure failure) {
    return failure.getCause() instanceof ApplicationFailure said
        ? said.getOriginalMessage()
        : "it did not answer in time";
  }

  private static String words(Side side) {
    if (!side.complete()) {
      return "not compared: " + side.failure();
    }
    if (side.differences().isEmpty()) {
      return "no difference";
    }
    String classes =
        side.differences().entrySet().stream()
            .map(found -> found.getValue() + " " + found.getKey().words())
            .collect(Collectors.joining(", "));
    return side.planned() == 0 ? classes : classes + "; " + side.planned() + " planned anew";
  }

  private static ReconciliationActivities noting(String summary) {
    return Workflow.newActivityStub(
        ReconciliationActivities.class,
        LedgerQuestions.options().setTaskQueue(TaskQueues.HISTORY).setSummary(summary).build());
  }

  private static ReconciliationActivities comparing(String place) {
    return Workflow.newActivityStub(
        ReconciliationActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(TaskQueues.HISTORY)
            .setStartToCloseTimeout(LONGEST_COMPARISON)
            .setHeartbeatTimeout(HEARTBEAT)
            .setRetryOptions(BOUNDED)
            .setSummary(place)
            .build());
  }

  private void show(String step) {
    Workflow.setCurrentDetails(
        PageText.titled("Reconciliation: " + step)
            .section(
                "What was found",
                places.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + entry.getValue())
                    .toList())
            .toString());
  }
}
