package com.khaosbridge.sandbox.emarsys;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers that refuse each row of a call and quote it, for the fault that asks for them. */
final class RowRefusals {
  private static final int INVALID_VALUE = 2007;

  private RowRefusals() {}

  static Response of(Request request, String words) {
    if (!request.rawPath().startsWith("/api/")) {
      return Response.of(
          400, "text/plain; charset=utf-8", words + ": " + request.quotable() + "\n");
    }
    JsonNode body = body(request);
    if (body.path("contacts").isArray()) {
      return ofContacts(body, words);
    }
    return body.path("keyValues").isArray()
        ? ofKeys(body, words)
        : Envelope.failure(400, INVALID_VALUE, words + ": " + request.quotable());
  }

  private static Response ofContacts(JsonNode body, String words) {
    String keyField = Json.scalarText(body.path("key_id"));
    ObjectNode errors = Json.object();
    for (JsonNode row : body.path("contacts")) {
      String key =
          Json.scalarText(row.has("external_id") ? row.path("external_id") : row.path(keyField));
      errors
          .putObject(key)
          .put(Integer.toString(INVALID_VALUE), words + " for field id: 1 - " + Json.write(row));
    }
    ObjectNode data = Json.object();
    data.putArray("ids");
    data.set("errors", errors);
    return Envelope.ok(data);
  }

  private static Response ofKeys(JsonNode body, String words) {
    ArrayNode errors = Json.array();
    for (JsonNode key : body.path("keyValues")) {
      errors
          .addObject()
          .set("key", key)
          .put("errorCode", INVALID_VALUE)
          .put("errorMsg", words + ": " + Json.scalarText(key));
    }
    ObjectNode data = Json.object();
    data.set("errors", errors);
    data.put("result", false);
    return Envelope.ok(data);
  }

  private static JsonNode body(Request request) {
    try {
      return Json.parse(request.body());
    } catch (JacksonException notJson) {
      return Json.object();
    }
  }
}
