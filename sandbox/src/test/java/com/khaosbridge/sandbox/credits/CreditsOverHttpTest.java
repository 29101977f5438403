package com.khaosbridge.sandbox.credits;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Credit notes and refunds made by hand; the clock stands at noon of the one live day. */
class CreditsOverHttpTest {
  private static final String NOTES = "/_sandbox/khaos/credit-notes";
  private static final String REFUNDS = "/_sandbox/khaos/refunds";
  private static final Instant NOON = Instant.parse("2011-06-09T11:00:00Z");
  private static final String MUG =
      "{\"orderCode\":\"SO700001\",\"lines\":[{\"stockCode\":\"A\",\"quantity\":2,\"unitNet\":1.255}],\"deliveryNet\":\"3.95\",\"reason\":\"broken\"}";

  @TempDir Path directory;
  private SandboxOptions options;

  @BeforeEach
  void shop() throws IOException {
    Path data =
        Files.writeString(
            directory.resolve("shop.csv"),
            TestShops.HEADER
                + "700001,A,MUG,9,2011-06-06 09:00:00,1.255,17850.0,United Kingdom\n"
                + "700002,A,MUG,9,2011-06-06 10:00:00,1.255,,United Kingdom\n"
                + "C700003,A,MUG,-1,2011-06-07 10:00:00,1.25,17850.0,United Kingdom\n"
                + "C9000001,A,MUG,-1,2011-06-07 11:00:00,1.25,17850.0,United Kingdom\n"
                + "700004,A,MUG,1,2011-06-09 13:00:00,1.255,17850.0,United Kingdom\n"
                + "C700005,A,MUG,-1,2011-06-09 13:00:00,1.25,17850.0,United Kingdom\n");
    options =
        SandboxOptions.standard()
            .withData(data)
            .withLiveDays(1)
            .withState(directory.resolve("state"));
  }

  @Test
  void aCreditNoteForAnOrderIsItsCustomersAndIssuedNow() throws IOException {
    CopyDatabase database = CopyDatabase.create();
    try (Sandbox sandbox = atNoon(options.withReportingCopy(database.url()))) {
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      JsonNode answer = client.post(NOTES, MUG);

      assertThat(answer.get("creditCode").asString()).isEqualTo("C9000002");
      assertThat(answer.get("creditId").asString()).isEqualTo("CRN000009000002");
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(
                          database.rows(
                              "select * from khaos_copy.credit_notes where order_code is not null"))
                      .containsExactly(
                          "CRN000009000002|C9000002|1017850|17850|SO700001|2011-06-09 12:00:00|GBP|6.460|1.2920|broken|2011-06-09 12:00:00"));
      assertThat(
              database.rows(
                  "select * from khaos_copy.credit_note_lines where credit_id = 'CRN000009000002' order by line_no"))
          .containsExactly(
              "CRN000009000002|1|A|MUG|2|1.255|2.510|0.5020|f",
              "CRN000009000002|2|POST|POSTAGE|1|3.95|3.95|0.790|t");

      JsonNode truth = only(client, "documentCode", "C9000002");
      assertThat(truth.get("type").asString()).isEqualTo("creditNote");
      assertThat(truth.get("creditId").asString()).isEqualTo("CRN000009000002");
      assertThat(truth.get("orderCode").asString()).isEqualTo("SO700001");
      assertThat(truth.get("customer").asString()).isEqualTo("17850");
      assertThat(truth.get("issuedAt").asString()).isEqualTo(NOON.toString());
      assertThat(truth.get("live").asBoolean()).isTrue();
      assertThat(truth.get("added").asBoolean()).isTrue();
      assertThat(truth.get("totalExVat").asString()).isEqualTo("-6.460");
      JsonNode ofFile = only(client, "documentCode", "C9000001");
      assertThat(ofFile.get("orderCode").isNull()).isTrue();
      assertThat(ofFile.has("added")).isFalse();
    }
  }

  @Test
  void aRefundIsPaidNowForACreditNoteOfTheFileOrByHand() throws IOException {
    CopyDatabase database = CopyDatabase.create();
    try (Sandbox sandbox = atNoon(options.withReportingCopy(database.url()))) {
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      String byHand = client.post(NOTES, MUG).get("creditId").asString();
      JsonNode first = refund(client, byHand, "7.752");
      JsonNode second = refund(client, "CRN000000700003", "1.5");

      assertThat(first.get("refundId").asString()).isEqualTo("RFD000000000001");
      assertThat(second.get("refundId").asString()).isEqualTo("RFD000000000002");
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(database.rows("select * from khaos_copy.refunds order by refund_id"))
                      .containsExactly(
                          "RFD000000000001|CRN000009000002|2011-06-09 12:00:00|7.752|GBP|2011-06-09 12:00:00",
                          "RFD000000000002|CRN000000700003|2011-06-09 12:00:00|1.5|GBP|2011-06-09 12:00:00"));
      JsonNode truth = only(client, "refundId", "RFD000000000001");
      assertThat(truth.get("type").asString()).isEqualTo("refund");
      assertThat(truth.get("creditId").asString()).isEqualTo(byHand);
      assertThat(truth.get("paidAt").asString()).isEqualTo(NOON.toString());
      assertThat(truth.get("amountIncVat").asString()).isEqualTo("7.752");
    }
  }

  @Test
  void withoutAnOrderTheCustomerIsTheOneGivenOrAGuest() throws IOException {
    try (Sandbox sandbox = atNoon(options)) {
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      client.post(NOTES, "{\"customer\":\"17850\",\"deliveryNet\":2}");
      client.post(NOTES, "{\"deliveryNet\":2}");
      client.post(NOTES, "{\"orderCode\":\"SO700002\",\"deliveryNet\":2}");

      assertThat(only(client, "documentCode", "C9000002").get("customer").asString())
          .isEqualTo("17850");
      assertThat(only(client, "documentCode", "C9000003").get("customer").isNull()).isTrue();
      assertThat(only(client, "documentCode", "C9000004").get("customer").isNull()).isTrue();
      assertThat(only(client, "documentCode", "C9000004").get("exported").asBoolean()).isFalse();
    }
  }

  @Test
  void aRestartKeepsThemCountsOnAndLeavesTheEndAsItWas() throws IOException {
    CopyDatabase database = CopyDatabase.create();
    Instant end;
    try (Sandbox sandbox = Sandbox.start(options)) {
      end = sandbox.end();
      sandbox.clock().set(end.plusSeconds(3600));
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      client.post(NOTES, MUG);
      refund(client, "CRN000000700003", "1");
    }
    try (Sandbox sandbox = Sandbox.start(options.withReportingCopy(database.url()))) {
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      assertThat(sandbox.end()).isEqualTo(end);
      assertThat(
              database.rows(
                  "select credit_code from khaos_copy.credit_notes where order_code is not null"))
          .containsExactly("C9000002");
      assertThat(database.rows("select refund_id from khaos_copy.refunds"))
          .containsExactly("RFD000000000001");
      assertThat(client.post(NOTES, MUG).get("creditCode").asString()).isEqualTo("C9000003");
      assertThat(refund(client, "CRN000000700003", "1").get("refundId").asString())
          .isEqualTo("RFD000000000002");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"lines\":[]}",
        "{\"lines\":{}}",
        "{\"lines\":[1]}",
        "{\"lines\":[{\"quantity\":1,\"unitNet\":1}]}",
        "{\"lines\":[{\"stockCode\":\"A\",\"quantity\":0,\"unitNet\":1}]}",
        "{\"lines\":[{\"stockCode\":\"A\",\"quantity\":1.5,\"unitNet\":1}]}",
        "{\"lines\":[{\"stockCode\":\"A\",\"quantity\":1}]}",
        "{\"lines\":[{\"stockCode\":\"A\",\"quantity\":1,\"unitNet\":-1}]}",
        "{\"lines\":[{\"stockCode\":\"A\",\"quantity\":1,\"unitNet\":\"much\"}]}",
        "{\"lines\":[{\"stockCode\":\"A\",\"quantity\":1,\"unitNet\":1,\"vat\":1}]}",
        "{\"deliveryNet\":1e99}",
        "{\"deliveryNet\":1,\"customer\":17850}",
        "{\"deliveryNet\":1,\"order\":\"SO700001\"}"
      })
  void aCreditNoteThatMakesNoSenseIsRefusedAndNotIssued(String body) throws IOException {
    try (Sandbox sandbox = atNoon(options)) {
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      HttpResponse<String> answer = client.send("POST", NOTES, body);

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("\"error\":");
      assertThat(client.post(NOTES, MUG).get("creditCode").asString()).isEqualTo("C9000002");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SO1, no order of this code",
    "SO700004, or not yet",
    "SOC700003, no order of this code",
    "700001, no order of this code"
  })
  void anOrderThatTheErpDoesNotShowNowIsNotFound(String order, String words) throws IOException {
    try (Sandbox sandbox = atNoon(options)) {
      HttpResponse<String> answer =
          new SandboxClient(sandbox.baseUrl())
              .send("POST", NOTES, "{\"orderCode\":\"" + order + "\",\"deliveryNet\":1}");

      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).contains(words);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CRN000000700003, -1, 400, amount",
    "CRN000000700003, 0, 400, amount",
    "CRN000000700003, much, 400, amount",
    "CRN000000700005, 1, 404, or not yet",
    "CRN700003, 1, 404, no credit note of this id",
    "700001, 1, 404, no credit note of this id"
  })
  void aRefundThatMakesNoSenseIsRefusedAndNotPaid(
      String creditId, String amount, int status, String words) throws IOException {
    try (Sandbox sandbox = atNoon(options)) {
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      HttpResponse<String> answer =
          client.send(
              "POST",
              REFUNDS,
              "{\"creditId\":\"%s\",\"amount\":\"%s\"}".formatted(creditId, amount));

      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(answer.body()).contains(words);
      assertThat(refund(client, "CRN000000700003", "1").get("refundId").asString())
          .isEqualTo("RFD000000000001");
    }
  }

  @Test
  void anUnknownCustomerOrPathIsNotFound() throws IOException {
    try (Sandbox sandbox = atNoon(options)) {
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      HttpResponse<String> answer =
          client.send("POST", NOTES, "{\"customer\":\"1\",\"deliveryNet\":1}");
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).contains("no customer of this number");
      assertThat(client.send("POST", "/_sandbox/khaos/invoices", "{}").statusCode()).isEqualTo(404);
      assertThat(client.send("GET", NOTES, "").statusCode()).isEqualTo(404);
    }
  }

  private static Sandbox atNoon(SandboxOptions options) throws IOException {
    Sandbox sandbox = Sandbox.start(options);
    sandbox.clock().set(NOON);
    return sandbox;
  }

  private static JsonNode refund(SandboxClient client, String creditId, String amount)
      throws IOException {
    return client.post(REFUNDS, "{\"creditId\":\"%s\",\"amount\":%s}".formatted(creditId, amount));
  }

  private static JsonNode only(SandboxClient client, String name, String value) throws IOException {
    List<JsonNode> found =
        client.lines("/_sandbox/truth").stream()
            .filter(line -> line.path(name).asString("").equals(value))
            .toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}
