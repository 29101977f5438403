package com.khaosbridge.activities.khaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.khaosbridge.activities.khaos.records.ConsentMapping;
import com.khaosbridge.activities.khaos.records.CursorOverlap;
import com.khaosbridge.activities.khaos.records.CustomerRules;
import com.khaosbridge.activities.khaos.records.DespatchRule;
import com.khaosbridge.activities.khaos.records.EmailPlace;
import com.khaosbridge.activities.khaos.records.InvoiceRules;
import com.khaosbridge.activities.khaos.records.Stages;
import com.khaosbridge.activities.khaos.soap.CallLimits;
import com.khaosbridge.activities.khaos.soap.ErpConnection;
import com.khaosbridge.activities.khaos.soap.KhaosAuth;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KhaosSettingsTest {
  private static final URI ENDPOINT = URI.create("https://erp.example/khaos.exe/soap/IKosWeb");
  private static final KhaosSettings DEFAULTS = KhaosSettings.forEndpoint("shop", ENDPOINT);

  private static void refused(Runnable settings, String... words) {
    assertThatIllegalArgumentException()
        .isThrownBy(settings::run)
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }

  private static CallLimits timeouts(Duration connect, Duration read, Duration call) {
    return new CallLimits(null, null, connect, read, call, null, null, null);
  }

  @Test
  void theDefaultsAreUsable() {
    assertThat(DEFAULTS.invoices().stages().finalised()).containsExactlyInAnyOrder(70, 71, 72, 73);
    assertThat(DEFAULTS.zone().getId()).isEqualTo("Europe/London");
    assertThat(DEFAULTS.connection().limits().readTimeout()).isEqualTo(Duration.ofSeconds(120));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "khaos.exe/soap/IKosWeb",
        "ftp://erp.example/soap/IKosWeb",
        "https://erp.example/khaos.exe/wsdl/IKosWeb",
        "https://erp.example/",
        "https://user:pw@erp.example/soap/IKosWeb",
        "https://erp.example/soap/IKosWeb?password=x"
      })
  void anAddressThatIsNotTheServicesIsRefusedByName(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KhaosSettings.forEndpoint("shop", URI.create(address)))
        .withMessageStartingWith("setting khaos.endpoint: ")
        .withMessageNotContaining("pw@");
  }

  @Test
  void despatchIsNeverImpliedByBeingFinalised() {
    DespatchRule rule =
        new DespatchRule(DespatchRule.Evidence.CONSIGNMENT_OR_STAGE, Set.of(16, 70));

    refused(
        () -> new InvoiceRules(Stages.DEFAULT, rule),
        "khaos.despatch.stages",
        "[70]",
        "khaos.stages.finalised");
  }

  @Test
  void evidenceAndStagesOfDespatchBelongTogether() {
    refused(
        () -> new DespatchRule(DespatchRule.Evidence.CONSIGNMENT, Set.of(16)),
        "khaos.despatch.stages",
        "CONSIGNMENT_OR_STAGE");
    refused(
        () -> new DespatchRule(DespatchRule.Evidence.CONSIGNMENT_OR_STAGE, Set.of()),
        "khaos.despatch.stages",
        "empty");
  }

  @Test
  void everyStageWithAMeaningIsKnown() {
    refused(
        () -> new Stages(Set.of(80), Set.of(1), Set.of(1, 9), Set.of(9), Set.of()),
        "khaos.stages.finalised",
        "[80]");
    refused(
        () -> new Stages(Set.of(70), Set.of(70), Set.of(70), Set.of(), Set.of()),
        "khaos.stages.finalised",
        "khaos.stages.cancelled");
    refused(
        () -> new Stages(Set.of(), Set.of(1), Set.of(1), Set.of(), Set.of()),
        "khaos.stages.finalised",
        "empty");
  }

  @Test
  void limitsAreWithinReason() {
    refused(
        () -> new CallLimits(0, 200, null, null, null, null, null, null),
        "khaos.calls.company-batch");
    refused(
        () -> new CallLimits(200, 5_000, null, null, null, null, null, null),
        "khaos.calls.order-batch");
    refused(
        () -> new CallLimits(null, null, null, null, null, null, 0L, null),
        "khaos.calls.answer-bytes");
    refused(
        () -> timeouts(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(5)),
        "khaos.calls.call-timeout");
    refused(
        () -> timeouts(Duration.ZERO, Duration.ZERO, Duration.ZERO), "khaos.calls.connect-timeout");
    refused(
        () -> new CursorOverlap(Duration.ofMinutes(10), Duration.ofMinutes(60)),
        "khaos.overlap.at-clock-change",
        "PT1H");
  }

  @Test
  void theSecretIsNeverPrinted() {
    KhaosSettings settings =
        KhaosSettings.over(
            "shop",
            new ErpConnection(
                ENDPOINT,
                new KhaosAuth(KhaosAuth.Scheme.BASIC, "bridge", "hunter2"),
                CallLimits.DEFAULT,
                null));

    assertThat(settings.toString()).doesNotContain("hunter2", "bridge");
  }

  @Test
  void aLoginIsCompleteOrAbsent() {
    refused(() -> new KhaosAuth(KhaosAuth.Scheme.BASIC, null, "x"), "khaos.auth.user");
    refused(() -> new KhaosAuth(KhaosAuth.Scheme.BODY_PASSWORD, null, " "), "khaos.auth.secret");
    refused(() -> new KhaosAuth(KhaosAuth.Scheme.NONE, null, "hunter2"), "khaos.auth.scheme");
  }

  @Test
  void theEmailOrderNamesEachPlaceOnce() {
    refused(
        () -> new CustomerRules(ConsentMapping.DEFAULT, List.of(), Set.of()),
        "khaos.email-order",
        "empty list");
    refused(
        () ->
            new CustomerRules(
                ConsentMapping.DEFAULT,
                List.of(EmailPlace.WEB_USER, EmailPlace.WEB_USER),
                Set.of()),
        "khaos.email-order",
        "twice");
  }

  @Test
  void whatConfigurationLeavesOutIsItsDefault() {
    assertThat(new Stages(null, null, null, null, null)).isEqualTo(Stages.DEFAULT);
    assertThat(new Stages(Set.of(70), null, null, null, null).cancelled()).containsExactly(1);
    assertThat(new DespatchRule(null, null)).isEqualTo(DespatchRule.DEFAULT);
    assertThat(new ConsentMapping(null, null, null, null)).isEqualTo(ConsentMapping.DEFAULT);
    assertThat(new CursorOverlap(null, null)).isEqualTo(CursorOverlap.DEFAULT);
    assertThat(new KhaosAuth(null, null, null)).isEqualTo(KhaosAuth.NONE);
    assertThat(new CallLimits(null, null, null, null, null, null, null, null))
        .isEqualTo(CallLimits.DEFAULT);
  }
}
