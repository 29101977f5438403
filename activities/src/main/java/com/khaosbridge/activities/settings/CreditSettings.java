package com.khaosbridge.activities.settings;

import com.khaosbridge.activities.credits.CreditSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where credit notes are read.
 *
 * @param lookBack how far each look goes back before the last one, in business time, since a copy
 *     may lag behind the ERP; default an hour
 */
public record CreditSettings(@Nullable Duration lookBack) {
  private static final Duration DEFAULT_LOOK_BACK = Duration.ofHours(1);

  public CreditSettings {
    lookBack = lookBack == null ? DEFAULT_LOOK_BACK : lookBack;
  }

  /** Opens the source. */
  public CreditSource open() {
    throw new IllegalArgumentException("khaos-bridge.credits: name a source");
  }
}
