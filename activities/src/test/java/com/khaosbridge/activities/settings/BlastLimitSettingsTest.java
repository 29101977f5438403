package com.khaosbridge.activities.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.khaosbridge.activities.ledger.outbox.BlastLimits;
import com.khaosbridge.activities.ledger.outbox.Limited;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlastLimitSettingsTest {
  @Test
  void whatIsNotSetIsStandard() {
    assertThat(BlastLimitSettings.standard().limits()).isEqualTo(BlastLimits.standard());

    BlastLimits limits = new BlastLimitSettings(Duration.ofHours(1), null, null, null, 7).limits();
    assertThat(limits.window()).isEqualTo(Duration.ofHours(1));
    assertThat(limits.most()).containsEntry(Limited.DELETION, 7).containsEntry(Limited.EVENT, 5000);
  }

  @Test
  void eachSettingIsThatOfItsKind() {
    assertThat(new BlastLimitSettings(null, 1, 2, 3, 4).limits().most())
        .containsEntry(Limited.EVENT, 1)
        .containsEntry(Limited.OPT_OUT, 2)
        .containsEntry(Limited.OPT_IN, 3)
        .containsEntry(Limited.DELETION, 4);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void aLimitThatStopsEverythingIsRefusedByItsName(int most) {
    assertThatThrownBy(() -> new BlastLimitSettings(null, null, most, null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("khaos-bridge.blast-limit.opt-outs must be 1 or more");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "-PT1M", "P8D"})
  void aWindowThatIsNoneIsRefused(String window) {
    assertThatThrownBy(() -> new BlastLimitSettings(Duration.parse(window), null, null, null, null))
        .hasMessageContaining("khaos-bridge.blast-limit.window");
  }
}
