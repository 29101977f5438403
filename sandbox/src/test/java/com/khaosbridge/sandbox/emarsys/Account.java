package com.khaosbridge.sandbox.emarsys;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import com.khaosbridge.sandbox.store.StateStore;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A stand-in with its own state and clock, called as its clients call it. */
final class Account implements AutoCloseable {
  static final String TOKEN_FORM = "grant_type=client_credentials";

  private final Path file;
  private final EmarsysLimits limits;
  private StateStore store;
  private EmarsysStandIn standIn;
  private Instant now = Instant.parse("2026-07-01T10:00:00Z");
  private String token;

  Account(Path directory, EmarsysLimits limits) {
    this.file = directory.resolve("emarsys.mv");
    this.limits = limits;
    open();
    this.token = newToken();
  }

  static Account in(Path directory) {
    return new Account(directory, EmarsysLimits.standard());
  }

  /** Closes the state and opens it again in a new stand-in. */
  void restart() {
    store.close();
    open();
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  Instant now() {
    return now;
  }

  EmarsysStandIn standIn() {
    return standIn;
  }

  String newToken() {
    return Json.parse(tokenCall(basic("sandbox-client:sandbox-secret"), TOKEN_FORM).body())
        .path("access_token")
        .stringValue();
  }

  Response tokenCall(String authorization, String form) {
    return raw(
        "POST",
        "/oauth2/token",
        Map.of("Authorization", authorization, "Content-Type", "application/x-www-form-urlencoded"),
        form);
  }

  static String basic(String credentials) {
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A call under {@code /api/v3/} with a good token; single quotes in the body stand for double.
   */
  Answer call(String method, String target, String body) {
    return new Answer(
        raw(
            method,
            "/api/v3/" + target,
            Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json"),
            body.replace('\'', '"')));
  }

  Answer post(String target, String body) {
    return call("POST", target, body);
  }

  Answer get(String target) {
    return call("GET", target, "");
  }

  Answer upsert(String body) {
    return call("PUT", "contact/?create_if_not_exists=1", body);
  }

  Response upload(String csv) {
    return raw(
        "POST",
        "/hapi/merchant/sandbox/sales-data/api",
        Map.of("Authorization", "bearer sandbox-sales-token", "Content-Type", "text/csv"),
        csv);
  }

  Response raw(String method, String target, Map<String, String> headers, String body) {
    URI uri = URI.create(target);
    Map<String, List<String>> lowerCase = new HashMap<>();
    headers.forEach((name, value) -> lowerCase.put(name.toLowerCase(Locale.ROOT), List.of(value)));
    return standIn.handle(
        new Request(
            method,
            uri.getRawPath(),
            uri.getRawQuery() == null ? "" : uri.getRawQuery(),
            lowerCase,
            body.getBytes(StandardCharsets.UTF_8)));
  }

  /** The state's lines of one type. */
  List<JsonNode> state(String type) {
    StringWriter out = new StringWriter();
    try {
      standIn.writeState(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString()
        .lines()
        .map(Json::parse)
        .filter(line -> line.path("type").stringValue().equals(type))
        .toList();
  }

  @Override
  public void close() {
    store.close();
  }

  private void open() {
    store = new StateStore(file);
    standIn = new EmarsysStandIn(store, limits, () -> now);
  }

  /** What came back, its body read as JSON whatever the header says. */
  record Answer(Response response) {
    int status() {
      return response.status();
    }

    JsonNode body() {
      return Json.parse(response.body());
    }

    int replyCode() {
      return body().path("replyCode").intValue();
    }

    String replyText() {
      return body().path("replyText").stringValue();
    }

    JsonNode data() {
      return body().path("data");
    }

    String error(String keyValue, int code) {
      return data().path("errors").path(keyValue).path(Integer.toString(code)).asString("");
    }
  }
}
