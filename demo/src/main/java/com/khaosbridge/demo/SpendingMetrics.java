package com.khaosbridge.demo;

import com.khaosbridge.activities.ledger.reports.Spending.Spender;
import java.math.BigDecimal;
import java.util.List;

/**
 * Figures on which segments are built, after credits.
 *
 * @param afterCreditsAtLeast1000 persons who spent 1,000.00 or more
 * @param boughtButNotPositive persons who bought, and of whose money nothing is left
 * @param topTen who spent most, in that order
 */
record SpendingMetrics(
    long afterCreditsAtLeast1000, long boughtButNotPositive, List<Spender> topTen) {
  private static final BigDecimal THRESHOLD = new BigDecimal("1000.00");
  private static final int TOP = 10;

  static SpendingMetrics of(List<Spender> spenders) {
    return new SpendingMetrics(
        spenders.stream().filter(one -> one.afterCredits().compareTo(THRESHOLD) >= 0).count(),
        spenders.stream()
            .filter(one -> one.invoices() > 0 && one.afterCredits().signum() <= 0)
            .count(),
        spenders.stream().limit(TOP).toList());
  }
}
