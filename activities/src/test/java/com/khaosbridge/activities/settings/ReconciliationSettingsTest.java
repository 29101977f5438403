package com.khaosbridge.activities.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalTime;
import org.junit.jupiter.api.Test;

class ReconciliationSettingsTest {
  @Test
  void itRunsEveryNightAndRepairsNothingUnlessSet() {
    assertThat(ReconciliationSettings.standard().time()).isEqualTo(LocalTime.of(3, 30));
    assertThat(ReconciliationSettings.standard().repairs()).isTrue();
  }

  @Test
  void aTimeOfDayIsTakenAndNeverIsNone() {
    assertThat(new ReconciliationSettings("22:15", true).time()).isEqualTo(LocalTime.of(22, 15));
    assertThat(new ReconciliationSettings("22:15", false).repairs()).isFalse();
    assertThat(new ReconciliationSettings("never", null).time()).isNull();
  }

  @Test
  void whatIsNoTimeIsRefusedByItsName() {
    // YAML reads 13:30 without quotes as a number of minutes.
    assertThatThrownBy(() -> new ReconciliationSettings("810", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("khaos-bridge.reconciliation.at: '810'")
        .hasMessageContaining("in quotes");
  }
}
