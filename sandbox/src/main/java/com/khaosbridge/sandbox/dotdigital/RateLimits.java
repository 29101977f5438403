package com.khaosbridge.sandbox.dotdigital;

import com.khaosbridge.sandbox.http.Response;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Counts calls per tier in minutes of real time, and all calls in the last hour. Thread-safe. */
final class RateLimits {
  private static final int MINUTES_AN_HOUR = 60;
  private static final long SECONDS_A_MINUTE = 60;

  private final Map<Tier, Integer> allowed = new EnumMap<>(Tier.class);
  private final Map<Tier, Integer> used = new EnumMap<>(Tier.class);
  private final TreeMap<Long, Integer> callsByMinute = new TreeMap<>();
  private final Supplier<Instant> realTime;
  private long minute = Long.MIN_VALUE;

  RateLimits(DotdigitalLimits limits, Supplier<Instant> realTime) {
    this.realTime = realTime;
    allowed.put(Tier.LOW, limits.lowPerMinute());
    allowed.put(Tier.MEDIUM, limits.mediumPerMinute());
    allowed.put(Tier.HIGH, limits.highPerMinute());
  }

  /**
   * One call's place in its tier.
   *
   * @param tier the call's tier
   * @param admitted false if the minute's calls are used up
   * @param limit calls a minute; 0 if the tier is not limited
   * @param remaining calls left in this minute
   * @param resetEpochSecond when the next minute begins
   */
  record Admission(Tier tier, boolean admitted, int limit, int remaining, long resetEpochSecond) {

    /** The answer with the tier's headers, as it is if the tier is not limited. */
    Response mark(Response response) {
      String scope = tier.scope();
      if (scope == null) {
        return response;
      }
      return response
          .with("X-RateLimit-Limit", Integer.toString(limit))
          .with("X-RateLimit-Remaining", Integer.toString(remaining))
          .with("X-RateLimit-Reset", Long.toString(resetEpochSecond))
          .with("X-RateLimit-Scope", scope);
    }
  }

  synchronized Admission admit(Tier tier) {
    long now = realTime.get().getEpochSecond() / SECONDS_A_MINUTE;
    if (now != minute) {
      minute = now;
      used.clear();
      callsByMinute.headMap(now - MINUTES_AN_HOUR, true).clear();
    }
    callsByMinute.merge(now, 1, Integer::sum);
    Integer limit = allowed.get(tier);
    long reset = (now + 1) * SECONDS_A_MINUTE;
    if (limit == null) {
      return new Admission(tier, true, 0, 0, reset);
    }
    int before = used.getOrDefault(tier, 0);
    if (before >= limit) {
      return new Admission(tier, false, limit, 0, reset);
    }
    used.put(tier, before + 1);
    return new Admission(tier, true, limit, limit - before - 1, reset);
  }

  synchronized int callsInLastHour() {
    long now = realTime.get().getEpochSecond() / SECONDS_A_MINUTE;
    return callsByMinute.tailMap(now - MINUTES_AN_HOUR, false).values().stream()
        .mapToInt(Integer::intValue)
        .sum();
  }
}
