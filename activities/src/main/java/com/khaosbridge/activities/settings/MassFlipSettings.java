package com.khaosbridge.activities.settings;

import com.khaosbridge.activities.ledger.outbox.MassFlipLimit;
import org.jspecify.annotations.Nullable;

/**
 * How many customers may change their consent in the ERP within an hour; more than both holds what
 * they turned to.
 *
 * @param customers default 50
 * @param percent of the known customers, 0 to 100, default 5
 */
public record MassFlipSettings(@Nullable Integer customers, @Nullable Integer percent) {
  private static final int ALL = 100;

  public MassFlipSettings {
    if (customers != null && customers < 1) {
      throw new IllegalArgumentException(
          "khaos-bridge.mass-flip.customers must be 1 or more, not " + customers);
    }
    if (percent != null && (percent < 0 || percent > ALL)) {
      throw new IllegalArgumentException(
          "khaos-bridge.mass-flip.percent must be from 0 to 100, not " + percent);
    }
  }

  static MassFlipSettings standard() {
    return new MassFlipSettings(null, null);
  }

  MassFlipLimit limit() {
    MassFlipLimit standard = MassFlipLimit.standard();
    return new MassFlipLimit(
        customers == null ? standard.customers() : customers,
        percent == null ? standard.percent() : percent);
  }
}
