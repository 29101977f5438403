package com.khaosbridge.sandbox.emarsys;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.sandbox.http.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SalesUploadsTest {
  static final String HEADER = "item,price,order,timestamp,customer,quantity,s_line\n";
  static final String ROW = "85123A,15.30,SO536365,2010-12-01,p17850,6,INV1/1\n";

  @TempDir Path directory;
  private Account account;

  @BeforeEach
  void open() {
    account = Account.in(directory);
  }

  @AfterEach
  void close() {
    account.close();
  }

  @Test
  void anUploadIsAcceptedInPlainText() {
    Response response = account.upload(HEADER + ROW);
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers().get("Content-Type")).startsWith("text/plain");
    assertThat(text(response)).isEqualTo("Upload accepted\n");
  }

  @Test
  void everyColumnIsKeptAsTheTextItCameAs() {
    account.upload(HEADER + "\"a \"\"b\"\", c\",-1.050,SO1,2026-07-01T09:00:00Z,p1,-2,\n");
    assertThat(account.state("salesRow").get(0).toString())
        .isEqualTo(
            "{\"type\":\"salesRow\",\"upload\":1,\"row\":1,\"item\":\"a \\\"b\\\", c\","
                + "\"price\":\"-1.050\",\"order\":\"SO1\",\"timestamp\":\"2026-07-01T09:00:00Z\","
                + "\"customer\":\"p1\",\"quantity\":\"-2\",\"s_line\":\"\"}");
  }

  @Test
  void theSameUploadTwiceAppendsItsRowsTwice() {
    account.upload(HEADER + ROW + ROW);
    account.upload(HEADER + ROW + ROW);
    assertThat(account.state("salesRow")).hasSize(4);
    assertThat(account.state("upload").stream().map(upload -> upload.path("sha256")).distinct())
        .hasSize(1);
    JsonNode second = account.state("upload").get(1);
    assertThat(second.path("upload").intValue()).isEqualTo(2);
    assertThat(second.path("rows").intValue()).isEqualTo(2);
    assertThat(second.path("at").stringValue()).isEqualTo("2026-07-01T10:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "item,Price,order,timestamp,customer,quantity\n1,2,3,2010-12-01,5,6\n",
        "item,order,timestamp,customer,quantity\n1,3,2010-12-01,5,6\n",
        "item,price,order,timestamp,quantity\n1,2,3,2010-12-01,6\n",
        "item,price,order,timestamp,customer,email,quantity\n1,2,3,2010-12-01,5,5,6\n",
        "item,price,order,timestamp,customer,quantity,note\n1,2,3,2010-12-01,5,6,x\n",
        "item,item,price,order,timestamp,customer,quantity\n1,1,2,3,2010-12-01,5,6\n",
        "1,2,3,2010-12-01,5,6\n",
        ""
      })
  void aBadHeaderIs400AndKeepsNothing(String csv) {
    assertThat(account.upload(csv).status()).isEqualTo(400);
    assertThat(account.state("upload")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "85123A,15.30,SO1,2010-12-01,p1\n",
        "85123A,15.30,SO1,2010-12-01,p1,6,x,y\n",
        "\"85123A\nB\",15.30,SO1,2010-12-01,p1,6,x\n",
        "\"85123A\rB\",15.30,SO1,2010-12-01,p1,6,x\n",
        "\"85123A,15.30,SO1,2010-12-01,p1,6,x\n",
        "85123A,15.30,,2010-12-01,p1,6,x\n",
        "85123A,15.30,SO1,,p1,6,x\n",
        "85123A,15.30,SO1,01/12/2010,p1,6,x\n",
        "85123A,'15,30',SO1,2010-12-01,p1,6,x\n",
        "85123A,1.5E1,SO1,2010-12-01,p1,6,x\n"
      })
  void oneBadRowIs400InPlainTextAndKeepsNothing(String row) {
    Response response = account.upload(HEADER + ROW + row.replace('\'', '"'));
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.headers().get("Content-Type")).startsWith("text/plain");
    assertThat(account.state("upload")).isEmpty();
  }

  @Test
  void aHeaderWithoutRowsIs400() {
    assertThat(account.upload(HEADER).status()).isEqualTo(400);
  }

  @Test
  void theFirstUploadSettlesTheColumnsAndTheirOrder() {
    account.upload(HEADER + ROW);
    Response response =
        account.upload(
            "price,item,order,timestamp,customer,quantity,s_line\n1,A,1,2010-12-01,1,1,x\n");
    assertThat(response.status()).isEqualTo(400);
    assertThat(account.upload(HEADER + ROW).status()).isEqualTo(200);
  }

  @Test
  void contactsMayBeNamedByEmailInTheRecordedOrderOfColumns() {
    String csv =
        "order,email,item,price,quantity,timestamp\r\n"
            + "1234,a@example.com,SKU,10.00,2,2019-04-05T14:38:40Z\r\n";
    assertThat(account.upload(csv).status()).isEqualTo(200);
    assertThat(account.state("salesRow").get(0).path("timestamp").stringValue())
        .isEqualTo("2019-04-05T14:38:40Z");
  }

  @Test
  void theOAuthTokenIsNoSalesTokenAndAnotherMerchantIsRefused() {
    String path = "/hapi/merchant/sandbox/sales-data/api";
    Map<String, String> oauth =
        Map.of("Authorization", "Bearer " + account.newToken(), "Content-Type", "text/csv");
    assertThat(account.raw("POST", path, oauth, HEADER + ROW).status()).isEqualTo(401);
    Map<String, String> sales =
        Map.of("Authorization", "bearer sandbox-sales-token", "Content-Type", "text/csv");
    String other = path.replace("sandbox", "other");
    assertThat(account.raw("POST", other, sales, HEADER + ROW).status()).isEqualTo(401);
    assertThat(account.state("upload")).isEmpty();
  }

  @Test
  void aCompressedOrUnlabelledBodyIsRefused() {
    String path = "/hapi/merchant/sandbox/sales-data/api";
    String token = "bearer sandbox-sales-token";
    Map<String, String> gzip =
        Map.of("Authorization", token, "Content-Type", "text/csv", "Content-Encoding", "gzip");
    assertThat(account.raw("POST", path, gzip, HEADER + ROW).status()).isEqualTo(400);
    Map<String, String> unlabelled = Map.of("Authorization", token);
    assertThat(account.raw("POST", path, unlabelled, HEADER + ROW).status()).isEqualTo(400);
  }

  private static String text(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
