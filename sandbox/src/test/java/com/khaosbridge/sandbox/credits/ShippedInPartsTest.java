package com.khaosbridge.sandbox.credits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.khaosbridge.sandbox.Sandbox;
import com.khaosbridge.sandbox.SandboxClient;
import com.khaosbridge.sandbox.SandboxOptions;
import com.khaosbridge.sandbox.retail.TestShops;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

/** An order of history and one of 12:00 on the one live day, part of which is shipped at 12:30. */
class ShippedInPartsTest {
  private static final String PATH = "/_sandbox/khaos/orders/700004/ship-part";
  private static final Instant HALF_PAST = Instant.parse("2011-06-09T11:30:00Z");
  private static final String LINES =
      "select i.invoice_id, i.finalised, i.delivery_net, i.delivery_vat, l.line_no, l.stock_code, l.quantity, l.unit_net, l.unit_vat"
          + " from khaos_copy.invoices i left join khaos_copy.invoice_lines l using (invoice_id)"
          + " where i.order_code = '%s' order by 1, 5";

  private final CopyDatabase database = CopyDatabase.create();
  @TempDir Path directory;
  private SandboxOptions options;

  @BeforeEach
  void shop() throws IOException {
    Path data =
        Files.writeString(
            directory.resolve("shop.csv"),
            TestShops.HEADER
                + "700001,A,MUG,9,2011-06-06 09:00:00,1.255,17850.0,United Kingdom\n"
                + "700001,POST,POSTAGE,1,2011-06-06 09:00:00,2,17850.0,United Kingdom\n"
                + "C700002,A,MUG,-1,2011-06-07 10:00:00,1.25,17850.0,United Kingdom\n"
                + "700004,POST,POSTAGE,1,2011-06-09 12:00:00,5,17850.0,United Kingdom\n"
                + "700004,A,MUG,2,2011-06-09 12:00:00,1.255,17850.0,United Kingdom\n"
                + "700004,B,CUP,4,2011-06-09 12:00:00,3,17850.0,United Kingdom\n");
    options =
        SandboxOptions.standard()
            .withData(data)
            .withLiveDays(1)
            .withState(directory.resolve("state"))
            .withReportingCopy(database.url());
  }

  @Test
  void historyHasItsInvoicesAndALiveOrderIsNotThereBeforeItIsPlaced() throws IOException {
    Sandbox.start(options).close();

    assertThat(lines("SO700001")).containsExactly("INV000000700001|t|2|0.4|1|A|9|1.255|0.2510");
    assertThat(database.value("select count(*) from khaos_copy.invoices")).isEqualTo("1");
  }

  @Test
  void thePartIsAnInvoiceThatHasLeftAndTheRestIsInTheWarehouse() throws IOException {
    try (Sandbox sandbox = atHalfPast()) {
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      Awaitility.await().until(() -> lines("SO700004").size() == 2);
      client.post(PATH, "{\"lines\":[3]}");

      List<Element> invoices = invoices(client);
      assertThat(invoices)
          .extracting(one -> one.getAttribute("INVOICE_ID"), ShippedInPartsTest::stage)
          .containsExactly(tuple("INV000000700004", "70"), tuple("INV000000700004-2", "12"));
      assertThat(SandboxClient.text(invoices.get(0), "CONSIGNMENT_REF")).isEqualTo("CN700004");
      assertThat(SandboxClient.elements(invoices.get(1), "CONSIGNMENT")).isEmpty();
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(lines("SO700004"))
                      .containsExactly(
                          "INV000000700004|t|5|1.0|3|B|4|3|0.6",
                          "INV000000700004-2|f|0|0.0|2|A|2|1.255|0.2510"));
      assertThat(client.lines("/_sandbox/truth"))
          .filteredOn(line -> line.path("orderCode").asString("").equals("SO700004"))
          .extracting(line -> line.get("totalExVat").asString())
          .containsExactly("17", "2.510");
    }
  }

  @Test
  void theRestGoesItsWayAsTheOrderWouldHaveAndARestartKeepsBoth() throws IOException {
    Instant end;
    try (Sandbox sandbox = atHalfPast()) {
      new SandboxClient(sandbox.baseUrl()).post(PATH, "{\"lines\":[2]}");
      end = sandbox.end();
    }
    try (Sandbox sandbox = Sandbox.start(options)) {
      sandbox.clock().set(end);
      assertThat(invoices(new SandboxClient(sandbox.baseUrl())))
          .allMatch(one -> stage(one).equals("70"))
          .extracting(one -> SandboxClient.text(one, "CONSIGNMENT_REF"))
          .containsExactly("CN700004", "CN700004-2");
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(lines("SO700004"))
                      .containsExactly(
                          "INV000000700004|t|5|1.0|2|A|2|1.255|0.2510",
                          "INV000000700004-2|t|0|0.0|3|B|4|3|0.6"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "700004, '{\"lines\":[]}', 400, some",
    "700004, '{\"lines\":[1]}', 400, some",
    "700004, '{\"lines\":[2,3]}', 400, some",
    "700004, '{\"lines\":[2,7]}', 400, some",
    "700004, '{\"lines\":[\"2\"]}', 400, whole number",
    "700004, '{\"line\":[2]}', 400, give lines",
    "700001, '{\"lines\":[1]}', 400, already",
    "C700002, '{\"lines\":[1]}', 404, no order",
    "1, '{\"lines\":[1]}', 404, no order"
  })
  void whatCannotBeShippedInPartsIsRefused(String order, String body, int status, String words)
      throws IOException {
    try (Sandbox sandbox = atHalfPast()) {
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      HttpResponse<String> answer =
          client.send("POST", "/_sandbox/khaos/orders/" + order + "/ship-part", body);

      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(answer.body()).contains(words);
      assertThat(invoices(client)).hasSize(1);
    }
  }

  @Test
  void anOrderIsShippedInPartsOnce() throws IOException {
    try (Sandbox sandbox = atHalfPast()) {
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      client.post(PATH, "{\"lines\":[2]}");

      assertThat(client.send("POST", PATH, "{\"lines\":[3]}").statusCode()).isEqualTo(400);
    }
  }

  private Sandbox atHalfPast() throws IOException {
    Sandbox sandbox = Sandbox.start(options);
    sandbox.clock().set(HALF_PAST);
    return sandbox;
  }

  private List<String> lines(String order) {
    return database.rows(LINES.formatted(order));
  }

  private static List<Element> invoices(SandboxClient client) throws IOException {
    String status =
        client.result(
            "ExportOrderStatusEx",
            "<MappingType>3</MappingType><IDs>SO700004</IDs><WebOnly>false</WebOnly>"
                + "<ConfirmedOnly>false</ConfirmedOnly><IncludeCancelled>true</IncludeCancelled>"
                + "<IncludeTracking>true</IncludeTracking>");
    return SandboxClient.elements(SandboxClient.xml(status), "INVOICE");
  }

  private static String stage(Element invoice) {
    return invoice.getAttribute("INVOICE_STAGE_ID");
  }
}
