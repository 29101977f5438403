package com.khaosbridge.activities.emarsys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.khaosbridge.workflows.decision.Metric;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EmarsysSettingsTest {
  private static final EmarsysSettings.Access ACCESS =
      new EmarsysSettings.Access(
          "https://api.example/api/v3", "https://auth.example/token", "client-1", "secret-1");

  @Test
  void secretsAreInNoText() {
    EmarsysSettings settings =
        EmarsysSettings.of(
            "emarsys",
            ACCESS,
            new EmarsysSettings.SalesAccess("https://sales.example", "m", "t0k"));

    assertThat(settings.toString())
        .contains("client-1", "https://sales.example")
        .doesNotContain("secret-1", "t0k");
  }

  @Test
  void anAccountWithoutSalesDataTakesNoSalesRows() {
    Emarsys destination =
        new Emarsys(EmarsysSettings.of("e", ACCESS, null), new KeptSalesFiles(), Instant::now);

    assertThat(destination.kinds())
        .containsExactlyInAnyOrder(
            DeliveryKind.CONTACT,
            DeliveryKind.CONSENT,
            DeliveryKind.RETIREMENT,
            DeliveryKind.EVENT);
  }

  @Test
  void whatIsWrongIsSaid() {
    wrong(() -> new EmarsysSettings.Access("api", "https://t", "c", "s"), "apiUrl", "URL");
    wrong(() -> new EmarsysSettings.Access("https://a", "https://t", " ", "s"), "clientId");
    wrong(() -> new EmarsysSettings.SalesAccess("https://a", "m", "t ö"), "salesToken");
    wrong(() -> new EmarsysSettings.Names("", "u", "c", Map.of(), Map.of()), "personField");
    wrong(
        () ->
            new EmarsysSettings.Names(
                "p",
                "u",
                "c",
                Map.of(EventType.DESPATCHED, "e", EventType.ORDER_RECEIVED, "e"),
                Map.of()),
        "event of its own");
    wrong(
        () -> new EmarsysSettings.Names("p", "u", "c", Map.of(), Map.of(Metric.VIP, " ")),
        "metric vip");
    wrong(
        () -> new EmarsysSettings.Names("p", "u", "c", Map.of(), Map.of(Metric.VIP, "u")),
        "u is named twice");
    wrong(
        () ->
            new EmarsysSettings.SalesShape(
                List.of(SalesColumn.ITEM), "D", ReturnSigns.QUANTITY_AND_PRICE),
        "salesColumns",
        "QUANTITY");
    wrong(
        () -> new EmarsysSettings.SalesShape(SalesColumn.STANDARD, "D", ReturnSigns.SALES_AMOUNT),
        "salesColumns",
        "SALES_AMOUNT");
    wrong(() -> ReturnSigns.named("minus"), "return-signs", "sales-amount", "minus");
    wrong(() -> limits(0, 0.3, 1000), "callsPerMinute", "0");
    wrong(() -> limits(1000, 1.1, 1000), "liveShare", "1.1");
    wrong(() -> limits(1000, 0.3, 1001), "contactBatch", "1000");
    wrong(() -> EmarsysSettings.of("", ACCESS, null), "name");
  }

  private static EmarsysSettings.Limits limits(int calls, double share, int batch) {
    return new EmarsysSettings.Limits(calls, share, batch, 1, 1, Duration.ofSeconds(1));
  }

  private static void wrong(ThrowingCallable settings, String... words) {
    assertThatThrownBy(settings)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(words);
  }
}
