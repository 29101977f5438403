package com.khaosbridge.sandbox.control;

import com.khaosbridge.sandbox.http.Fault;
import com.khaosbridge.sandbox.http.FaultKind;
import com.khaosbridge.sandbox.http.Faults;
import com.khaosbridge.sandbox.http.Response;
import com.khaosbridge.sandbox.store.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /_sandbox/faults}: turns faults on and off. */
final class FaultsPath {
  private static final int DEFAULT_STATUS = 503;
  private static final Set<String> FIELDS =
      Set.of(
          "system",
          "path",
          "method",
          "requestMatches",
          "kind",
          "status",
          "delayMillis",
          "body",
          "headers",
          "rate",
          "count",
          "share");

  private final Faults faults;

  FaultsPath(Faults faults) {
    this.faults = faults;
  }

  Response add(ObjectNode json) {
    json.propertyNames()
        .forEach(
            name -> {
              if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException("a fault has no field " + name);
              }
            });
    String kind = text(json, "kind");
    if (kind == null) {
      throw new IllegalArgumentException("kind is missing");
    }
    JsonNode rate = given(json, "rate");
    JsonNode count = given(json, "count");
    JsonNode share = share(FaultKind.of(kind), json);
    Fault fault =
        new Fault(
            text(json, "system"),
            pattern(json, "path"),
            text(json, "method"),
            pattern(json, "requestMatches"),
            FaultKind.of(kind),
            number(json, "status", DEFAULT_STATUS),
            number(json, "delayMillis", 0),
            text(json, "body"),
            headers(json),
            rate == null ? 1 : rate.asDouble(),
            share == null ? 1 : share.asDouble());
    String id = faults.add(fault, count == null ? null : Integer.valueOf(count.asInt()));
    return Control.ok(Json.mapper().createObjectNode().put("id", id));
  }

  /** Only the ERP has lists that can be short, and a short one needs its share. */
  private static @Nullable JsonNode share(FaultKind kind, ObjectNode json) {
    JsonNode share = given(json, "share");
    boolean wanted = kind == FaultKind.SHORT_ANSWER;
    if (wanted != (share != null) || (share != null && !share.isNumber())) {
      throw new IllegalArgumentException(
          "share, a number from 0 to 1, is given with shortAnswer and with no other kind");
    }
    if (wanted && !"khaos".equals(text(json, "system"))) {
      throw new IllegalArgumentException("shortAnswer is for system khaos only");
    }
    return share;
  }

  Response list() {
    ArrayNode list = Json.mapper().createArrayNode();
    faults.list().forEach(armed -> list.add(show(armed)));
    return Control.ok(list);
  }

  Response clear() {
    faults.clear();
    return Response.empty(204);
  }

  Response clear(String id) {
    return faults.clear(id) ? Response.empty(204) : Control.error(404, "no fault of this id");
  }

  private static ObjectNode show(Faults.Armed armed) {
    Fault fault = armed.fault();
    ObjectNode json =
        Json.mapper()
            .createObjectNode()
            .put("id", armed.id())
            .put("system", fault.system())
            .put("path", text(fault.path()))
            .put("method", fault.method())
            .put("requestMatches", text(fault.requestMatches()))
            .put("kind", fault.kind().label())
            .put("status", fault.status())
            .put("delayMillis", fault.delayMillis())
            .put("body", fault.body());
    ObjectNode headers = json.putObject("headers");
    fault.headers().forEach(headers::put);
    if (fault.kind() == FaultKind.SHORT_ANSWER) {
      json.put("share", fault.share());
    }
    return json.put("rate", fault.rate())
        .put("remaining", armed.remaining())
        .put("hits", armed.hits());
  }

  private static @Nullable String text(@Nullable Pattern pattern) {
    return pattern == null ? null : pattern.pattern();
  }

  private static Map<String, String> headers(ObjectNode json) {
    Map<String, String> headers = new LinkedHashMap<>();
    JsonNode given = given(json, "headers");
    if (given != null) {
      given
          .properties()
          .forEach(header -> headers.put(header.getKey(), header.getValue().asString()));
    }
    return headers;
  }

  private static @Nullable Pattern pattern(ObjectNode json, String name) {
    String regex = text(json, name);
    try {
      return regex == null ? null : Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(name + " is no regular expression", e);
    }
  }

  private static @Nullable String text(ObjectNode json, String name) {
    JsonNode value = given(json, name);
    return value == null ? null : value.asString();
  }

  private static int number(ObjectNode json, String name, int otherwise) {
    JsonNode value = given(json, name);
    return value == null ? otherwise : value.asInt();
  }

  private static @Nullable JsonNode given(ObjectNode json, String name) {
    JsonNode value = json.get(name);
    return value == null || value.isNull() ? null : value;
  }
}
