package com.khaosbridge.activities.settings;

import com.khaosbridge.workflows.decision.SkuPattern;
import com.khaosbridge.workflows.decision.Supplies;
import com.khaosbridge.workflows.decision.Supply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * For how long items last, as configured.
 *
 * @param sku a SKU; {@code *} at the end stands for anything
 * @param days for how many days one piece lasts, from 1 to 730
 */
public record ReplenishmentSettings(String sku, Integer days) {

  /**
   * How long items last.
   *
   * @throws IllegalArgumentException naming the entry and the field that can't be used
   */
  static Supplies supplies(@Nullable List<ReplenishmentSettings> configured) {
    List<Supply> supplies = new ArrayList<>();
    if (configured != null) {
      for (int i = 0; i < configured.size(); i++) {
        supplies.add(configured.get(i).supply("replenishment[" + i + "]."));
      }
    }
    return new Supplies(supplies);
  }

  private Supply supply(String prefix) {
    BridgeSettings.require(prefix + "sku", sku);
    BridgeSettings.require(prefix + "days", days);
    try {
      return new Supply(new SkuPattern(sku), days);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("khaos-bridge." + prefix + e.getMessage(), e);
    }
  }
}
