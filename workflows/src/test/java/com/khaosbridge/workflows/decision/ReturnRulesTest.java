package com.khaosbridge.workflows.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReturnRulesTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final ReturnRule CHRISTMAS =
      new ReturnRule(null, date("--11-01"), date("--12-24"), null, date("--01-31"));

  @Test
  void before_christmas_presents_may_be_returned_until_the_end_of_january() {
    assertThat(end("2026-11-01", 3, "MAIN", CHRISTMAS)).isEqualTo("2027-02-01T00:00:00Z");
    assertThat(end("2027-12-24", 3, "MAIN", CHRISTMAS)).isEqualTo("2028-02-01T00:00:00Z");
    assertThat(end("2026-10-31", 3, "MAIN", CHRISTMAS)).isEqualTo("2026-12-03T12:00:00Z");
    assertThat(end("2026-12-25", 3, "MAIN", CHRISTMAS)).isEqualTo("2027-01-27T12:00:00Z");
  }

  @Test
  void a_last_day_shortens_no_window() {
    assertThat(end("2026-12-24", 31, "MAIN", CHRISTMAS)).isEqualTo("2027-02-23T12:00:00Z");
  }

  @Test
  void the_first_rule_that_matches_decides() {
    ReturnRule shoes = new ReturnRule("SHOES", null, null, 90, null);
    assertThat(end("2026-11-10", 0, "SHOES", shoes, CHRISTMAS)).isEqualTo("2027-02-08T12:00:00Z");
    assertThat(end("2026-11-10", 0, "MAIN", shoes, CHRISTMAS)).isEqualTo("2027-02-01T00:00:00Z");
    assertThat(end("2026-06-10", 0, null, shoes, CHRISTMAS)).isEqualTo("2026-07-10T11:00:00Z");
  }

  @Test
  void a_period_of_every_year_may_lie_over_new_year() {
    ReturnRule sale = new ReturnRule(null, date("--12-27"), date("--01-05"), 14, null);
    assertThat(end("2026-12-27", 0, "MAIN", sale)).isEqualTo("2027-01-10T12:00:00Z");
    assertThat(end("2027-01-05", 0, "MAIN", sale)).isEqualTo("2027-01-19T12:00:00Z");
    assertThat(end("2027-01-06", 0, "MAIN", sale)).isEqualTo("2027-02-05T12:00:00Z");
  }

  @Test
  void a_rule_with_a_year_is_for_that_year() {
    ReturnRule recall = new ReturnRule(null, date("2026-03-02"), date("2026-03-04"), 90, null);
    assertThat(end("2026-03-02", 0, "MAIN", recall)).isEqualTo("2026-05-31T12:00:00Z");
    assertThat(end("2027-03-02", 0, "MAIN", recall)).isEqualTo("2027-04-01T12:00:00Z");
  }

  @Test
  void dates_are_of_the_local_calendar() {
    ReturnRule august = new ReturnRule(null, date("--08-01"), null, 60, date("--09-30"));
    ReturnRules rules = new ReturnRules(Duration.ofDays(30), List.of(august), LONDON);
    Instant firstMinute = Instant.parse("2026-07-31T23:00:00Z");
    assertThat(rules.end(firstMinute, firstMinute, "MAIN")).isEqualTo("2026-09-30T23:00:00Z");
    Instant minuteBefore = firstMinute.minusSeconds(60);
    assertThat(rules.end(minuteBefore, minuteBefore, "MAIN")).isEqualTo("2026-08-30T22:59:00Z");
  }

  /** Placed at noon, with a window that begins so many days later. */
  private static Instant end(String placed, int days, String brand, ReturnRule... rules) {
    Instant at = LocalDate.parse(placed).atTime(12, 0).atZone(LONDON).toInstant();
    return new ReturnRules(Duration.ofDays(30), List.of(rules), LONDON)
        .end(at.plus(Duration.ofDays(days)), at, brand);
  }

  private static RuleDate date(String text) {
    return RuleDate.parse(text);
  }
}
