package com.khaosbridge.workflows.decision;

import java.math.BigDecimal;

/**
 * From which afterCredits on, exVat, a person is in a group of customers.
 *
 * @param vip the least afterCredits of a VIP
 */
public record Thresholds(BigDecimal vip) {
  private static final Thresholds STANDARD = new Thresholds(new BigDecimal("1000.00"));

  /** VIP from 1,000.00 on. */
  public static Thresholds standard() {
    return STANDARD;
  }
}
