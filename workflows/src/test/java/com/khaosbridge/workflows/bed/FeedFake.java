package com.khaosbridge.workflows.bed;

import com.khaosbridge.workflows.TaskQueues;
import com.khaosbridge.workflows.feed.FeedActivities;
import com.khaosbridge.workflows.feed.FeedRef;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Follows a feed for some short stints; the last one goes on until the worker stops. */
public final class FeedFake implements FeedActivities {
  public static final int STINTS = 4;

  private final List<FeedRef> feeds = new ArrayList<>();
  private int failuresLeft;
  private int failed;

  /** Puts these activities onto the feed queue. */
  public void register(TestWorkflowEnvironment environment) {
    environment.newWorker(TaskQueues.FEED).registerActivitiesImplementations(this);
  }

  public synchronized void fail(int times) {
    failuresLeft = times;
  }

  public synchronized int failed() {
    return failed;
  }

  public synchronized int stints() {
    return feeds.size();
  }

  public synchronized List<FeedRef> feeds() {
    return List.copyOf(feeds);
  }

  @Override
  public void follow(FeedRef feed) {
    synchronized (this) {
      if (failuresLeft > 0) {
        failuresLeft--;
        failed++;
        throw new IllegalStateException("the ERP is away");
      }
      feeds.add(feed);
      if (feeds.size() < STINTS && failed == 0) {
        return;
      }
    }
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
