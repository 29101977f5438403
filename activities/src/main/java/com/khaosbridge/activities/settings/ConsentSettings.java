package com.khaosbridge.activities.settings;

import com.khaosbridge.activities.reconciling.OptOutLayout;
import com.khaosbridge.workflows.decision.FirstSight;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What consents mean.
 *
 * @param firstSight what "not subscribed" means that was there before the bridge first looked,
 *     where the contact was there before, too, and is opted in: {@code erp-wins} opts it out,
 *     {@code destination-wins} leaves it, {@code hold} asks a person. Mandatory, for nobody can
 *     guess it
 * @param shareOptOuts whether who opts out at one destination is opted out at the others, default
 *     no
 * @param followedWithin how long Khaos Control has until it says what people did at a destination,
 *     before a case opens, default 7 days
 * @param export the layout of the file that tells it
 */
public record ConsentSettings(
    FirstSight firstSight,
    @Nullable Boolean shareOptOuts,
    @Nullable Duration followedWithin,
    OptOutLayout export) {
  private static final Duration WEEK = Duration.ofDays(7);

  public ConsentSettings {
    BridgeSettings.require("consent.first-sight", firstSight);
    export = export == null ? OptOutLayout.STANDARD : export;
  }

  Duration grace() {
    return followedWithin == null ? WEEK : followedWithin;
  }

  boolean shares() {
    return shareOptOuts != null && shareOptOuts;
  }
}
