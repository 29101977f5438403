package com.khaosbridge.activities;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Heartbeats of an activity that spends its time in long calls, so that the death of its process is
 * noticed in seconds and not only when the longest call could have ended.
 */
public final class Heartbeats implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(3);

  private final ActivityExecutionContext context;
  private final ScheduledExecutorService pulse;
  private final AtomicBoolean wanted = new AtomicBoolean(true);

  private Heartbeats(ActivityExecutionContext context) {
    this.context = context;
    this.pulse =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "heartbeats");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Begins, for the activity that runs in this thread's context. */
  public static Heartbeats of(ActivityExecutionContext context) {
    Heartbeats heartbeats = new Heartbeats(context);
    var unused =
        heartbeats.pulse.scheduleAtFixedRate(
            heartbeats::beat, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return heartbeats;
  }

  private void beat() {
    try {
      context.heartbeat(null);
    } catch (ActivityCompletionException e) {
      wanted.set(false);
    }
  }

  /**
   * False once the worker shuts down, or the activity was cancelled or timed out: then it should
   * end.
   */
  public boolean stillWanted() {
    return wanted.get();
  }

  @Override
  public void close() {
    pulse.shutdown();
  }
}
