package com.khaosbridge.activities.ledger.outbox;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How much of each kind may go out live to one destination within a time.
 *
 * @param window in real time
 * @param most of each within the window; more of it stops it
 */
public record BlastLimits(Duration window, Map<Limited, Integer> most) {
  public BlastLimits {
    most = Map.copyOf(most);
    for (Limited what : Limited.values()) {
      if (!most.containsKey(what)) {
        throw new IllegalArgumentException("no limit of " + what.words());
      }
    }
  }

  /** As without settings. */
  public static BlastLimits standard() {
    Map<Limited, Integer> most = new EnumMap<>(Limited.class);
    most.put(Limited.EVENT, 5000);
    most.put(Limited.OPT_OUT, 2000);
    most.put(Limited.OPT_IN, 1000);
    most.put(Limited.DELETION, 500);
    return new BlastLimits(Duration.ofMinutes(10), most);
  }

  int most(Limited what) {
    return most.getOrDefault(what, 0);
  }
}
