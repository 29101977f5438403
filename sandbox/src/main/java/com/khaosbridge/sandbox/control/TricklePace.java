package com.khaosbridge.sandbox.control;

import com.khaosbridge.sandbox.clock.BusinessClock;
import com.khaosbridge.sandbox.retail.Trickle;
import com.khaosbridge.sandbox.store.StateStore;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets the trickle place orders evenly over real time, each at business now. The rate is kept in
 * the store; while the sandbox is down nothing is placed, nor made up for afterwards. Thread-safe.
 */
public final class TricklePace implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(TricklePace.class.getName());
  private static final String PER_MINUTE = "perMinute";
  private static final double MOST_PER_MINUTE = 6000;
  private static final double NANOS_A_MINUTE = 60e9;

  private final Trickle trickle;
  private final BusinessClock clock;
  private final StateStore store;
  private final MVMap<String, String> kept;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(TricklePace::thread);
  private @Nullable ScheduledFuture<?> running;

  /** The pace that this store has; it stands until {@link #resume()}. */
  public TricklePace(Trickle trickle, BusinessClock clock, StateStore store) {
    this.trickle = trickle;
    this.clock = clock;
    this.store = store;
    this.kept = store.map("sandbox.trickle");
  }

  /** Goes on at the rate in the store. */
  public synchronized void resume() {
    if (running != null) {
      running.cancel(false);
      running = null;
    }
    double perMinute = perMinute();
    if (perMinute > 0) {
      long nanos = Math.round(NANOS_A_MINUTE / perMinute);
      running = timer.scheduleAtFixedRate(this::place, nanos, nanos, TimeUnit.NANOSECONDS);
    }
  }

  /** Orders in a real minute, 0 for none. */
  synchronized double perMinute() {
    return Double.parseDouble(kept.getOrDefault(PER_MINUTE, "0"));
  }

  int placed() {
    return trickle.placed();
  }

  /**
   * Goes on at another rate; the first order comes after one interval.
   *
   * @param perMinute orders in a real minute, 0 to 6,000
   * @throws IllegalArgumentException if it is out of range, or there is no order to copy
   */
  synchronized void change(double perMinute) {
    if (!(perMinute >= 0 && perMinute <= MOST_PER_MINUTE)) {
      throw new IllegalArgumentException("perMinute must be from 0 to 6000, was " + perMinute);
    }
    if (perMinute > 0 && !trickle.possible()) {
      throw new IllegalArgumentException(
          "there is no trickle: no customer has an order before the live days that could be copied");
    }
    kept.put(PER_MINUTE, Double.toString(perMinute));
    store.commit();
    resume();
  }

  private synchronized void place() {
    // A turn that waited for a change or the end must not place an order after it.
    if (timer.isShutdown() || perMinute() == 0) {
      return;
    }
    try {
      trickle.place(clock.now());
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "An order of the trickle could not be placed", e);
    }
  }

  private static Thread thread(Runnable turns) {
    Thread thread = new Thread(turns, "sandbox-trickle");
    thread.setDaemon(true);
    return thread;
  }

  /** Places nothing any more; the rate stays in the store. */
  @Override
  public synchronized void close() {
    timer.shutdown();
  }
}
