package com.khaosbridge.sandbox.dotdigital;

import org.jspecify.annotations.Nullable;

/** The tiers by which calls are limited, with the name each has in {@code X-RateLimit-Scope}. */
enum Tier {
  LOW("lowCallRate"),
  MEDIUM("mediumCallRate"),
  HIGH("highCallRate"),
  UNLIMITED(null);

  private final @Nullable String scope;

  Tier(@Nullable String scope) {
    this.scope = scope;
  }

  /** Null for calls that nobody counts. */
  @Nullable String scope() {
    return scope;
  }
}
