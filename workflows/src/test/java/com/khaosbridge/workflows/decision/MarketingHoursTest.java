package com.khaosbridge.workflows.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarketingHoursTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final MarketingHours DAYTIME = hours("09:00", "20:00", MarketingHours.everyDay());

  @Test
  void inside_it_is_now_and_outside_the_next_first_minute() {
    assertThat(next(DAYTIME, "2026-11-10T09:00:00Z")).isEqualTo("2026-11-10T09:00:00Z");
    assertThat(next(DAYTIME, "2026-11-10T19:59:59Z")).isEqualTo("2026-11-10T19:59:59Z");
    assertThat(next(DAYTIME, "2026-11-10T20:00:00Z")).isEqualTo("2026-11-11T09:00:00Z");
    assertThat(next(DAYTIME, "2026-11-10T08:59:59Z")).isEqualTo("2026-11-10T09:00:00Z");
  }

  @Test
  void the_hours_are_local_before_and_after_the_clocks_change() {
    assertThat(next(DAYTIME, "2026-03-28T22:00:00Z")).isEqualTo("2026-03-29T08:00:00Z");
    assertThat(next(DAYTIME, "2026-10-24T20:00:00Z")).isEqualTo("2026-10-25T09:00:00Z");
    assertThat(next(DAYTIME, "2026-07-01T19:00:00Z")).isEqualTo("2026-07-02T08:00:00Z");
  }

  @Test
  void a_first_minute_that_the_clocks_skip_is_an_hour_later_by_them() {
    MarketingHours early = hours("01:30", "20:00", MarketingHours.everyDay());
    assertThat(next(early, "2026-03-29T00:59:00Z")).isEqualTo("2026-03-29T01:30:00Z");
    assertThat(next(early, "2026-03-29T01:10:00Z")).isEqualTo("2026-03-29T01:30:00Z");
    assertThat(next(early, "2026-03-29T01:30:00Z")).isEqualTo("2026-03-29T01:30:00Z");
  }

  @Test
  void other_days_are_passed_over() {
    MarketingHours sundays = hours("10:00", "16:00", EnumSet.of(DayOfWeek.SUNDAY));
    assertThat(next(sundays, "2026-11-09T12:00:00Z")).isEqualTo("2026-11-15T10:00:00Z");
    assertThat(next(sundays, "2026-11-15T16:00:00Z")).isEqualTo("2026-11-22T10:00:00Z");
  }

  @Test
  void hours_that_never_come_are_refused() {
    assertThatThrownBy(() -> hours("20:00", "09:00", MarketingHours.everyDay()))
        .hasMessage("to: must be later than from");
    assertThatThrownBy(() -> hours("09:00", "20:00", Set.of()))
        .hasMessage("days: name one or more");
  }

  private static MarketingHours hours(String from, String to, Set<DayOfWeek> days) {
    return new MarketingHours(LocalTime.parse(from), LocalTime.parse(to), LONDON, days);
  }

  private static Instant next(MarketingHours hours, String now) {
    return hours.next(Instant.parse(now));
  }
}
