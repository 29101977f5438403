package com.khaosbridge.activities.settings;

import com.khaosbridge.activities.observing.FeedSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How often feeds poll; what is missing is as in production. */
public record FeedsSettings(
    @Nullable Duration floor,
    @Nullable Duration ceiling,
    @Nullable Double duty,
    @Nullable Duration customersFloor) {

  FeedSettings orders() {
    return of(floor);
  }

  FeedSettings customers() {
    return of(customersFloor);
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
