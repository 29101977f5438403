package com.khaosbridge.activities;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The source's clock. In production it is the machine's; the sandbox's can run faster. Quotas and
 * latency use real time.
 */
@FunctionalInterface
public interface BusinessTime {
  Instant now();

  /** When it will be that time by the machine's clock; null if this clock stands. */
  default @Nullable Instant realTimeOf(Instant business) {
    return business;
  }
}
