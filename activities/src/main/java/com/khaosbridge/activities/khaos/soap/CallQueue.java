package com.khaosbridge.activities.khaos.soap;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The one connection to the ERP: one call at a time, the most urgent first, and among equals the
 * one that came first. The caller's own thread does the work when its turn comes. Thread-safe.
 */
final class CallQueue {
  private static final long LIVE_MEMORY = Duration.ofMinutes(1).toNanos();

  private final int mostWaiting;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final PriorityQueue<Ticket> queue = new PriorityQueue<>();
  private final BusyMeter meter;
  private final Map<ErpPriority, LongAdder> nanos = new EnumMap<>(ErpPriority.class);
  private boolean taken;
  private long tickets;
  private long lastLive;
  private boolean everLive;

  /**
   * @param mostWaiting how many calls may wait; one more turns the least urgent away
   */
  CallQueue(int mostWaiting, LongSupplier nanoTime) {
    this.mostWaiting = mostWaiting;
    this.nanoTime = nanoTime;
    this.meter = new BusyMeter(nanoTime);
    for (ErpPriority priority : ErpPriority.values()) {
      nanos.put(priority, new LongAdder());
    }
  }

  /** A call. */
  interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /**
   * Waits for its turn and does the work.
   *
   * @throws TurnedAway if the thread was interrupted, or more urgent calls filled the queue
   */
  <T, E extends Exception> T call(ErpPriority priority, Work<T, E> work) throws E, TurnedAway {
    take(priority);
    long begun = nanoTime.getAsLong();
    try {
      return work.run();
    } finally {
      nanosOf(priority).add(nanoTime.getAsLong() - begun);
      release();
    }
  }

  /** How long calls of these priorities have kept the ERP busy, since the queue exists. */
  Duration busy(Set<ErpPriority> priorities) {
    long nanos = 0;
    for (ErpPriority priority : priorities) {
      nanos += nanosOf(priority).sum();
    }
    return Duration.ofNanos(nanos);
  }

  private LongAdder nanosOf(ErpPriority priority) {
    return Objects.requireNonNull(nanos.get(priority));
  }

  private void take(ErpPriority priority) throws TurnedAway {
    lock.lock();
    try {
      if (priority != ErpPriority.HISTORY) {
        lastLive = nanoTime.getAsLong();
        everLive = true;
      }
      if (!taken) {
        taken = true;
        meter.begin();
        return;
      }
      Ticket ticket = new Ticket(priority, tickets++, lock.newCondition());
      queue.add(ticket);
      if (queue.size() > mostWaiting) {
        turnLeastUrgentAway();
      }
      await(ticket);
    } finally {
      lock.unlock();
    }
  }

  private void turnLeastUrgentAway() {
    queue.stream()
        .max(Ticket::compareTo)
        .ifPresent(
            last -> {
              queue.remove(last);
              last.turnedAway = true;
              last.turn.signal();
            });
  }

  private void await(Ticket ticket) throws TurnedAway {
    while (!ticket.granted) {
      if (ticket.turnedAway) {
        throw new TurnedAway(mostWaiting + " calls wait for the ERP already");
      }
      try {
        ticket.turn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        if (ticket.granted) {
          passOn();
        } else {
          queue.remove(ticket);
        }
        throw new TurnedAway("the wait for the ERP's connection was interrupted");
      }
    }
  }

  private void release() {
    lock.lock();
    try {
      passOn();
    } finally {
      lock.unlock();
    }
  }

  /** Hands the connection over directly, so that a newcomer can't slip in before those who wait. */
  private void passOn() {
    meter.end();
    Ticket next = queue.poll();
    taken = next != null;
    if (next != null) {
      meter.begin();
      next.granted = true;
      next.turn.signal();
    }
  }

  double busyShare() {
    lock.lock();
    try {
      return meter.share();
    } finally {
      lock.unlock();
    }
  }

  int waiting() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  /** Whether anything but history called within the last minute. */
  boolean liveIsOn() {
    lock.lock();
    try {
      return everLive && nanoTime.getAsLong() - lastLive < LIVE_MEMORY;
    } finally {
      lock.unlock();
    }
  }

  /** The call was never made. */
  static final class TurnedAway extends Exception {
    private static final long serialVersionUID = 1L;

    private final String finding;

    TurnedAway(String finding) {
      super(finding);
      this.finding = finding;
    }

    String finding() {
      return finding;
    }
  }

  private static final class Ticket implements Comparable<Ticket> {
    private final ErpPriority priority;
    private final long number;
    private final Condition turn;
    private boolean granted;
    private boolean turnedAway;

    Ticket(ErpPriority priority, long number, Condition turn) {
      this.priority = priority;
      this.number = number;
      this.turn = turn;
    }

    @Override
    public int compareTo(Ticket other) {
      int byPriority = priority.compareTo(other.priority);
      return byPriority != 0 ? byPriority : Long.compare(number, other.number);
    }
  }
}
