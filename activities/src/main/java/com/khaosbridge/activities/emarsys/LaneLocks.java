package com.khaosbridge.activities.emarsys;

import com.khaosbridge.workflows.delivery.Lane;
import java.util.concurrent.locks.ReentrantLock;

/** A lock for each lane, so that live never waits for what history does under it. */
final class LaneLocks {
  private final ReentrantLock live = new ReentrantLock();
  private final ReentrantLock history = new ReentrantLock();

  ReentrantLock of(Lane lane) {
    return switch (lane) {
      case LIVE -> live;
      case HISTORY -> history;
    };
  }
}
