package com.khaosbridge.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request as a stand-in sees it.
 *
 * @param method upper case, e.g. {@code PATCH}
 * @param rawPath the path as sent, still percent-encoded, without the query
 * @param rawQuery the query as sent, without {@code ?}; empty if there is none
 * @param headers header names in lower case, values as sent
 * @param body the raw body, empty if there is none
 */
public record Request(
    String method,
    String rawPath,
    String rawQuery,
    Map<String, List<String>> headers,
    byte[] body) {

  /** The path's segments, each percent-decoded; a trailing slash gives no empty segment. */
  public List<String> segments() {
    return Paths.segments(rawPath);
  }

  /** The decoded query parameters; of a repeated name the last value counts. */
  public Map<String, String> query() {
    return Paths.query(rawQuery);
  }

  /** The first value of a header, whatever the case of its name, or null. */
  public @Nullable String header(String name) {
    List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
    return values == null || values.isEmpty() ? null : values.get(0);
  }

  /** All that an error text may quote of the request: the decoded path and the body. */
  public String quotable() {
    return String.join(" ", segments()) + " " + text();
  }

  /** The body as UTF-8 text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
