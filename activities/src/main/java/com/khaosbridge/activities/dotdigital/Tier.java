package com.khaosbridge.activities.dotdigital;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of call that Dotdigital limits apart from each other: bulk, single update, single read;
 * polling and sends are free (developer.dotdigital.com/docs/call-rate-limits).
 */
enum Tier {
  LOW,
  MEDIUM,
  HIGH,
  UNLIMITED;

  /** The tier that an answer's {@code X-RateLimit-Scope} means, e.g. {@code lowCallRate}. */
  static @Nullable Tier ofScope(@Nullable String scope) {
    if (scope == null) {
      return null;
    }
    String text = scope.toUpperCase(Locale.ROOT);
    for (Tier tier : values()) {
      if (text.startsWith(tier.name())) {
        return tier;
      }
    }
    return null;
  }
}
