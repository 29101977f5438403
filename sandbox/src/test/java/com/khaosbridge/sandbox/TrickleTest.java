package com.khaosbridge.sandbox;

import static com.khaosbridge.sandbox.SandboxClient.elements;
import static com.khaosbridge.sandbox.SandboxClient.xml;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.sandbox.retail.Invention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;

/** New orders over HTTP; the clock stands, so that business now is known to the second. */
class TrickleTest {
  private static final String NOON = "2011-06-09T12:00:00Z";
  private static final String NOON_IN_UK = "2011-06-09T13:00:00";
  private static final String HEADER =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

  @TempDir Path directory;

  @Test
  void newOrdersRepeatHistoryOrdersChosenByFormulaAtBusinessNow() throws IOException {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.standard())) {
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      trickleAt(NOON, 3, sandbox, client);

      List<JsonNode> truth = client.lines("/_sandbox/truth");
      List<JsonNode> history =
          of(truth, "invoice").stream()
              .filter(invoice -> !invoice.get("live").asBoolean())
              .filter(invoice -> !invoice.get("customer").isNull())
              .sorted(
                  Comparator.<JsonNode, String>comparing(line -> line.get("placed").asString())
                      .thenComparing(line -> line.get("invoiceCode").asString()))
              .toList();
      for (int k = 1; k <= 3; k++) {
        JsonNode order = invoice(truth, "T00000" + k);
        double u = new Invention(1).u("trickle", Integer.toString(k));
        JsonNode original = history.get((int) Math.floor(u * history.size()));
        assertThat(order.get("trickle").asBoolean()).isTrue();
        assertThat(order.get("live").asBoolean()).isTrue();
        assertThat(order.get("placed").asString()).isEqualTo(NOON_IN_UK);
        assertThat(order.get("invoiceId").asString()).isEqualTo("INV00000T00000" + k);
        assertThat(order.get("associatedRef").asString()).isEqualTo("WEBT00000" + k);
        for (String same : List.of("customer", "units", "goods", "delivery", "totalExVat")) {
          assertThat(order.get(same)).as(same).isEqualTo(original.get(same));
        }
        assertThat(exportedLines(client, order)).isEqualTo(exportedLines(client, original));
      }
      assertThat(of(truth, "invoice"))
          .filteredOn(invoice -> invoice.has("trickle"))
          .allMatch(invoice -> invoice.get("invoiceCode").asString().startsWith("T"));
    }
  }

  @Test
  void newOrdersShipAndAreIssuedByTheirOwnFormulasAndLeaveTheEndAsItWas() throws IOException {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.standard())) {
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      String end = client.get("/_sandbox/clock").get("end").asString();
      trickleAt(sandbox.end().toString(), 1, sandbox, client);

      JsonNode order = invoice(client.lines("/_sandbox/truth"), "T000001");
      assertThat(order.get("path").asString())
          .isEqualTo(
              new Invention(1).u("path", "T000001") < 0.5 ? "ship-then-issue" : "issue-then-ship");
      assertThat(order(client, "SOT000001").get("stageId").asInt()).isEqualTo(12);
      assertThat(order(client, "SOT000001").get("consignment").isNull()).isTrue();

      Instant shipped = Instant.parse(order.get("shippedAt").asString());
      Instant issued = Instant.parse(order.get("issuedAt").asString());
      sandbox.clock().set(shipped.isAfter(issued) ? shipped : issued);
      assertThat(order(client, "SOT000001").get("stageId").asInt()).isEqualTo(70);
      assertThat(order(client, "SOT000001").get("consignment").asString()).isEqualTo("CNT000001");
      assertThat(client.get("/_sandbox/clock").get("end").asString()).isEqualTo(end);
    }
  }

  @Test
  void aRestartGoesOnWithTheNextNumberAtTheSameRate() throws IOException {
    SandboxOptions options = SandboxOptions.standard().withState(directory);
    Instant end;
    int before;
    try (Sandbox sandbox = Sandbox.start(options)) {
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      end = sandbox.end();
      sandbox.clock().set(end);
      client.post("/_sandbox/trickle", "{\"perMinute\":3000}");
      before = awaitMoreThan(1, client);
    }
    try (Sandbox sandbox = Sandbox.start(options)) {
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      assertThat(sandbox.end()).isEqualTo(end);
      assertThat(client.get("/_sandbox/trickle").get("perMinute").asDouble()).isEqualTo(3000);
      awaitMoreThan(before + 1, client);
      int all = client.post("/_sandbox/trickle", "{\"perMinute\":0}").get("placed").asInt();

      assertThat(codes(client)).hasSize(all).doesNotHaveDuplicates();
      assertThat(codes(client).get(all - 1)).isEqualTo("SOT%06d".formatted(all));
    }
    try (Sandbox sandbox = Sandbox.start(options)) {
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      assertThat(client.get("/_sandbox/trickle").get("perMinute").asDouble()).isZero();
      assertThat(client.get("/_sandbox/trickle").get("placed").asInt())
          .isEqualTo(codes(client).size());
    }
  }

  @Test
  void aRateThatWasStoppedStaysSoWithAllItsOrdersIfTheSandboxDies() throws IOException {
    SandboxOptions options = SandboxOptions.standard();
    Path crashed = Files.createDirectory(directory.resolve("crashed"));
    List<String> seen;
    try (Sandbox sandbox = Sandbox.start(options.withState(directory))) {
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      trickleAt(NOON, 20, sandbox, client);
      Files.copy(directory.resolve("sandbox.mv"), crashed.resolve("sandbox.mv"));
      seen = codes(client);
    }
    try (Sandbox sandbox = Sandbox.start(options.withState(crashed))) {
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      assertThat(client.get("/_sandbox/trickle").get("perMinute").asDouble()).isZero();
      assertThat(client.get("/_sandbox/trickle").get("placed").asInt()).isEqualTo(seen.size());
      sandbox.clock().set(Instant.parse(NOON));
      assertThat(codes(client)).isEqualTo(seen);
    }
  }

  @Test
  void aNewOrderIsLiveEvenIfTheClockWasSetBackIntoHistory() throws IOException {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.standard())) {
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      trickleAt("2011-06-02T12:00:00Z", 1, sandbox, client);

      assertThat(invoice(client.lines("/_sandbox/truth"), "T000001").get("live").asBoolean())
          .isTrue();
      assertThat(order(client, "SOT000001").get("stageId").asInt()).isEqualTo(12);
    }
  }

  @Test
  void aNumberThatTheFileHasIsPassedOver() throws IOException {
    Path data =
        Files.writeString(
            directory.resolve("shop.csv"),
            HEADER
                + "T000001,A,MUG,2,2011-06-07 09:00:00,1.25,26295.0,United Kingdom\n"
                + "700002,A,MUG,1,2011-06-09 09:00:00,1.25,26299.0,United Kingdom\n");
    try (Sandbox sandbox =
        Sandbox.start(SandboxOptions.standard().withData(data).withLiveDays(1))) {
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      trickleAt(NOON, 2, sandbox, client);

      List<JsonNode> truth = client.lines("/_sandbox/truth");
      assertThat(invoice(truth, "T000001").has("trickle")).isFalse();
      assertThat(invoice(truth, "T000002").get("customer").asString()).isEqualTo("26295");
      assertThat(invoice(truth, "T000003").get("trickle").asBoolean()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"perMinute\":\"6\"}", "{\"perMinute\":-1}", "{\"perMinute\":6001}", "6"})
  void aRateThatIsNoneIsRefusedAndChangesNothing(String body) throws IOException {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.standard())) {
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      client.post("/_sandbox/trickle", "{\"perMinute\":0.5}");

      assertThat(client.send("POST", "/_sandbox/trickle", body).statusCode()).isEqualTo(400);
      assertThat(client.get("/_sandbox/trickle").get("perMinute").asDouble()).isEqualTo(0.5);
    }
  }

  @Test
  void withoutAHistoryOrderOfACustomerThereIsNoTrickle() throws IOException {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.standard().withLiveDays(10))) {
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      assertThat(client.send("POST", "/_sandbox/trickle", "{\"perMinute\":6}").body())
          .contains("there is no trickle");
      assertThat(client.send("POST", "/_sandbox/trickle", "{\"perMinute\":0}").statusCode())
          .isEqualTo(200);
    }
  }

  /** Sets the clock, waits until so many orders are placed and stops them. */
  private static void trickleAt(String now, int orders, Sandbox sandbox, SandboxClient client)
      throws IOException {
    sandbox.clock().set(Instant.parse(now));
    client.post("/_sandbox/trickle", "{\"perMinute\":3000}");
    awaitMoreThan(orders - 1, client);
    client.post("/_sandbox/trickle", "{\"perMinute\":0}");
  }

  private static int awaitMoreThan(int orders, SandboxClient client) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> client.get("/_sandbox/trickle").get("placed").asInt(), placed -> placed > orders);
  }

  private static List<String> exportedLines(SandboxClient client, JsonNode invoice)
      throws IOException {
    String code = invoice.get("orderCode").asString();
    String orders =
        client.result("ExportOrders", "<IDs>" + code + "</IDs><MappingType>1</MappingType>");
    return elements(xml(orders), "ORDER_ITEM").stream().map(Element::getTextContent).toList();
  }

  /** The codes of the trickle's orders that the ERP shows, by time and number. */
  private static List<String> codes(SandboxClient client) throws IOException {
    return of(client.lines("/_sandbox/state/khaos"), "order").stream()
        .map(order -> order.get("orderCode").asString())
        .filter(code -> code.startsWith("SOT"))
        .toList();
  }

  private static JsonNode order(SandboxClient client, String code) throws IOException {
    return only(client.lines("/_sandbox/state/khaos"), "orderCode", code);
  }

  private static JsonNode invoice(List<JsonNode> truth, String code) {
    return only(truth, "invoiceCode", code);
  }

  private static JsonNode only(List<JsonNode> lines, String name, String value) {
    List<JsonNode> found =
        lines.stream().filter(line -> line.path(name).asString("").equals(value)).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static List<JsonNode> of(List<JsonNode> lines, String type) {
    return lines.stream().filter(line -> line.get("type").asString().equals(type)).toList();
  }
}
