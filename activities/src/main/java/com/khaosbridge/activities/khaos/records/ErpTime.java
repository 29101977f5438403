package com.khaosbridge.activities.khaos.records;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import org.jspecify.annotations.Nullable;

/**
 * The edge between the ERP's local times without offset and instants. A time in the hour that comes
 * twice is the earlier of the two instants; a time in the hour that is skipped moves forward by it.
 */
public final class ErpTime {
  /** What the ERP takes as "since ever". */
  public static final LocalDateTime SINCE_EVER = LocalDateTime.of(1899, 12, 31, 0, 0);

  /** An end that no order reaches, for calls that are not about a window. */
  public static final LocalDateTime FOR_EVER = LocalDateTime.of(2099, 12, 31, 23, 59, 59);

  private static final LocalDate NO_DATE = LocalDate.of(1899, 12, 30);
  private static final int FIRST_YEAR = 1980;
  private static final int LAST_YEAR = 2099;

  private final ZoneId zone;

  public ErpTime(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * @return null for a missing, empty or zero date
   * @throws DateTimeException if the text is no date and time without offset, or none of our age
   */
  public @Nullable LocalDateTime local(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String value = text.strip();
    LocalDateTime local =
        value.length() == 10 ? LocalDate.parse(value).atStartOfDay() : LocalDateTime.parse(value);
    if (local.toLocalDate().equals(NO_DATE)) {
      return null;
    }
    if (local.getYear() < FIRST_YEAR || local.getYear() > LAST_YEAR) {
      throw new DateTimeException("year out of range");
    }
    return local;
  }

  /** What the local time is in the ERP's zone. */
  public Instant instant(LocalDateTime local) {
    // Both rules of this class are what java.time does by default.
    return local.atZone(zone).toInstant();
  }

  /**
   * The local time to ask for, so that nothing changed at or after the instant is missed. In the
   * hour that comes twice that is the hour's start: a later instant may carry an earlier time.
   */
  public LocalDateTime since(@Nullable Instant instant) {
    if (instant == null || !instant.isAfter(Instant.EPOCH)) {
      return SINCE_EVER;
    }
    LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
    ZoneOffsetTransition change = zone.getRules().getTransition(local);
    return change != null && change.isOverlap() ? change.getDateTimeAfter() : local;
  }

  /** The local time up to which to ask, so that nothing at or before the instant is missed. */
  public LocalDateTime until(Instant instant) {
    LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
    ZoneOffsetTransition before = zone.getRules().previousTransition(instant.plusNanos(1));
    if (before != null && before.isOverlap() && local.isBefore(before.getDateTimeBefore())) {
      return before.getDateTimeBefore();
    }
    return local;
  }

  /** How far a cursor that remembers a call at this instant goes back. */
  public Duration overlapAt(Instant instant, CursorOverlap overlap) {
    Duration around = overlap.atClockChange().plus(Duration.ofHours(1));
    ZoneOffsetTransition next = zone.getRules().nextTransition(instant.minus(around));
    boolean near =
        next != null && next.isOverlap() && !next.getInstant().isAfter(instant.plus(around));
    return near ? overlap.atClockChange() : overlap.usual();
  }
}
