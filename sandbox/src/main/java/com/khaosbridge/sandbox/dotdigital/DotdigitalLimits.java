package com.khaosbridge.sandbox.dotdigital;

import java.time.Duration;

/**
 * How much the account may be called, and how long its jobs take. Calls are counted per account,
 * tier and minute of real time; polling and sends are not limited.
 *
 * @param lowPerMinute bulk imports and listings, 1 or more
 * @param mediumPerMinute writes of a single record, 1 or more
 * @param highPerMinute light reads of a single record, 1 or more
 * @param importDuration real time from an accepted job to its result, zero or more
 */
public record DotdigitalLimits(
    int lowPerMinute, int mediumPerMinute, int highPerMinute, Duration importDuration) {

  public DotdigitalLimits {
    if (lowPerMinute < 1 || mediumPerMinute < 1 || highPerMinute < 1) {
      throw new IllegalArgumentException("each tier needs at least one call a minute");
    }
    if (importDuration.isNegative()) {
      throw new IllegalArgumentException("an import can't take less than no time");
    }
  }

  /** Low 35, medium 500, high 2,000 calls a minute; jobs take a second. */
  public static DotdigitalLimits standard() {
    return new DotdigitalLimits(35, 500, 2000, Duration.ofSeconds(1));
  }
}
