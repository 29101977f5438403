package com.khaosbridge.sandbox.emarsys;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class EmarsysStandInTest {
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
  void itServesItsOwnPathsOnly() {
    EmarsysStandIn standIn = account.standIn();
    assertThat(standIn.system()).isEqualTo("emarsys");
    assertThat(
            List.of(
                "/oauth2/token",
                "/healthcheck",
                "/api/v3/contact/",
                "/hapi/merchant/sandbox/sales-data/api"))
        .allMatch(standIn::serves);
    assertThat(List.of("/contacts/v3", "/v2/account-info", "/api/v2/field", "/Khaos.exe/SOAP"))
        .noneMatch(standIn::serves);
  }

  @Test
  void theStateSurvivesARestart() {
    account.upsert("{'contacts':[{'3':'a@example.com','31':2}]}");
    account.post("event", "{'name':'more'}");
    account.post("event/5103/trigger", "{'external_id':'a@example.com','trigger_id':'t1'}");
    account.upload(SalesUploadsTest.HEADER + SalesUploadsTest.ROW);
    List<JsonNode> before = account.state("contact");

    account.restart();

    assertThat(account.state("contact")).isEqualTo(before);
    account.post("event/5103/trigger", "{'external_id':'a@example.com','trigger_id':'t1'}");
    account.post("event/5104/trigger", "{'external_id':'a@example.com'}");
    account.upload(SalesUploadsTest.HEADER + SalesUploadsTest.ROW);
    account.upsert("{'contacts':[{'3':'a@example.com'},{'3':'b@example.com'}]}");
    assertThat(account.state("event")).hasSize(2);
    assertThat(account.state("duplicateTrigger")).hasSize(1);
    assertThat(account.state("upload")).hasSize(2);
    assertThat(account.state("contact").stream().map(contact -> contact.path("id")).distinct())
        .hasSize(2);
  }

  @Test
  void manyRowsOfOneUploadComeBackInOrder() {
    StringBuilder csv = new StringBuilder(SalesUploadsTest.HEADER);
    int rows = 1_001;
    for (int i = 1; i <= rows; i++) {
      csv.append("A,1.00,SO1,2010-12-01,p1,1,line").append(i).append('\n');
    }
    account.upload(csv.toString());
    List<JsonNode> state = account.state("salesRow");
    assertThat(state).hasSize(rows);
    for (int i = 1; i <= rows; i++) {
      assertThat(state.get(i - 1).path("row").intValue()).isEqualTo(i);
      assertThat(state.get(i - 1).path("s_line").stringValue()).isEqualTo("line" + i);
    }
  }

  @Test
  void simultaneousUpsertsOfOneKeyMakeOneContact() throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String email = "c" + i % 10 + "@example.com";
        calls.add(clients.submit(() -> account.upsert("{'contacts':[{'3':'" + email + "'}]}")));
      }
      for (Future<?> call : calls) {
        call.get();
      }
    } finally {
      clients.shutdownNow();
    }
    assertThat(account.state("contact")).hasSize(10);
  }

  @Test
  void aClientSeesItOverRealHttp() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.start();
    try {
      HttpClient client = HttpClient.newHttpClient();
      String base = "http://127.0.0.1:" + server.getAddress().getPort();
      HttpResponse<String> token =
          client.send(
              HttpRequest.newBuilder(URI.create(base + "/oauth2/token"))
                  .header("Authorization", Account.basic("sandbox-client:sandbox-secret"))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofString(Account.TOKEN_FORM))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      String bearer = Json.parse(token.body()).path("access_token").stringValue();
      HttpResponse<String> upsert =
          client.send(
              HttpRequest.newBuilder(URI.create(base + "/api/v3/contact/?create_if_not_exists=1"))
                  .header("Authorization", "Bearer " + bearer)
                  .PUT(
                      HttpRequest.BodyPublishers.ofString(
                          "{\"key_id\":\"3\",\"contacts\":[{\"3\":\"a@example.com\"}]}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(upsert.statusCode()).isEqualTo(200);
      assertThat(upsert.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
      assertThat(Json.parse(upsert.body()).path("data").path("ids").path(0).isNumber()).isTrue();
    } finally {
      server.stop(0);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    Map<String, List<String>> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    URI uri = exchange.getRequestURI();
    Response response =
        account
            .standIn()
            .handle(
                new Request(
                    exchange.getRequestMethod(),
                    uri.getRawPath(),
                    Objects.requireNonNullElse(uri.getRawQuery(), ""),
                    headers,
                    exchange.getRequestBody().readAllBytes()));
    response.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    exchange.sendResponseHeaders(response.status(), response.body().length);
    exchange.getResponseBody().write(response.body());
    exchange.close();
  }
}
