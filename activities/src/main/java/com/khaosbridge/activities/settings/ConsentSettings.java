package com.khaosbridge.activities.settings;

import com.khaosbridge.workflows.decision.FirstSight;

/**
 * How the consent of contacts is begun with.
 *
 * @param firstSight what "not subscribed" means that was there before the bridge first looked,
 *     where the contact was there before, too, and is opted in: {@code erp-wins} opts it out,
 *     {@code destination-wins} leaves it, {@code hold} asks a person. Mandatory, for nobody can
 *     guess it
 */
public record ConsentSettings(FirstSight firstSight) {
  public ConsentSettings {
    BridgeSettings.require("consent.first-sight", firstSight);
  }
}
