package com.khaosbridge.activities.khaos.soap;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** The share of the last minute that the ERP was busy with us. Not thread-safe. */
final class BusyMeter {
  private static final long WINDOW = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanoTime;
  private final long born;
  private final Deque<long[]> spans = new ArrayDeque<>();
  private long busySince;
  private boolean busy;

  BusyMeter(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.born = nanoTime.getAsLong();
  }

  void begin() {
    busy = true;
    busySince = nanoTime.getAsLong();
  }

  void end() {
    busy = false;
    long now = nanoTime.getAsLong();
    spans.addLast(new long[] {busySince, now});
    forget(now);
  }

  private void forget(long now) {
    while (!spans.isEmpty() && now - spans.getFirst()[1] > WINDOW) {
      spans.removeFirst();
    }
  }

  /** Between 0 and 1; of the time since the meter exists if that is less than a minute. */
  double share() {
    long now = nanoTime.getAsLong();
    forget(now);
    long window = Math.min(WINDOW, Math.max(1, now - born));
    long sum = busy ? Math.min(window, now - busySince) : 0;
    for (long[] span : spans) {
      sum += span[1] - Math.max(span[0], now - window);
    }
    return Math.min(1, (double) sum / window);
  }
}
