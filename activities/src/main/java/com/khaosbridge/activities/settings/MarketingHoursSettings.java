package com.khaosbridge.activities.settings;

import com.khaosbridge.workflows.decision.MarketingHours;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When marketing events may go out, as configured.
 *
 * @param from the first minute of the day, e.g. {@code 09:00}
 * @param to the first minute that is too late
 * @param zone whose clock; default: the ERP's
 * @param days on which days; default: on all
 */
public record MarketingHoursSettings(
    String from, String to, @Nullable ZoneId zone, @Nullable Set<DayOfWeek> days) {
  private static final String NAME = "khaos-bridge.marketing-hours.";

  public MarketingHoursSettings {
    BridgeSettings.require("marketing-hours.from", from);
    BridgeSettings.require("marketing-hours.to", to);
  }

  /**
   * @throws IllegalArgumentException naming the field that can't be used
   */
  MarketingHours toHours(ZoneId standard) {
    LocalTime first = time("from", from);
    LocalTime last = time("to", to);
    try {
      return new MarketingHours(
          first,
          last,
          zone == null ? standard : zone,
          days == null ? MarketingHours.everyDay() : days);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(NAME + e.getMessage(), e);
    }
  }

  private static LocalTime time(String field, String text) {
    try {
      return LocalTime.parse(text.strip());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          NAME + field + ": '" + text + "' is no time; write \"09:00\", in quotes", e);
    }
  }
}
