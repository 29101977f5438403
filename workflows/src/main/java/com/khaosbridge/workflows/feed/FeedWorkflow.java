package com.khaosbridge.workflows.feed;

import com.khaosbridge.workflows.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** A heartbeating activity, renewed by continue-as-new so that its history stays short. */
public class FeedWorkflow implements Feed {
  private static final Duration LONGEST_STINT = Duration.ofMinutes(30);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  @Override
  public void run(FeedRef feed) {
    Workflow.setCurrentDetails(
        "Follows **"
            + feed.name()
            + "** of "
            + feed.source()
            + ". How far it has read is in the ledger. Who does not answer is asked again by itself;"
            + " the worker's log says so.");
    activities(feed).follow(feed);
    Workflow.continueAsNew(feed);
  }

  private static FeedActivities activities(FeedRef feed) {
    return Workflow.newActivityStub(
        FeedActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(TaskQueues.FEED)
            .setStartToCloseTimeout(LONGEST_STINT)
            .setHeartbeatTimeout(HEARTBEAT)
            .setSummary(feed.name())
            .setRetryOptions(
                RetryOptions.newBuilder()
                    .setInitialInterval(Duration.ofSeconds(1))
                    .setMaximumInterval(Duration.ofMinutes(1))
                    .build())
            .build());
  }
}
