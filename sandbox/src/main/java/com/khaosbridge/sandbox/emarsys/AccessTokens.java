package com.khaosbridge.sandbox.emarsys;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import com.khaosbridge.sandbox.store.StateStore;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The token address and the check of bearer tokens. Tokens survive a restart. */
final class AccessTokens {
  private static final String CLIENT = "sandbox-client:sandbox-secret";
  private static final Base64.Encoder URL_BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final MVMap<String, String> expiries;
  private final Duration lifetime;
  private final Supplier<Instant> realTime;
  private final SecureRandom random = new SecureRandom();

  AccessTokens(StateStore store, Duration lifetime, Supplier<Instant> realTime) {
    this.expiries = store.map("emarsys.token");
    this.lifetime = lifetime;
    this.realTime = realTime;
  }

  Response issue(Request request) {
    if (!request.method().equals("POST")) {
      return oauthError(405, "invalid_request").with("Allow", "POST");
    }
    if (!isOurClient(request.header("Authorization"))) {
      return oauthError(401, "invalid_client").with("WWW-Authenticate", "Basic realm=\"oauth2\"");
    }
    if (!isForm(request.header("Content-Type"))) {
      return oauthError(400, "invalid_request");
    }
    if (!asksForClientCredentials(request.text())) {
      return oauthError(400, "unsupported_grant_type");
    }
    ObjectNode answer = Json.object();
    answer.put("access_token", newToken());
    answer.put("token_type", "Bearer");
    answer.put("expires_in", lifetime.toSeconds());
    return Response.of(200, "application/json", Json.write(answer))
        .with("Cache-Control", "no-store");
  }

  /** Whether the header carries a token of ours that hasn't expired. */
  boolean accepts(@Nullable String authorization) {
    String token = bearer(authorization);
    String expiry = token.isEmpty() ? null : expiries.get(token);
    return expiry != null && realTime.get().isBefore(Instant.parse(expiry));
  }

  /** The token of a bearer header, its scheme in any case; empty if it is no such header. */
  static String bearer(@Nullable String authorization) {
    if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
      return "";
    }
    return authorization.substring("bearer ".length()).strip();
  }

  private String newToken() {
    Instant now = realTime.get();
    forgetExpired(now);
    ObjectNode head = Json.object().put("alg", "RS256").put("typ", "JWT");
    ObjectNode claims =
        Json.object()
            .put("client_id", "sandbox-client")
            .put("iat", now.getEpochSecond())
            .put("exp", now.plus(lifetime).getEpochSecond());
    byte[] signature = new byte[48];
    random.nextBytes(signature);
    String token =
        base64(Json.write(head).getBytes(StandardCharsets.UTF_8))
            + "."
            + base64(Json.write(claims).getBytes(StandardCharsets.UTF_8))
            + "."
            + base64(signature);
    expiries.put(token, now.plus(lifetime).toString());
    return token;
  }

  private void forgetExpired(Instant now) {
    // The map's iterator walks a snapshot and can't remove.
    for (Map.Entry<String, String> token : expiries.entrySet()) {
      if (!now.isBefore(Instant.parse(token.getValue()))) {
        expiries.remove(token.getKey());
      }
    }
  }

  private static boolean isOurClient(@Nullable String authorization) {
    if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith("basic ")) {
      return false;
    }
    try {
      byte[] sent = Base64.getDecoder().decode(authorization.substring("basic ".length()).strip());
      return new String(sent, StandardCharsets.UTF_8).equals(CLIENT);
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  private static boolean isForm(@Nullable String contentType) {
    return contentType != null
        && contentType.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
  }

  private static boolean asksForClientCredentials(String form) {
    return Arrays.stream(form.strip().split("&", -1))
        .map(pair -> URLDecoder.decode(pair, StandardCharsets.UTF_8))
        .anyMatch("grant_type=client_credentials"::equals);
  }

  private static Response oauthError(int status, String error) {
    return Response.of(status, "application/json", Json.write(Json.object().put("error", error)));
  }

  private static String base64(byte[] bytes) {
    return URL_BASE64.encodeToString(bytes);
  }
}
