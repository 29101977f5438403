package com.khaosbridge.sandbox.emarsys;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The envelope around every Core API body. */
final class Envelope {
  /** Recorded traffic: the body is JSON, the header says otherwise. */
  private static final String CONTENT_TYPE = "text/html; charset=utf-8";

  private Envelope() {}

  static Response ok(JsonNode data) {
    return reply(200, 0, "OK", data);
  }

  /** A failure's data is an empty text, whatever type its success has. */
  static Response failure(int status, int replyCode, String replyText) {
    return reply(status, replyCode, replyText, Json.object().stringNode(""));
  }

  static Response failure(ApiFailure failure) {
    return failure(failure.status(), failure.replyCode(), failure.replyText());
  }

  /** The request's body as an object; 400/1010 if it is none. */
  static ObjectNode body(Request request) {
    try {
      if (Json.parse(request.body()) instanceof ObjectNode body) {
        return body;
      }
    } catch (JacksonException notJson) {
      throw ApiFailure.badRequest(1010, "Invalid request payload");
    }
    throw ApiFailure.badRequest(1010, "Invalid request payload");
  }

  private static Response reply(int status, int replyCode, String replyText, JsonNode data) {
    ObjectNode envelope = Json.object();
    envelope.put("replyCode", replyCode);
    envelope.put("replyText", replyText);
    envelope.set("data", data);
    return Response.of(status, CONTENT_TYPE, Json.write(envelope));
  }
}
