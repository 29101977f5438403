package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.http.Answer;
import com.khaosbridge.activities.http.CallFailedException;
import com.khaosbridge.activities.http.OutboundClient;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import okhttp3.Credentials;
import okhttp3.FormBody;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Access tokens by OAuth 2 client credentials: one is fetched and used until a minute before its
 * end (Emarsys developer hub, "Authentication"). Thread-safe.
 */
final class AccessTokens {
  private static final Duration EARLY = Duration.ofSeconds(60);

  /** Where the answer names no lifetime. */
  private static final long DEFAULT_SECONDS = 600;

  private static final Pattern SENDABLE = Pattern.compile("[\\x21-\\x7e]+");

  private final EmarsysSettings.Access access;
  private final OutboundClient client;
  private final Supplier<Instant> realTime;
  private final LaneLocks fetching = new LaneLocks();
  private final AtomicReference<@Nullable Held> held = new AtomicReference<>();

  private record Held(String token, Instant until) {}

  /** A token, or why there is none. */
  sealed interface Grant {
    record Token(String value) implements Grant {
      @Override
      public String toString() {
        return "Token";
      }
    }

    record Denied(Verdict verdict) implements Grant {}
  }

  AccessTokens(EmarsysSettings.Access access, OutboundClient client, Supplier<Instant> realTime) {
    this.access = access;
    this.client = client;
    this.realTime = realTime;
  }

  /** The token in use, or a new one. */
  Grant current(Lane lane) {
    Held known = held.get();
    if (known != null && usable(known)) {
      return new Grant.Token(known.token());
    }
    ReentrantLock lock = fetching.of(lane);
    lock.lock();
    try {
      Held meanwhile = held.get();
      return meanwhile != null && usable(meanwhile)
          ? new Grant.Token(meanwhile.token())
          : fetch(lane);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets a token that Emarsys refused, unless another has taken its place already. */
  void drop(String refused) {
    Held known = held.get();
    if (known != null && known.token().equals(refused)) {
      held.compareAndSet(known, null);
    }
  }

  private boolean usable(Held candidate) {
    return realTime.get().isBefore(candidate.until());
  }

  private Grant fetch(Lane lane) {
    Request request =
        new Request.Builder()
            .url(access.tokenUrl())
            .header(
                "Authorization",
                Credentials.basic(access.clientId(), access.clientSecret(), StandardCharsets.UTF_8))
            .header("Accept", "application/json")
            .post(new FormBody.Builder().add("grant_type", "client_credentials").build())
            .build();
    try {
      return read(client.send(request, lane));
    } catch (CallFailedException e) {
      return new Grant.Denied(EmarsysVerdicts.ofFailure(e, true));
    }
  }

  private Grant read(Answer answer) {
    JsonNode body =
        answer.status() == 200 ? WireJson.read(answer.body()) : MissingNode.getInstance();
    String token = WireJson.text(body.path("access_token"));
    long seconds = body.path("expires_in").asLong(DEFAULT_SECONDS);
    if (!SENDABLE.matcher(token).matches()) {
      return new Grant.Denied(EmarsysVerdicts.ofTokenStatus(answer.status()));
    }
    Duration life = Duration.ofSeconds(Math.max(1, seconds));
    Duration early = life.compareTo(EARLY.multipliedBy(2)) > 0 ? EARLY : life.dividedBy(2);
    held.set(new Held(token, realTime.get().plus(life).minus(early)));
    return new Grant.Token(token);
  }
}
