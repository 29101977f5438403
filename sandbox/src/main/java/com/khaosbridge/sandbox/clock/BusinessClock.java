package com.khaosbridge.sandbox.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Business time: stands still at an instant until it is started, then runs at a factor of real
 * time. Thread-safe.
 */
public final class BusinessClock {
  private final Supplier<Instant> realTime;
  private final Consumer<ClockState> onChange;
  private Instant businessAnchor;
  private Instant realAnchor;
  private double factor;

  /** A clock that stands at this instant. */
  public BusinessClock(Instant start, Supplier<Instant> realTime) {
    this(new ClockState(start, realTime.get(), 0), realTime, state -> {});
  }

  /**
   * A clock that goes on from a state.
   *
   * @param onChange told the new state whenever the clock is set or its factor changes
   */
  public BusinessClock(
      ClockState state, Supplier<Instant> realTime, Consumer<ClockState> onChange) {
    this.realTime = realTime;
    this.onChange = onChange;
    this.businessAnchor = state.business();
    this.realAnchor = state.real();
    this.factor = state.factor();
  }

  public synchronized Instant now() {
    return at(realTime.get());
  }

  /** How many business seconds pass in a real second; 0 while it stands. */
  public synchronized double factor() {
    return factor;
  }

  /** Goes on from now at this factor, 0 or more. */
  public synchronized void run(double newFactor) {
    if (newFactor < 0 || Double.isNaN(newFactor) || Double.isInfinite(newFactor)) {
      throw new IllegalArgumentException("clock factor must be 0 or more, was " + newFactor);
    }
    Instant real = realTime.get();
    change(at(real), real, newFactor);
  }

  /** Jumps to an instant and goes on at the same factor. */
  public synchronized void set(Instant instant) {
    change(instant, realTime.get(), factor);
  }

  private Instant at(Instant real) {
    long realMillis = Duration.between(realAnchor, real).toMillis();
    return businessAnchor.plusMillis(Math.round(realMillis * factor));
  }

  private void change(Instant business, Instant real, double newFactor) {
    businessAnchor = business;
    realAnchor = real;
    factor = newFactor;
    onChange.accept(new ClockState(business, real, newFactor));
  }
}
