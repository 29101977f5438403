package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.destination.QuotaWait;
import com.khaosbridge.activities.http.Answer;
import com.khaosbridge.activities.http.CallFailedException;
import com.khaosbridge.activities.http.OutboundClient;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.activities.quota.QuotaGovernor;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * One call to the Core API v3: quota, token, request, envelope. All its calls can be repeated:
 * reads and updates have the same effect twice, a creation refuses an address that exists, and
 * events carry a trigger id. Only a field can be made twice, so its maker looks before.
 * Thread-safe.
 */
final class EmarsysApi {
  private static final Logger log = LoggerFactory.getLogger(EmarsysApi.class);

  /** Where a 429 names no end. */
  private static final Duration DEFAULT_CLOSURE = Duration.ofSeconds(60);

  private static final Pattern REQUEST_ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(#\\d{1,12})?");

  private static final MediaType JSON = MediaType.get("application/json");

  private final String baseUrl;
  private final OutboundClient client;
  private final QuotaGovernor governor;
  private final AccessTokens tokens;
  private final Supplier<Instant> realTime;

  EmarsysApi(
      String baseUrl,
      OutboundClient client,
      QuotaGovernor governor,
      AccessTokens tokens,
      Supplier<Instant> realTime) {
    this.baseUrl = baseUrl.endsWith("/") ? baseUrl : baseUrl + "/";
    this.client = client;
    this.governor = governor;
    this.tokens = tokens;
    this.realTime = realTime;
  }

  /**
   * Calls once, and once more with a new token if the one in use was refused.
   *
   * @param path below the API's base, without a leading slash
   * @param body null for a GET
   */
  Reply call(CoreCall call, Lane lane, String path, @Nullable JsonNode body) {
    return attempt(call, lane, path, body, true);
  }

  private Reply attempt(
      CoreCall call, Lane lane, String path, @Nullable JsonNode body, boolean mayRenew) {
    AccessTokens.Grant grant = tokens.current(lane);
    if (grant instanceof AccessTokens.Grant.Denied denied) {
      return new Reply.Stop(denied.verdict());
    }
    String token = ((AccessTokens.Grant.Token) grant).value();
    Duration wait = QuotaWait.acquire(governor, lane);
    if (!wait.isZero()) {
      return new Reply.Stop(EmarsysVerdicts.rateLimited(wait));
    }
    Answer answer;
    try {
      answer = client.send(request(call, path, body, token), lane);
    } catch (CallFailedException e) {
      return new Reply.Stop(EmarsysVerdicts.ofFailure(e, true));
    }
    learn(answer.headers());
    if (answer.status() == 401 && mayRenew) {
      tokens.drop(token);
      return attempt(call, lane, path, body, false);
    }
    return read(call, body, answer);
  }

  private Request request(CoreCall call, String path, @Nullable JsonNode body, String token) {
    return new Request.Builder()
        .url(baseUrl + path)
        .header("Authorization", "Bearer " + token)
        .header("Accept", "application/json")
        .method(call.method(), body == null ? null : RequestBody.create(WireJson.bytes(body), JSON))
        .build();
  }

  /** Emarsys labels its JSON {@code text/html}, so the content type is not looked at. */
  private Reply read(CoreCall call, @Nullable JsonNode body, Answer answer) {
    int status = answer.status();
    if (status == 429) {
      return rateLimited(answer.headers());
    }
    Verdict byStatus = EmarsysVerdicts.ofStatus(call, status);
    if (byStatus != null) {
      log.warn("Emarsys answered {} to {}, request id {}", status, call, requestId(answer));
      return new Reply.Stop(byStatus);
    }
    JsonNode envelope = WireJson.read(answer.body());
    if (!envelope.path("replyCode").isInt()) {
      return status == 413
          ? new Reply.Refused(call, status, Refusal.WITHOUT_CODE)
          : new Reply.Stop(EmarsysVerdicts.ofUnreadable(status));
    }
    int code = envelope.path("replyCode").intValue();
    if (code == 0 && status < 300) {
      return new Reply.Data(envelope.path("data"));
    }
    return new Reply.Refused(
        call,
        status,
        Refusal.of(
            String.valueOf(code), WireJson.text(envelope.path("replyText")), fieldsIn(body)));
  }

  /** Ids of the fields that our own request has. */
  private static Set<String> fieldsIn(@Nullable JsonNode body) {
    Set<String> fields = new HashSet<>();
    if (body != null) {
      fields.add(WireJson.text(body.path("key_id")));
      fields.add(WireJson.text(body.path("keyId")));
      body.path("contacts").forEach(contact -> fields.addAll(contact.propertyNames()));
    }
    return fields;
  }

  /** What Emarsys' support asks for; anything but an id of the known form is not logged. */
  private static String requestId(Answer answer) {
    String id = answer.headers().get("X-Emarsys-Request-Id");
    return id != null && REQUEST_ID.matcher(id).matches() ? id : "not given";
  }

  private Reply rateLimited(Headers headers) {
    Instant now = realTime.get();
    Instant reset = reset(headers);
    Instant until = reset.isAfter(now) ? reset : now.plus(DEFAULT_CLOSURE);
    governor.close(until);
    return new Reply.Stop(EmarsysVerdicts.rateLimited(Duration.between(now, until)));
  }

  private void learn(Headers headers) {
    long limit = number(headers.get("X-RateLimit-Limit"));
    String remaining = headers.get("X-RateLimit-Remaining");
    if (limit > 0 && limit <= Integer.MAX_VALUE && remaining != null) {
      governor.learn((int) limit, (int) Math.min(limit, number(remaining)), reset(headers));
    }
  }

  /** In Unix seconds; the epoch if there is none. */
  private static Instant reset(Headers headers) {
    return Instant.ofEpochSecond(number(headers.get("X-RateLimit-Reset")));
  }

  private static long number(@Nullable String header) {
    return header != null && header.strip().matches("\\d{1,11}")
        ? Long.parseLong(header.strip())
        : 0;
  }
}
