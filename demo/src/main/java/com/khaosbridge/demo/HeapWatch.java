package com.khaosbridge.demo;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Watches the heap of this process. */
final class HeapWatch implements AutoCloseable {
  private static final long EVERY_MILLIS = 250;

  private final AtomicLong peak = new AtomicLong();
  private final AtomicBoolean stopped = new AtomicBoolean();

  HeapWatch() {
    Thread thread = new Thread(this::watch, "heap watch");
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    while (!stopped.get()) {
      long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      peak.accumulateAndGet(used, Math::max);
      try {
        TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** The most that was in use at a look, garbage included. */
  long peakMiB() {
    return peak.get() >> 20;
  }

  @Override
  public void close() {
    stopped.set(true);
  }
}
