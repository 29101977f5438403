package com.khaosbridge.activities.khaos.records;

import com.khaosbridge.activities.khaos.soap.Setting;
import java.time.Duration;

/**
 * How far a cursor goes back behind the start of the call that it remembers, in business time.
 *
 * @param usual for clocks that differ and for changes that become visible late
 * @param atClockChange around the end of summer time, when an hour comes twice; more than an hour
 */
public record CursorOverlap(Duration usual, Duration atClockChange) {

  /** 10 and 65 minutes. */
  public static final CursorOverlap DEFAULT =
      new CursorOverlap(Duration.ofMinutes(10), Duration.ofMinutes(65));

  public CursorOverlap {
    usual = usual == null ? DEFAULT.usual : usual;
    atClockChange = atClockChange == null ? DEFAULT.atClockChange : atClockChange;
    Setting.require(
        !usual.isNegative(),
        "khaos.overlap.usual",
        "a negative duration",
        "Give zero or more, e.g. 10m.");
    Setting.require(
        atClockChange.compareTo(Duration.ofHours(1)) > 0 && atClockChange.compareTo(usual) >= 0,
        "khaos.overlap.at-clock-change",
        "a duration of " + atClockChange,
        "Give more than an hour, and no less than khaos.overlap.usual, e.g. 65m.");
  }
}
