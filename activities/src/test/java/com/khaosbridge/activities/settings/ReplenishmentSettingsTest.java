package com.khaosbridge.activities.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.khaosbridge.workflows.decision.Supplies;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An entry that can't be meant is refused by its place and field. */
class ReplenishmentSettingsTest {
  private static final ReplenishmentSettings TEA = new ReplenishmentSettings("TEA*", 30);

  @Test
  void itemsLastAsConfiguredAndWithoutTheSettingNobodyKnows() {
    Map<String, BigDecimal> kept = Map.of("TEA-GREEN", BigDecimal.ONE);

    assertThat(supplies(TEA).first(kept)).contains(Duration.ofDays(30));
    assertThat(ReplenishmentSettings.supplies(null).first(kept)).isEmpty();
  }

  @Test
  void anEntryThatCantBeMeantIsRefusedByItsName() {
    refused(new ReplenishmentSettings("", 30), "replenishment[1].sku");
    refused(new ReplenishmentSettings("TEA", null), "replenishment[1].days");
    refused(new ReplenishmentSettings("TEA", 0), "replenishment[1].days must be from 1 to 730");
  }

  private static void refused(ReplenishmentSettings second, String words) {
    assertThatThrownBy(() -> supplies(TEA, second)).hasMessageContaining("khaos-bridge." + words);
  }

  private static Supplies supplies(ReplenishmentSettings... entries) {
    return ReplenishmentSettings.supplies(Arrays.asList(entries));
  }
}
