package com.khaosbridge.activities.emarsys;

import com.khaosbridge.workflows.decision.Metric;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** Answers as a test says, for oddities that the stand-in shows only now and then. */
final class ScriptedEmarsys implements AutoCloseable {
  static final String OK = "{\"replyCode\":0,\"replyText\":\"OK\",\"data\":%s}";

  private final MockWebServer server = new MockWebServer();
  private final Map<String, Function<String, MockResponse>> answers = new LinkedHashMap<>();
  private final AtomicInteger tokens = new AtomicInteger();

  /** The calls so far, each {@code METHOD path body}, tokens and lists left out. */
  final List<String> calls = new ArrayList<>();

  /** The bearer tokens of all calls of the Core API. */
  final List<String> bearers = new ArrayList<>();

  Instant now = Instant.parse("2026-01-01T00:00:00Z");

  ScriptedEmarsys() throws IOException {
    on("GET /api/v3/field", data(FIELDS));
    on("GET /api/v3/field/31/choice", data("[{\"id\":\"1\",\"choice\":\"True\"},{\"id\":2}]"));
    on(
        "GET /api/v3/field/14/choice",
        data(
            "[{\"id\":\"184\",\"choice\":\"United Kingdom\"},{\"id\":65,\"choice\":\"Germany\"}]"));
    on(
        "GET /api/v3/event",
        data(
            "[{\"id\":11,\"name\":\"order_received\"},{\"id\":\"12\",\"name\":\"order_confirmed\"},"
                + "{\"id\":13,\"name\":\"despatched\"}]"));
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(request);
          }
        });
    server.start();
  }

  static final String FIELDS =
      "[{\"id\":3,\"string_id\":\"email\",\"application_type\":\"longtext\"},"
          + "{\"id\":\"501\",\"string_id\":\"khaos_person_id\",\"application_type\":\"shorttext\"},"
          + "{\"id\":502,\"string_id\":\"khaos_urn\",\"application_type\":\"shorttext\"},"
          + "{\"id\":503,\"string_id\":\"khaos_customer_ids\",\"application_type\":\"longtext\"}]";

  static MockResponse data(String data) {
    return reply(200, OK.formatted(data));
  }

  static MockResponse refusal(int status, int code, String words) {
    return reply(
        status, "{\"replyCode\":%d,\"replyText\":\"%s\",\"data\":\"\"}".formatted(code, words));
  }

  static MockResponse reply(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Type", "text/html; charset=utf-8")
        .body(body)
        .build();
  }

  void on(String call, MockResponse answer) {
    on(call, body -> answer);
  }

  void on(String call, Function<String, MockResponse> answer) {
    answers.put(call, answer);
  }

  private synchronized MockResponse answer(RecordedRequest request) {
    String path = request.getUrl().encodedPath();
    if (path.equals("/oauth2/token")) {
      return reply(
          200,
          "{\"access_token\":\"t%d\",\"token_type\":\"Bearer\",\"expires_in\":3600}"
              .formatted(tokens.incrementAndGet()));
    }
    bearers.add(String.valueOf(request.getHeaders().get("Authorization")));
    String body = request.getBody() == null ? "" : request.getBody().utf8();
    String call = request.getMethod() + " " + path;
    if (!request.getMethod().equals("GET")) {
      calls.add(call + " " + body);
    }
    Function<String, MockResponse> answer = answers.get(call);
    return answer == null ? reply(404, "<html>nothing here</html>") : answer.apply(body);
  }

  int tokens() {
    return tokens.get();
  }

  Emarsys destination() {
    return destination(new KeptSalesFiles());
  }

  Emarsys destination(SalesFiles files) {
    return new Emarsys(settings(), files, () -> now);
  }

  Emarsys destination(Map<Metric, String> metrics) {
    return new Emarsys(settings().withMetrics(metrics), new KeptSalesFiles(), () -> now);
  }

  EmarsysSettings settings() {
    String base = server.url("/").toString();
    return EmarsysSettings.of(
        "emarsys",
        new EmarsysSettings.Access(base + "api/v3/", base + "oauth2/token", "client", "secret"),
        new EmarsysSettings.SalesAccess(base, "m1", "sales-token"));
  }

  @Override
  public void close() {
    server.close();
  }
}
