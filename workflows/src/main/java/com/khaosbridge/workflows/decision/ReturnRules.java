package com.khaosbridge.workflows.decision;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long orders may be returned: by the first rule that matches, else the standard. Pure: asked
 * anew whenever it matters, so that a changed rule holds for all orders that are not settled.
 *
 * @param standard what holds if no rule matches, and where the one that matches names no days
 * @param zone whose calendar the rules' dates are of
 */
public record ReturnRules(Duration standard, List<ReturnRule> rules, ZoneId zone) {

  public ReturnRules {
    rules = List.copyOf(rules);
  }

  /** The same for all orders. */
  public static ReturnRules always(Duration window) {
    return new ReturnRules(window, List.of(), ZoneOffset.UTC);
  }

  /**
   * When the order can't be returned any more.
   *
   * @param begins when the window begins
   */
  Instant end(Instant begins, Instant placedAt, @Nullable String brand) {
    LocalDate placed = placedAt.atZone(zone).toLocalDate();
    for (ReturnRule rule : rules) {
      if (rule.matches(brand, placed)) {
        return end(rule, begins, placed);
      }
    }
    return begins.plus(standard);
  }

  private Instant end(ReturnRule rule, Instant begins, LocalDate placed) {
    Instant byDays = begins.plus(rule.days() == null ? standard : Duration.ofDays(rule.days()));
    if (rule.until() == null) {
      return byDays;
    }
    // The named day is the customer's to its last second.
    Instant byDate = rule.until().from(placed).plusDays(1).atStartOfDay(zone).toInstant();
    return byDate.isAfter(byDays) ? byDate : byDays;
  }
}
