package com.khaosbridge.sandbox.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Business time: stands still at an instant until it is started, then runs at a factor of real
 * time. Thread-safe.
 */
public final class BusinessClock {
  private final Supplier<Instant> realTime;
  private Instant businessAnchor;
  private Instant realAnchor;
  private double factor;

  /** A clock that stands at this instant. */
  public BusinessClock(Instant start, Supplier<Instant> realTime) {
    this.realTime = realTime;
    this.businessAnchor = start;
    this.realAnchor = realTime.get();
    this.factor = 0;
  }

  public synchronized Instant now() {
    long realMillis = Duration.between(realAnchor, realTime.get()).toMillis();
    return businessAnchor.plusMillis(Math.round(realMillis * factor));
  }

  /** How many business seconds pass in a real second; 0 while it stands. */
  public synchronized double factor() {
    return factor;
  }

  /** Goes on from now at this factor, 0 or more. */
  public synchronized void run(double newFactor) {
    if (newFactor < 0 || Double.isNaN(newFactor)) {
      throw new IllegalArgumentException("clock factor must be 0 or more, was " + newFactor);
    }
    businessAnchor = now();
    realAnchor = realTime.get();
    factor = newFactor;
  }

  /** Jumps to an instant and goes on at the same factor. */
  public synchronized void set(Instant instant) {
    businessAnchor = instant;
    realAnchor = realTime.get();
  }
}
