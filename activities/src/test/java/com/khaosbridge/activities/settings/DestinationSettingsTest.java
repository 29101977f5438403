package com.khaosbridge.activities.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.emarsys.SalesFiles;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DestinationScope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DestinationSettingsTest {
  private static final DestinationSettings.EmarsysAccount EMARSYS =
      new DestinationSettings.EmarsysAccount(
          null, null, "client", "secret", null, null, null, null, null);
  private static final DestinationSettings.DotdigitalAccount DOTDIGITAL =
      new DestinationSettings.DotdigitalAccount(null, "user", "password", null, null);

  private static final SalesFiles NO_SALES =
      new SalesFiles() {
        @Override
        public void aboutToSend(
            String destination, List<Long> deliveryIds, byte[] file, String sha256) {
          throw new AssertionError("no sales file is sent");
        }

        @Override
        public void answered(String sha256, int status) {
          throw new AssertionError("no sales file is sent");
        }
      };

  @Test
  void metricsAreInScopeExactlyIfAFieldIsConfiguredForOne() {
    for (boolean emarsys : new boolean[] {true, false}) {
      DestinationSettings with = settings(emarsys, Map.of("after-credits", "AFTER"));
      DestinationSettings without = settings(emarsys, Map.of());

      assertThat(scope(with).takes(DeliveryKind.METRICS)).isTrue();
      assertThat(open(with).kinds()).contains(DeliveryKind.METRICS);
      for (DestinationSettings none :
          new DestinationSettings[] {without, settings(emarsys, null)}) {
        assertThat(scope(none).takes(DeliveryKind.METRICS)).isFalse();
        assertThat(open(none).kinds()).doesNotContain(DeliveryKind.METRICS);
      }
    }
  }

  @Test
  void theScopeTakesWhatTheDestinationTakes() {
    for (boolean emarsys : new boolean[] {true, false}) {
      DestinationSettings settings = settings(emarsys, Map.of("vip", "VIP"));

      assertThat(scope(settings).kinds()).isEqualTo(open(settings).kinds());
    }
  }

  @Test
  void aMetricThatIsNoneIsSaidWithThoseThatAre() {
    wrong(Map.of("net", "NET"), "metrics.net is no metric", "after-credits", "last-returned-skus");
  }

  @Test
  void aMetricNeedsAFieldOfItsOwn() {
    wrong(Map.of("vip", " "), "metrics.vip needs the name of a contact field");
    wrong(Map.of("vip", "A", "VIP", "B"), "given twice");
    assertThatThrownBy(() -> open(settings(true, Map.of("vip", "A", "gross", "A"))))
        .hasMessageContaining("A is named twice");
    assertThatThrownBy(() -> open(settings(false, Map.of("vip", "A", "gross", "a"))))
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> open(settings(false, Map.of("vip", "A_NAME_OF_21_LETTERS_"))))
        .hasMessageContaining("1 to 20 letters");
  }

  private static void wrong(Map<String, String> metrics, String... words) {
    assertThatThrownBy(() -> settings(true, metrics))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(words)
        .hasMessageContaining("shop");
  }

  private static DestinationSettings settings(
      boolean emarsys, @Nullable Map<String, String> metrics) {
    return new DestinationSettings(
        "shop", emarsys ? EMARSYS : null, emarsys ? null : DOTDIGITAL, null, metrics);
  }

  private static DestinationScope scope(DestinationSettings settings) {
    return settings.scope(Instant.EPOCH, 36);
  }

  private static Destination open(DestinationSettings settings) {
    return settings.open(NO_SALES, Instant::now);
  }
}
