package com.khaosbridge.workflows.decision;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import org.jspecify.annotations.Nullable;

/**
 * A date as rules name it: of one year, {@code 2026-12-24}, or of every year, {@code --12-24}.
 *
 * @param year null for every year
 */
public record RuleDate(MonthDay day, @Nullable Integer year) {

  /**
   * @throws DateTimeException if the text is neither
   */
  public static RuleDate parse(String text) {
    if (text.startsWith("--")) {
      return new RuleDate(MonthDay.parse(text), null);
    }
    LocalDate date = LocalDate.parse(text);
    return new RuleDate(MonthDay.from(date), date.getYear());
  }

  boolean isYearly() {
    return year == null;
  }

  /** The date in this year, if it is of every year; else its own. */
  LocalDate in(int anyYear) {
    return day.atYear(year == null ? anyYear : year);
  }

  /** The first such date that is not before this one, if it is of every year; else its own. */
  LocalDate from(LocalDate first) {
    LocalDate sameYear = in(first.getYear());
    return isYearly() && sameYear.isBefore(first) ? in(first.getYear() + 1) : sameYear;
  }
}
