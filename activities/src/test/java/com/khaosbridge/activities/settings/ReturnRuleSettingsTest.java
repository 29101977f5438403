package com.khaosbridge.activities.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.khaosbridge.workflows.decision.ReturnRule;
import com.khaosbridge.workflows.decision.RuleDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReturnRuleSettingsTest {
  @Test
  void no_rules_are_none() {
    assertThat(ReturnRuleSettings.rules(null)).isEmpty();
  }

  @Test
  void dates_are_of_one_year_or_of_every_year() {
    assertThat(rules(rule("MAIN", "--11-01", "--12-24", null, "2027-01-31")))
        .containsExactly(
            new ReturnRule(
                "MAIN",
                RuleDate.parse("--11-01"),
                RuleDate.parse("--12-24"),
                null,
                RuleDate.parse("2027-01-31")));
  }

  @Test
  void what_can_not_be_used_is_named_by_its_rule_and_field() {
    ReturnRuleSettings fine = rule(null, null, null, 60, null);
    refused("return-window[1].placed-from: '1 Nov'", fine, rule(null, "1 Nov", null, 60, null));
    refused("return-window[0].placed-to: '--11-31'", rule(null, null, "--11-31", 60, null));
    refused("return-window[0].until: '--02-30'", rule(null, null, null, null, "--02-30"));
    refused("return-window[0].days: must be above 0, is 0", rule(null, null, null, 0, null));
    refused(
        "return-window[2].days: give it, or until", fine, fine, rule("A", null, null, null, null));
    refused(
        "return-window[0].placed-to: name a year in both",
        rule(null, "2026-11-01", "--12-24", 60, null));
    refused(
        "return-window[0].placed-to: lies before placed-from",
        rule(null, "2026-11-01", "2026-10-31", 60, null));
  }

  private static void refused(String message, ReturnRuleSettings... rules) {
    assertThatThrownBy(() -> rules(rules))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("khaos-bridge." + message);
  }

  private static List<ReturnRule> rules(ReturnRuleSettings... rules) {
    return ReturnRuleSettings.rules(Arrays.asList(rules));
  }

  private static ReturnRuleSettings rule(
      @Nullable String brand,
      @Nullable String from,
      @Nullable String to,
      @Nullable Integer days,
      @Nullable String until) {
    return new ReturnRuleSettings(brand, from, to, days, until);
  }
}
