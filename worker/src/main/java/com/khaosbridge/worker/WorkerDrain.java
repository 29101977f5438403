package com.khaosbridge.worker;

import io.temporal.worker.WorkerFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Starts the senders before the workers take work, and on shutdown lets what is under way end. The
 * Temporal starter by itself does not wait for it (temporalio/sdk-java issue 2026).
 */
@Component
class WorkerDrain implements SmartLifecycle {
  private static final long PATIENCE_SECONDS = 25;
  private static final long LAST_SECONDS = 5;

  private final Bridge bridge;
  private final ObjectProvider<WorkerFactory> workers;
  private final AtomicBoolean running = new AtomicBoolean();

  WorkerDrain(Bridge bridge, ObjectProvider<WorkerFactory> workers) {
    this.bridge = bridge;
    this.workers = workers;
  }

  @Override
  public void start() {
    bridge.start();
    running.set(true);
  }

  @Override
  public void stop() {
    WorkerFactory factory = workers.getIfAvailable();
    if (factory != null) {
      factory.shutdown();
      factory.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!factory.isTerminated()) {
        factory.shutdownNow();
        factory.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS);
      }
    }
    running.set(false);
  }

  @Override
  public boolean isRunning() {
    return running.get();
  }
}
