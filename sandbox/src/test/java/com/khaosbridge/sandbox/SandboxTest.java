package com.khaosbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SandboxTest {
  private static final String START = "2011-06-08T23:00:00Z";
  @TempDir Path directory;

  @Test
  void theClockStandsAtTheStartOfTheLiveDaysAndThenRuns() throws IOException {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.standard())) {
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      JsonNode clock = client.get("/_sandbox/clock");
      assertThat(clock.get("now").asString()).isEqualTo(START);
      assertThat(clock.get("local").asString()).isEqualTo("2011-06-09T00:00:00");
      assertThat(clock.get("factor").asDouble()).isZero();
      assertThat(clock.get("start").asString()).isEqualTo(START);
      assertThat(clock.get("realFactorDefault").asInt()).isEqualTo(3600);
      assertThat(Instant.parse(clock.get("end").asString())).isEqualTo(sandbox.end());

      client.post("/_sandbox/clock", "{\"factor\":3600}");
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> sandbox.clock().now().isAfter(Instant.parse(START).plusSeconds(600)));
      client.post("/_sandbox/clock", "{\"factor\":0,\"now\":\"2011-06-09T12:00:00Z\"}");
      assertThat(client.get("/_sandbox/clock").get("local").asString())
          .isEqualTo("2011-06-09T13:00:00");
      assertThat(client.send("POST", "/_sandbox/clock", "{\"now\":\"noon\"}").statusCode())
          .isEqualTo(400);
    }
  }

  @Test
  void theTruthAgreesWithTheFilesTotalsAndWithTheErp() throws IOException {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.standard())) {
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      List<JsonNode> truth = client.lines("/_sandbox/truth");
      JsonNode info = client.get("/_sandbox/info");

      assertThat(truth.get(0).get("type").asString()).isEqualTo("run");
      assertThat(truth.get(0).get("source").get("name").asString()).isEqualTo("small shop");
      assertThat(info.get("customers").asInt()).isEqualTo(36);
      assertThat(of(truth, "customer")).hasSize(36);
      assertThat(of(truth, "invoice")).hasSize(info.get("invoices").asInt());
      assertThat(of(truth, "creditNote")).hasSize(info.get("creditNotes").asInt());
      assertThat(of(truth, "customer"))
          .extracting(customer -> customer.get("consent").asString())
          .contains("OPTED_IN", "OPTED_OUT", "UNKNOWN");
      assertThat(of(truth, "invoice"))
          .allSatisfy(
              invoice ->
                  assertThat(amount(invoice, "goods").add(amount(invoice, "delivery")))
                      .isEqualByComparingTo(amount(invoice, "totalExVat")));

      sandbox.clock().set(sandbox.end());
      List<JsonNode> state = client.lines("/_sandbox/state/khaos");
      assertThat(of(state, "order")).hasSameSizeAs(of(truth, "invoice"));
      assertThat(of(state, "order")).allMatch(order -> order.get("stageId").asInt() == 70);
    }
  }

  @Test
  void aChangedCustomerIsChangedInTruthAndState() throws IOException {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.standard())) {
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      JsonNode after =
          client.post(
              "/_sandbox/khaos/customers/26286",
              "{\"email\":\"new@example.org\",\"emailSubscribe\":null,\"mailingStatus\":1}");
      assertThat(after.get("consent").asString()).isEqualTo("UNKNOWN");
      assertThat(after.get("email").asString()).isEqualTo("new@example.org");
      client.post("/_sandbox/khaos/customers/26286", "{\"email\":null}");
      JsonNode truth =
          of(client.lines("/_sandbox/truth"), "customer").stream()
              .filter(customer -> customer.get("companyCode").asString().equals("26286"))
              .findFirst()
              .orElseThrow();
      assertThat(truth.get("email").isNull()).isTrue();
      assertThat(truth.get("consent").asString()).isEqualTo("UNKNOWN");

      assertThat(client.send("POST", "/_sandbox/khaos/customers/1", "{}").statusCode())
          .isEqualTo(404);
      assertThat(
              client
                  .send("POST", "/_sandbox/khaos/customers/26286", "{\"consent\":true}")
                  .statusCode())
          .isEqualTo(400);
    }
  }

  @Test
  void faultsAreSetListedAndClearedOverHttp() throws IOException {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.standard())) {
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      String id =
          client
              .post(
                  "/_sandbox/faults",
                  "{\"system\":\"khaos\",\"path\":\"soap\",\"requestMatches\":\"GetMailing\",\"kind\":\"status\",\"status\":502,\"count\":3}")
              .get("id")
              .asString();
      assertThat(client.call("GetMailingStatusList", "").statusCode()).isEqualTo(502);
      JsonNode fault = client.get("/_sandbox/faults").get(0);
      assertThat(fault.get("id").asString()).isEqualTo(id);
      assertThat(fault.get("remaining").asInt()).isEqualTo(2);
      assertThat(client.send("DELETE", "/_sandbox/faults/" + id, "").statusCode()).isEqualTo(204);
      assertThat(client.call("GetMailingStatusList", "").statusCode()).isEqualTo(200);

      assertThat(client.send("POST", "/_sandbox/faults", "{\"kind\":\"fire\"}").statusCode())
          .isEqualTo(400);
      assertThat(client.send("POST", "/_sandbox/faults", "{\"kind\":").statusCode()).isEqualTo(400);
      assertThat(client.send("POST", "/_sandbox/faults", "{\"kind\":\"delay\",\"delay\":5}").body())
          .contains("no field delay");
      assertThat(client.send("DELETE", "/_sandbox/faults", "").statusCode()).isEqualTo(204);
    }
  }

  @Test
  void aKeptStateKeepsChangesAndClockAndRefusesAnotherRun() throws IOException {
    SandboxOptions options = SandboxOptions.standard().withState(directory);
    try (Sandbox sandbox = Sandbox.start(options)) {
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      client.post("/_sandbox/khaos/customers/26286", "{\"emailSubscribe\":\"Y\"}");
      client.post("/_sandbox/clock", "{\"now\":\"2011-06-09T12:00:00Z\"}");
      assertThatThrownBy(() -> Sandbox.start(options))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("another sandbox may be using it");
    }
    try (Sandbox sandbox = Sandbox.start(options)) {
      assertThat(sandbox.clock().now()).isEqualTo(Instant.parse("2011-06-09T12:00:00Z"));
      assertThat(new SandboxClient(sandbox.baseUrl()).lines("/_sandbox/state/khaos"))
          .anyMatch(
              line ->
                  line.path("emailSubscribe").asString("").equals("Y")
                      && line.get("companyCode").asString().equals("26286"));
    }
    assertThatThrownBy(() -> Sandbox.start(options.withSeed(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holds another run")
        .hasMessageContaining("seed 1")
        .hasMessageContaining("seed 2");
  }

  @Test
  void aTemporaryStateIsDeletedAtTheEnd() throws IOException {
    Path state;
    try (StateDirectory temporary = StateDirectory.open(null)) {
      temporary.store().map("a").put("b", "c");
      state = temporary.path();
      assertThat(state).exists();
    }
    assertThat(Files.exists(state)).isFalse();
  }

  @Test
  void whatCannotStartSaysWhy() throws IOException {
    assertThatThrownBy(() -> SandboxOptions.standard().withScenario("market"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no scenario 'market'");
    assertThatThrownBy(
            () -> Sandbox.start(SandboxOptions.standard().withData(directory.resolve("none.csv"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none.csv can't be read");
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.standard())) {
      int port = java.net.URI.create(sandbox.baseUrl()).getPort();
      assertThatThrownBy(() -> Sandbox.start(SandboxOptions.standard().onPort(port)))
          .isInstanceOf(BindException.class);
    }
  }

  private static BigDecimal amount(JsonNode line, String name) {
    return new BigDecimal(line.get(name).asString());
  }

  private static List<JsonNode> of(List<JsonNode> lines, String type) {
    return lines.stream().filter(line -> line.get("type").asString().equals(type)).toList();
  }
}
