package com.khaosbridge.activities.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.khaosbridge.workflows.decision.MarketingHours;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class MarketingHoursSettingsTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");

  @Test
  void what_is_left_out_is_every_day_by_the_erps_clock() {
    assertThat(hours("09:00", "20:00"))
        .isEqualTo(
            new MarketingHours(
                LocalTime.of(9, 0), LocalTime.of(20, 0), LONDON, MarketingHours.everyDay()));
  }

  @Test
  void what_can_not_be_used_is_named_by_its_field() {
    // What YAML makes of 20:00 without quotes.
    refused("09:00", "1200", "marketing-hours.to: '1200' is no time");
    refused("9", "20:00", "marketing-hours.from: '9' is no time");
    refused("20:00", "09:00", "marketing-hours.to: must be later than from");
    refused("09:00", "", "marketing-hours.to is missing");
  }

  private static void refused(String from, String to, String message) {
    assertThatThrownBy(() -> hours(from, to))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("khaos-bridge." + message);
  }

  private static MarketingHours hours(String from, String to) {
    return new MarketingHoursSettings(from, to, null, null).toHours(LONDON);
  }
}
