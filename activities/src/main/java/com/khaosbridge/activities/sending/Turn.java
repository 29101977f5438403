package com.khaosbridge.activities.sending;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether it is this process's turn to send to a destination. Taking the turn waits for the calls
 * under way, so that what is claimed after that was claimed by a sender that is gone.
 */
final class Turn {
  private final ReadWriteLock calls = new ReentrantReadWriteLock();
  private volatile boolean ours;

  boolean isOurs() {
    return ours;
  }

  void lose() {
    ours = false;
  }

  void take(Runnable first) {
    calls.writeLock().lock();
    try {
      first.run();
      ours = true;
    } finally {
      calls.writeLock().unlock();
    }
  }

  /** Does the work if it is our turn, and keeps the turn meanwhile; null if it is not. */
  <T> @Nullable T during(Supplier<@Nullable T> work) {
    calls.readLock().lock();
    try {
      return ours ? work.get() : null;
    } finally {
      calls.readLock().unlock();
    }
  }
}
