package com.khaosbridge.activities.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.khaosbridge.activities.ledger.outbox.MassFlipLimit;
import org.junit.jupiter.api.Test;

class MassFlipSettingsTest {
  @Test
  void whatIsNotSetIsStandard() {
    assertThat(MassFlipSettings.standard().limit()).isEqualTo(new MassFlipLimit(50, 5));
    assertThat(new MassFlipSettings(7, null).limit()).isEqualTo(new MassFlipLimit(7, 5));
    assertThat(new MassFlipSettings(null, 0).limit()).isEqualTo(new MassFlipLimit(50, 0));
  }

  @Test
  void whatIsNoLimitIsRefusedByItsName() {
    assertThatThrownBy(() -> new MassFlipSettings(0, null))
        .hasMessageContaining("khaos-bridge.mass-flip.customers must be 1 or more");
    assertThatThrownBy(() -> new MassFlipSettings(null, 101))
        .hasMessageContaining("khaos-bridge.mass-flip.percent must be from 0 to 100");
    assertThatThrownBy(() -> new MassFlipSettings(null, -1))
        .hasMessageContaining("khaos-bridge.mass-flip.percent");
  }
}
