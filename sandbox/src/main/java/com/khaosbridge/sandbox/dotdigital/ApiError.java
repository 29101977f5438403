package com.khaosbridge.sandbox.dotdigital;

import com.khaosbridge.sandbox.http.Response;
import tools.jackson.databind.node.ObjectNode;

/** An answer other than success, in the shape of the API version that gives it. */
final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Response response;

  private ApiError(Response response) {
    super("HTTP " + response.status(), null, false, false);
    this.response = response;
  }

  Response response() {
    return response;
  }

  /** {@code {errorCode, description}}. */
  static ApiError v3(int status, String code, String description) {
    return new ApiError(Answers.json(status, v3Body(code, description)));
  }

  /** {@code {errorCode, description, details:[{item, description}]}}. */
  static ApiError v3(
      int status, String code, String description, String item, String itemDescription) {
    ObjectNode body = v3Body(code, description);
    body.putArray("details").addObject().put("item", item).put("description", itemDescription);
    return new ApiError(Answers.json(status, body));
  }

  /** One v3 error wrapped in an array, which is how a missing custom identifier is told. */
  static ApiError v3Array(int status, String code, String description) {
    return new ApiError(
        Answers.json(status, JsonText.MAPPER.createArrayNode().add(v3Body(code, description))));
  }

  /** {@code {message}} whose text ends in the code. */
  static ApiError v2(int status, String text, String code) {
    return new ApiError(
        Answers.json(status, JsonText.MAPPER.createObjectNode().put("message", text + " " + code)));
  }

  private static ObjectNode v3Body(String code, String description) {
    return JsonText.MAPPER
        .createObjectNode()
        .put("errorCode", code)
        .put("description", description);
  }
}
