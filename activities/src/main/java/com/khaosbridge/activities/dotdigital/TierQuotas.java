package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.QuotaWait;
import com.khaosbridge.activities.http.Answer;
import com.khaosbridge.activities.quota.QuotaGovernor;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The account's limits, one governor a tier. Thread-safe. */
final class TierQuotas {
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final Duration FLAT_SCHEME_PAUSE = Duration.ofMinutes(5);

  private final Map<Tier, QuotaGovernor> governors = new EnumMap<>(Tier.class);
  private final Supplier<Instant> realTime;

  TierQuotas(DotdigitalSettings.Limits limits, Supplier<Instant> realTime) {
    this.realTime = realTime;
    governors.put(Tier.LOW, new QuotaGovernor(limits.low(), limits.liveShare(), realTime));
    governors.put(Tier.MEDIUM, new QuotaGovernor(limits.medium(), limits.liveShare(), realTime));
    governors.put(Tier.HIGH, new QuotaGovernor(limits.high(), limits.liveShare(), realTime));
  }

  /**
   * Takes one call of the tier, waiting for it if that is short.
   *
   * @throws CallRefusedException if the tier has no call left for longer
   */
  void acquire(Tier tier, Lane lane) throws CallRefusedException {
    QuotaGovernor governor = governors.get(tier);
    if (governor == null) {
      return;
    }
    Duration wait = QuotaWait.acquire(governor, lane);
    if (!wait.isZero()) {
      throw new CallRefusedException(DotdigitalVerdicts.rateLimited(wait));
    }
  }

  /** Reads an answer's rate headers, and closes the tier if the answer says it was exceeded. */
  void learn(Tier called, Answer answer) {
    Tier scope = Tier.ofScope(answer.headers().get("X-RateLimit-Scope"));
    QuotaGovernor governor = governors.get(scope == null ? called : scope);
    Integer limit = number(answer, "X-RateLimit-Limit");
    Integer remaining = number(answer, "X-RateLimit-Remaining");
    Instant reset = reset(answer);
    Instant now = realTime.get();
    // A count whose window is over says nothing of the one that runs now.
    if (governor != null
        && limit != null
        && remaining != null
        && reset != null
        && reset.isAfter(now)) {
      governor.learn(limit, remaining, reset);
    }
    if (DotdigitalVerdicts.exceedsRate(answer)) {
      if (answer.status() == 429) {
        if (governor != null) {
          governor.close(now.plus(untilReset(answer)));
        }
      } else {
        // The deprecated flat scheme counts all calls together over an hour.
        governors.values().forEach(each -> each.close(now.plus(FLAT_SCHEME_PAUSE)));
      }
    }
  }

  /** How long until calls are allowed again; a minute if the answer doesn't say. */
  Duration untilReset(Answer answer) {
    Instant reset = reset(answer);
    Instant now = realTime.get();
    if (reset == null || reset.isAfter(now.plus(WINDOW.multipliedBy(2)))) {
      return WINDOW;
    }
    Duration left = Duration.between(now, reset);
    return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
  }

  private static @Nullable Instant reset(Answer answer) {
    String text = answer.headers().get("X-RateLimit-Reset");
    try {
      return text == null ? null : Instant.ofEpochSecond(Long.parseLong(text.trim()));
    } catch (NumberFormatException | DateTimeException e) {
      return null; // A header we can't read is a header that isn't there.
    }
  }

  private static @Nullable Integer number(Answer answer, String header) {
    String text = answer.headers().get(header);
    try {
      return text == null ? null : Integer.valueOf(text.trim());
    } catch (NumberFormatException e) {
      return null; // A header we can't read is a header that isn't there.
    }
  }
}
