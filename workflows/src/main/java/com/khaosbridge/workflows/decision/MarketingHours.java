package com.khaosbridge.workflows.decision;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;

/**
 * When marketing may reach people, by their own clocks. Pure.
 *
 * @param from the first minute of each day
 * @param to the first minute that is too late
 */
public record MarketingHours(LocalTime from, LocalTime to, ZoneId zone, Set<DayOfWeek> days) {
  private static final int DAYS_AHEAD = 7;

  public MarketingHours {
    days = Set.copyOf(days);
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("to: must be later than from");
    }
    if (days.isEmpty()) {
      throw new IllegalArgumentException("days: name one or more");
    }
  }

  public static Set<DayOfWeek> everyDay() {
    return EnumSet.allOf(DayOfWeek.class);
  }

  /** This instant, if it may be now; else the next at which it may. */
  public Instant next(Instant now) {
    LocalDate today = now.atZone(zone).toLocalDate();
    for (int ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
      LocalDate day = today.plusDays(ahead);
      // As instants, since on a day on which clocks change some times come twice or never.
      Instant opens = day.atTime(from).atZone(zone).toInstant();
      Instant closes = day.atTime(to).atZone(zone).toInstant();
      if (days.contains(day.getDayOfWeek()) && now.isBefore(closes) && opens.isBefore(closes)) {
        return now.isBefore(opens) ? opens : now;
      }
    }
    throw new IllegalStateException("a week without one of the days " + days);
  }
}
