package com.khaosbridge.sandbox.http;

import com.khaosbridge.sandbox.store.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A fault on demand. What is null restricts nothing.
 *
 * @param system {@code khaos}, {@code emarsys} or {@code dotdigital}
 * @param path found anywhere in the raw path
 * @param method upper case
 * @param requestMatches found anywhere in the request's body
 * @param kind what it does
 * @param status the answer's status, for kind {@code status}
 * @param delayMillis wait before anything else, for every kind
 * @param body the answer's body, for kinds {@code status} and {@code malformed}; for {@code status}
 *     <code>${request}</code> in it stands for what was sent; for {@code refuseRows} what the error
 *     texts begin with
 * @param headers the answer's headers, for kind {@code status}
 * @param rate share of the matching requests that it hits, 0 to 1
 * @param share of a list's rows that come, 0 to 1, for kind {@code shortAnswer}
 */
public record Fault(
    @Nullable String system,
    @Nullable Pattern path,
    @Nullable String method,
    @Nullable Pattern requestMatches,
    FaultKind kind,
    int status,
    long delayMillis,
    @Nullable String body,
    Map<String, String> headers,
    double rate,
    double share) {

  private static final String REQUEST = "${request}";

  /** Checks the ranges. */
  public Fault {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("status must be 200 to 599, was " + status);
    }
    if (delayMillis < 0 || delayMillis > 600_000) {
      throw new IllegalArgumentException("delayMillis must be 0 to 600000, was " + delayMillis);
    }
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("rate must be 0 to 1, was " + rate);
    }
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share must be 0 to 1, was " + share);
    }
    method = method == null ? null : method.toUpperCase(Locale.ROOT);
    headers = Map.copyOf(headers);
  }

  boolean matches(String requestSystem, Request request) {
    return (system == null || system.equals(requestSystem))
        && (method == null || method.equals(request.method()))
        && (path == null || path.matcher(request.rawPath()).find())
        && (requestMatches == null || requestMatches.matcher(request.text()).find());
  }

  /** The answer of kind {@code status}. */
  Response answer(Request request) {
    String text = body == null ? "" : body.replace(REQUEST, escaped(request.quotable()));
    Response response = Response.of(status, contentType(text), text);
    for (Map.Entry<String, String> header : headers.entrySet()) {
      response = response.with(header.getKey(), header.getValue());
    }
    return response;
  }

  /** The answer of kind {@code malformed} in place of the right one. */
  Response spoil(Response right) {
    byte[] spoilt =
        body == null
            ? Arrays.copyOf(right.body(), right.body().length / 2)
            : body.getBytes(StandardCharsets.UTF_8);
    return new Response(right.status(), right.headers(), spoilt);
  }

  /** As it stands between the quotes of a JSON text. */
  private static String escaped(String text) {
    String quoted = Json.mapper().writeValueAsString(text);
    return quoted.substring(1, quoted.length() - 1);
  }

  private static String contentType(String text) {
    if (text.startsWith("{") || text.startsWith("[")) {
      return "application/json";
    }
    return text.startsWith("<") ? "text/xml; charset=utf-8" : "text/plain; charset=utf-8";
  }
}
