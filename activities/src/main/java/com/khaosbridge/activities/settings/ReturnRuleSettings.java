package com.khaosbridge.activities.settings;

import com.khaosbridge.workflows.decision.ReturnRule;
import com.khaosbridge.workflows.decision.RuleDate;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule about the return window as configured. Dates are {@code 2026-12-24}, or {@code --12-24}
 * for every year.
 */
public record ReturnRuleSettings(
    @Nullable String brand,
    @Nullable String placedFrom,
    @Nullable String placedTo,
    @Nullable Integer days,
    @Nullable String until) {

  /**
   * The rules.
   *
   * @throws IllegalArgumentException naming the rule and the field that can't be used
   */
  static List<ReturnRule> rules(@Nullable List<ReturnRuleSettings> configured) {
    List<ReturnRule> rules = new ArrayList<>();
    if (configured != null) {
      for (int i = 0; i < configured.size(); i++) {
        rules.add(configured.get(i).rule("khaos-bridge.return-window[" + i + "]."));
      }
    }
    return List.copyOf(rules);
  }

  private ReturnRule rule(String prefix) {
    RuleDate from = date(prefix + "placed-from", placedFrom);
    RuleDate to = date(prefix + "placed-to", placedTo);
    RuleDate last = date(prefix + "until", until);
    try {
      return new ReturnRule(brand == null || brand.isBlank() ? null : brand, from, to, days, last);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(prefix + e.getMessage(), e);
    }
  }

  private static @Nullable RuleDate date(String name, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      return RuleDate.parse(text.strip());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          name + ": '" + text + "' is no date; write 2026-12-24, or --12-24 for every year", e);
    }
  }
}
