package com.khaosbridge.activities.settings;

import com.khaosbridge.activities.observing.FeedSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often feeds poll; what is missing is as in production.
 *
 * @param optOutsFloor the pause between looks for opt-outs at a destination, default 5 minutes
 * @param contactsRound how long it may take until every contact was looked at for an opt-out, where
 *     a destination does not list them, default a day
 */
public record FeedsSettings(
    @Nullable Duration floor,
    @Nullable Duration ceiling,
    @Nullable Double duty,
    @Nullable Duration customersFloor,
    @Nullable Duration optOutsFloor,
    @Nullable Duration contactsRound) {
  private static final Duration OPT_OUTS_FLOOR = Duration.ofMinutes(5);
  private static final Duration CONTACTS_ROUND = Duration.ofDays(1);

  static FeedsSettings standard() {
    return new FeedsSettings(null, null, null, null, null, null);
  }

  FeedSettings orders() {
    return of(floor);
  }

  FeedSettings customers() {
    return of(customersFloor);
  }

  FeedSettings destinations() {
    return of(optOutsFloor == null ? OPT_OUTS_FLOOR : optOutsFloor);
  }

  Duration round() {
    return contactsRound == null ? CONTACTS_ROUND : contactsRound;
  }

  private FeedSettings of(@Nullable Duration lowest) {
    FeedSettings standard = FeedSettings.standard();
    Duration shortest = lowest == null ? standard.floor() : lowest;
    Duration longest = ceiling == null ? standard.ceiling() : ceiling;
    return new FeedSettings(
        shortest,
        longest.compareTo(shortest) < 0 ? shortest : longest,
        duty == null ? standard.duty() : duty,
        standard.stint());
  }
}
