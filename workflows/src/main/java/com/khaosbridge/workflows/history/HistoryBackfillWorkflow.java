package com.khaosbridge.workflows.history;

import com.khaosbridge.workflows.TaskQueues;
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
import java.util.function.Function;

/** The backfill, from top to bottom. */
public class HistoryBackfillWorkflow implements HistoryBackfill {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final RetryOptions PATIENT =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setMaximumInterval(Duration.ofMinutes(1))
          .build();

  private final HistoryActivities reading =
      Workflow.newActivityStub(
          HistoryActivities.class,
          ActivityOptions.newBuilder()
              .setTaskQueue(TaskQueues.HISTORY)
              .setStartToCloseTimeout(Duration.ofMinutes(15))
              .setHeartbeatTimeout(HEARTBEAT)
              .setRetryOptions(PATIENT)
              .build());
  private final HistoryActivities sending =
      Workflow.newActivityStub(
          HistoryActivities.class,
          ActivityOptions.newBuilder()
              .setTaskQueue(TaskQueues.HISTORY)
              .setStartToCloseTimeout(Duration.ofDays(7))
              .setHeartbeatTimeout(HEARTBEAT)
              .setRetryOptions(PATIENT)
              .build());

  private boolean paused;
  private String step = "starting";

  @Override
  public void run(BackfillRef backfill) {
    String source = backfill.source();
    readAll("reading customers", backfill, reading::observeCustomers);
    readAll("reading orders", backfill, reading::observeOrders);
    reading.decide(source);
    step = "sending";
    List<Promise<Void>> destinations = new ArrayList<>();
    for (String destination : backfill.destinations()) {
      destinations.add(Async.procedure(this::sendAll, source, destination));
    }
    // One that fails must not cut the others short.
    Workflow.await(() -> destinations.stream().allMatch(Promise::isCompleted));
    Promise.allOf(destinations).get();
    step = "done";
  }

  private void readAll(String name, BackfillRef backfill, Function<String, Page> read) {
    step = name;
    boolean last = false;
    while (!last) {
      Workflow.await(() -> !paused);
      if (Workflow.getInfo().isContinueAsNewSuggested()) {
        // A large retailer has more pages than one run may have events; the ledger knows the next.
        Workflow.continueAsNew(backfill);
      }
      last = read.apply(backfill.source()).last();
    }
  }

  private void sendAll(String source, String destination) {
    for (Part part : Part.values()) {
      Workflow.await(() -> !paused);
      sending.send(new Stage(source, destination, part));
    }
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    paused = false;
  }

  @Override
  public BackfillProgress progress() {
    return new BackfillProgress(step, paused);
  }
}
