package com.khaosbridge.workflows.history;

import com.khaosbridge.workflows.TaskQueues;
import com.khaosbridge.workflows.gate.PageText;
import com.khaosbridge.workflows.history.HistoryActivities.Page;
import com.khaosbridge.workflows.history.HistoryActivities.Part;
import com.khaosbridge.workflows.history.HistoryActivities.Stage;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** The backfill, from top to bottom. */
public class HistoryBackfillWorkflow implements HistoryBackfill {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final RetryOptions PATIENT =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setMaximumInterval(Duration.ofMinutes(1))
          .build();

  private static final Duration LONGEST_READ = Duration.ofMinutes(15);
  private static final Duration LONGEST_SEND = Duration.ofDays(7);

  private final Map<String, String> sending = new TreeMap<>();
  private boolean paused;
  private String step = "starting";

  @Override
  public void run(BackfillRef backfill) {
    String source = backfill.source();
    readAll("reading customers", backfill, HistoryActivities::observeCustomers);
    readAll("reading orders", backfill, HistoryActivities::observeOrders);
    now("reading credit notes");
    activity(step, LONGEST_READ).observeCredits(source);
    now("deciding which contacts are created");
    activity(step, LONGEST_READ).decide(source);
    now("sending");
    List<Promise<Void>> destinations = new ArrayList<>();
    for (String destination : backfill.destinations()) {
      destinations.add(Async.procedure(this::sendAll, source, destination));
    }
    // One that fails must not cut the others short.
    Workflow.await(() -> destinations.stream().allMatch(Promise::isCompleted));
    Promise.allOf(destinations).get();
    now("done");
  }

  private void readAll(
      String name, BackfillRef backfill, BiFunction<HistoryActivities, String, Page> read) {
    now(name);
    HistoryActivities reading = activity(name, LONGEST_READ);
    boolean last = false;
    while (!last) {
      Workflow.await(() -> !paused);
      if (Workflow.getInfo().isContinueAsNewSuggested()) {
        // A large retailer has more pages than one run may have events; the ledger knows the next.
        Workflow.continueAsNew(backfill);
      }
      last = read.apply(reading, backfill.source()).last();
    }
  }

  private void sendAll(String source, String destination) {
    for (Part part : Part.values()) {
      Workflow.await(() -> !paused);
      String what = part.name().toLowerCase(Locale.ROOT);
      sending.put(destination, what + " on their way");
      show();
      activity(destination + " · " + what, LONGEST_SEND).send(new Stage(source, destination, part));
    }
    sending.put(destination, "everything has ended or waits for a person");
    show();
  }

  private static HistoryActivities activity(String summary, Duration longest) {
    return Workflow.newActivityStub(
        HistoryActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(TaskQueues.HISTORY)
            .setStartToCloseTimeout(longest)
            .setHeartbeatTimeout(HEARTBEAT)
            .setRetryOptions(PATIENT)
            .setSummary(summary)
            .build());
  }

  private void now(String what) {
    step = what;
    show();
  }

  private void show() {
    Workflow.setCurrentDetails(
        PageText.titled("Backfill: " + (paused ? "paused while " : "") + step)
            .section(
                "Destinations",
                sending.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + entry.getValue())
                    .toList())
            .toString());
  }

  @Override
  public void pause() {
    paused = true;
    show();
  }

  @Override
  public void resume() {
    paused = false;
    show();
  }

  @Override
  public BackfillProgress progress() {
    return new BackfillProgress(step, paused);
  }
}
