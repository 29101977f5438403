package com.khaosbridge.activities.dotdigital;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * One request as the API's pages describe it.
 *
 * @param path begins with a slash, identifier values in it percent-encoded
 * @param repeatable whether sending it twice has the effect of sending it once
 */
record ApiCall(
    String method,
    String path,
    Map<String, String> query,
    @Nullable String body,
    Tier tier,
    boolean repeatable) {
  private static final MediaType JSON = MediaType.get("application/json");

  static ApiCall get(Tier tier, String path) {
    return new ApiCall("GET", path, Map.of(), null, tier, true);
  }

  static ApiCall put(Tier tier, String path, String body) {
    return new ApiCall("PUT", path, Map.of(), body, tier, true);
  }

  static ApiCall patch(Tier tier, String path, String body) {
    return new ApiCall("PATCH", path, Map.of(), body, tier, true);
  }

  static ApiCall post(Tier tier, String path, String body) {
    return new ApiCall("POST", path, Map.of(), body, tier, true);
  }

  static ApiCall delete(Tier tier, String path) {
    return new ApiCall("DELETE", path, Map.of(), null, tier, true);
  }

  ApiCall withQuery(Map<String, String> parameters) {
    return new ApiCall(method, path, parameters, body, tier, repeatable);
  }

  ApiCall notRepeatable() {
    return new ApiCall(method, path, query, body, tier, false);
  }

  /** Without path and body, which hold addresses. */
  @Override
  public String toString() {
    return "ApiCall[" + method + ", " + tier + "]";
  }

  /** A value for use in a path: everything but RFC 3986's unreserved characters is encoded. */
  static String segment(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  Request request(HttpUrl base, String credentials) {
    HttpUrl.Builder url = base.newBuilder().addEncodedPathSegments(path.substring(1));
    query.forEach(url::addQueryParameter);
    RequestBody content =
        body != null
            ? RequestBody.create(body.getBytes(StandardCharsets.UTF_8), JSON)
            : "POST".equals(method) ? RequestBody.create(new byte[0], null) : null;
    return new Request.Builder()
        .url(url.build())
        .header("Authorization", credentials)
        .header("Accept", "application/json")
        .method(method, content)
        .build();
  }
}
