package com.khaosbridge.activities.settings;

import com.khaosbridge.workflows.decision.FirstSight;
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
 */
public record ConsentSettings(FirstSight firstSight, @Nullable Boolean shareOptOuts) {
  public ConsentSettings {
    BridgeSettings.require("consent.first-sight", firstSight);
  }

  boolean shares() {
    return shareOptOuts != null && shareOptOuts;
  }
}
