package com.khaosbridge.sandbox.dotdigital;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import com.khaosbridge.sandbox.store.StateStore;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
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

/** A stand-in with its store and a clock that only the test moves. */
final class Account implements AutoCloseable {
  static final String HOST = "127.0.0.1:8080";

  private final StateStore store;
  private final DotdigitalStandIn standIn;
  private Instant now = Instant.parse("2026-03-01T10:00:00Z");

  Account(Path directory) {
    this(directory, new DotdigitalLimits(10_000, 10_000, 10_000, Duration.ofSeconds(1)));
  }

  Account(Path directory, DotdigitalLimits limits) {
    store = new StateStore(directory.resolve("state.mv"));
    standIn = new DotdigitalStandIn(store, limits, () -> now, () -> "http://" + HOST);
  }

  Response get(String target) {
    return call("GET", target, "");
  }

  Response call(String method, String target, String body) {
    return call(method, target, body, Map.of());
  }

  /** A call with other or more headers; names in lower case. */
  Response call(String method, String target, String body, Map<String, String> headers) {
    Map<String, List<String>> all = new HashMap<>();
    String login = DotdigitalStandIn.USER + ":" + DotdigitalStandIn.PASSWORD;
    all.put("authorization", List.of("Basic " + base64(login)));
    all.put("host", List.of(HOST));
    headers.forEach((name, value) -> all.put(name.toLowerCase(Locale.ROOT), List.of(value)));
    int question = target.indexOf('?');
    String path = question < 0 ? target : target.substring(0, question);
    String query = question < 0 ? "" : target.substring(question + 1);
    return standIn.handle(
        new Request(method, path, query, all, body.getBytes(StandardCharsets.UTF_8)));
  }

  /** Creates a contact with this e-mail and gives its id. */
  long contact(String email) {
    Response response =
        call("POST", "/contacts/v3", "{\"identifiers\":{\"email\":\"" + email + "\"}}");
    return json(response).path("contactId").longValue();
  }

  JsonNode patchEmail(String email, String body) {
    return json(call("PATCH", "/contacts/v3/email/" + email, body));
  }

  void openOrders() {
    call(
        "POST",
        "/insightData/v3/collections/Orders?collectionScope=contact&collectionType=orders",
        "");
  }

  Response putOrder(String email, String key, String json) {
    return call("PUT", "/insightData/v3/contacts/email/" + email + "/Orders/" + key, json);
  }

  /** Submits an import of either kind and gives its result after its time has passed. */
  JsonNode finishedImport(String path, String body) {
    String id = json(call("PUT", path, body)).path("importId").asString();
    pass(Duration.ofSeconds(1));
    return json(get(path + "/" + id));
  }

  void pass(Duration duration) {
    now = now.plus(duration);
  }

  Instant now() {
    return now;
  }

  String state() {
    StringWriter out = new StringWriter();
    try {
      standIn.writeState(out);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return out.toString();
  }

  static JsonNode json(Response response) {
    return JsonText.MAPPER.readTree(response.body());
  }

  static String text(Response response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    store.close();
  }
}
