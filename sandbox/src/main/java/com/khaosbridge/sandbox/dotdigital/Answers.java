package com.khaosbridge.sandbox.dotdigital;

import com.khaosbridge.sandbox.http.Response;
import tools.jackson.databind.JsonNode;

/** Successful answers. */
final class Answers {
  private static final String JSON = "application/json; charset=utf-8";

  private Answers() {}

  static Response json(int status, JsonNode body) {
    return Response.of(status, JSON, JsonText.write(body));
  }

  /** A body that is JSON text already. */
  static Response json(int status, String body) {
    return Response.of(status, JSON, body);
  }
}
