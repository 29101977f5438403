package com.khaosbridge.activities;

import java.time.Instant;

/**
 * The source's clock. In production it is the machine's; the sandbox's can run faster. Quotas and
 * latency use real time.
 */
@FunctionalInterface
public interface BusinessTime {
  Instant now();
}
