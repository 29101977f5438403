package com.khaosbridge.workflows.decision;

/**
 * For how long one piece of some items lasts.
 *
 * @param days from 1 to 730
 */
public record Supply(SkuPattern items, int days) {
  private static final int MOST_DAYS = 730;

  public Supply {
    if (days < 1 || days > MOST_DAYS) {
      throw new IllegalArgumentException("days must be from 1 to " + MOST_DAYS + ", is " + days);
    }
  }
}
