package com.khaosbridge.sandbox.emarsys;

import java.time.Duration;

/**
 * What the account allows.
 *
 * @param callsPerMinute Core API calls a minute, 1 or more; tokens and sales uploads don't count
 * @param tokenLifetime how long an access token is good for, at least a second
 */
public record EmarsysLimits(int callsPerMinute, Duration tokenLifetime) {
  private static final Duration STANDARD_TOKEN_LIFETIME = Duration.ofHours(1);

  public EmarsysLimits {
    if (callsPerMinute < 1) {
      throw new IllegalArgumentException(
          "calls per minute must be 1 or more, was " + callsPerMinute);
    }
    if (tokenLifetime.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "token lifetime must be at least a second, was " + tokenLifetime);
    }
  }

  /** This many calls a minute, tokens good for an hour. */
  public EmarsysLimits(int callsPerMinute) {
    this(callsPerMinute, STANDARD_TOKEN_LIFETIME);
  }

  /** The documented 1,000 calls a minute per API credential. */
  public static EmarsysLimits standard() {
    return new EmarsysLimits(1_000);
  }
}
