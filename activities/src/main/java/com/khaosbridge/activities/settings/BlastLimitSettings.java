package com.khaosbridge.activities.settings;

import com.khaosbridge.activities.ledger.outbox.BlastLimits;
import com.khaosbridge.activities.ledger.outbox.Limited;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much may go out live to a destination within a time; more of a kind stops it there.
 *
 * @param window in real time, default 10 minutes
 * @param events default 5000
 * @param optOuts default 2000
 * @param optIns default 1000
 * @param deletions default 500
 */
public record BlastLimitSettings(
    @Nullable Duration window,
    @Nullable Integer events,
    @Nullable Integer optOuts,
    @Nullable Integer optIns,
    @Nullable Integer deletions) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(7);

  public BlastLimitSettings {
    if (window != null && (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0)) {
      throw new IllegalArgumentException(
          "khaos-bridge.blast-limit.window must be from one second to seven days");
    }
    requirePositive("events", events);
    requirePositive("opt-outs", optOuts);
    requirePositive("opt-ins", optIns);
    requirePositive("deletions", deletions);
  }

  static BlastLimitSettings standard() {
    return new BlastLimitSettings(null, null, null, null, null);
  }

  private static void requirePositive(String name, @Nullable Integer most) {
    if (most != null && most < 1) {
      throw new IllegalArgumentException(
          "khaos-bridge.blast-limit." + name + " must be 1 or more, not " + most);
    }
  }

  BlastLimits limits() {
    BlastLimits standard = BlastLimits.standard();
    Map<Limited, Integer> most = new EnumMap<>(standard.most());
    set(most, Limited.EVENT, events);
    set(most, Limited.OPT_OUT, optOuts);
    set(most, Limited.OPT_IN, optIns);
    set(most, Limited.DELETION, deletions);
    return new BlastLimits(window == null ? standard.window() : window, most);
  }

  private static void set(Map<Limited, Integer> most, Limited what, @Nullable Integer value) {
    if (value != null) {
      most.put(what, value);
    }
  }
}
