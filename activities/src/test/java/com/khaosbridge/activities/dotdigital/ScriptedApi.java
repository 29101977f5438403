package com.khaosbridge.activities.dotdigital;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/**
 * A server that gives the answers no stand-in gives. The last answer to a call stays its answer.
 */
final class ScriptedApi implements AutoCloseable {
  private final MockWebServer server = new MockWebServer();
  private final Map<String, Deque<MockResponse>> answers = new LinkedHashMap<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  /** What the adapter sent: {@code target} is path and query as they went over the wire. */
  record Call(String method, String target, String body) {}

  ScriptedApi() throws IOException {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return next(request);
          }
        });
    server.start();
    answer("GET /v2/account-info", 200, "{\"id\":1,\"properties\":[" + endpoint() + "]}");
  }

  /** Answers the call whose method and target begin so; several answers go out in turn. */
  ScriptedApi answer(String call, int status, String body, String... headers) {
    MockResponse.Builder response = new MockResponse.Builder().code(status).body(body);
    for (int i = 0; i < headers.length; i += 2) {
      response.addHeader(headers[i], headers[i + 1]);
    }
    answers.computeIfAbsent(call, key -> new ArrayDeque<>()).add(response.build());
    return this;
  }

  DotdigitalSettings settings() {
    return DotdigitalSettings.of("dotdigital", URI.create(url()), "user", "password")
        .withImports(
            new DotdigitalSettings.Imports(
                2000, 500, 5_000_000, Duration.ofMillis(1), Duration.ofSeconds(10)));
  }

  /** The calls but the look for the region. */
  List<Call> calls() {
    return calls.stream().filter(call -> !call.target().equals("/v2/account-info")).toList();
  }

  List<Call> calls(String method) {
    return calls().stream().filter(call -> call.method().equals(method)).toList();
  }

  private String endpoint() {
    return "{\"name\":\"ApiEndpoint\",\"type\":\"String\",\"value\":\"" + url() + "\"}";
  }

  private String url() {
    String url = server.url("/").toString();
    return url.substring(0, url.length() - 1);
  }

  private synchronized MockResponse next(RecordedRequest request) {
    String body = request.getBody() == null ? "" : request.getBody().utf8();
    Call call = new Call(request.getMethod(), request.getTarget(), body);
    calls.add(call);
    List<String> matches = new ArrayList<>();
    for (String prefix : answers.keySet()) {
      if ((call.method() + " " + call.target()).startsWith(prefix)) {
        matches.add(prefix);
      }
    }
    if (matches.isEmpty()) {
      return new MockResponse.Builder()
          .code(404)
          .body("{\"errorCode\":\"contacts:contactNotFound\",\"description\":\"Not found\"}")
          .build();
    }
    String longest = matches.get(0);
    for (String match : matches) {
      longest = match.length() > longest.length() ? match : longest;
    }
    Deque<MockResponse> queue = answers.get(longest);
    return queue.size() > 1 ? queue.remove() : queue.element();
  }

  @Override
  public void close() {
    server.close();
  }
}
