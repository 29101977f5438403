package com.khaosbridge.activities.dotdigital;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.khaosbridge.workflows.delivery.EventType;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DotdigitalSettingsTest {
  private final DotdigitalSettings settings =
      DotdigitalSettings.of(
          "dotdigital", DotdigitalSettings.DEFAULT_DISCOVERY, "apiuser@example.com", "s3cret");

  @Test
  void thePasswordIsNeverPrinted() {
    assertThat(settings.toString()).doesNotContain("s3cret").doesNotContain("apiuser");
  }

  @Test
  void aWrongValueIsNamedWithItsSetting() {
    assertThatThrownBy(() -> DotdigitalSettings.of(" ", settings.access().discoveryUrl(), "u", "p"))
        .hasMessageContaining("dotdigital.name");
    assertThatThrownBy(() -> DotdigitalSettings.of("d", URI.create("r1-api"), "u", "p"))
        .hasMessageContaining("dotdigital.discoveryUrl");
    assertThatThrownBy(() -> settings.withCampaigns(Map.of(EventType.DESPATCHED, 0)))
        .hasMessageContaining("despatched");
    assertThatThrownBy(() -> new DotdigitalSettings.Limits(0, 1, 1, 0.3))
        .hasMessageContaining("dotdigital.limits");
    assertThatThrownBy(
            () ->
                new DotdigitalSettings.Imports(
                    1, 1, 5, Duration.ofSeconds(1), Duration.ofSeconds(2)))
        .hasMessageContaining("dotdigital.imports");
    assertThatThrownBy(
            () ->
                new DotdigitalSettings.DataFields(
                    "FIRSTNAME", "LASTNAME", "POSTCODE", "URN", "A_NAME_OF_21_LETTERS_"))
        .hasMessageContaining("dotdigital.dataFields");
  }
}
