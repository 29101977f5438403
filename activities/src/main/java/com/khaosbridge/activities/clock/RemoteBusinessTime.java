package com.khaosbridge.activities.clock;

import com.khaosbridge.activities.BusinessTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The business clock of a sandbox that runs elsewhere: asked now and then, counted on in between at
 * the factor it told.
 */
public final class RemoteBusinessTime implements BusinessTime {
  private static final Duration FRESH = Duration.ofMillis(250);

  private final OkHttpClient client =
      new OkHttpClient.Builder().callTimeout(Duration.ofSeconds(5)).build();
  private final JsonMapper json = JsonMapper.builder().build();
  private final HttpUrl clock;
  private Reading last = new Reading(Instant.EPOCH, Instant.EPOCH, 0);

  private record Reading(Instant business, Instant real, double factor) {}

  /**
   * @param sandbox the sandbox's base address
   */
  public RemoteBusinessTime(String sandbox) {
    this.clock = HttpUrl.get(sandbox).newBuilder().addPathSegments("_sandbox/clock").build();
  }

  @Override
  public synchronized Instant now() {
    Instant real = Instant.now();
    if (Duration.between(last.real(), real).compareTo(FRESH) > 0) {
      last = ask();
      real = Instant.now();
    }
    long since = Duration.between(last.real(), real).toMillis();
    return last.business().plusMillis(Math.round(Math.max(0, since) * last.factor()));
  }

  @Override
  public synchronized @Nullable Instant realTimeOf(Instant business) {
    Duration until = Duration.between(now(), business);
    double factor = last.factor();
    return factor <= 0
        ? null
        : Instant.now().plusMillis(Math.round(Math.ceil(until.toMillis() / factor)));
  }

  private Reading ask() {
    try (Response response = client.newCall(new Request.Builder().url(clock).build()).execute()) {
      JsonNode answer = json.readTree(response.body().string());
      return new Reading(
          Instant.parse(answer.get("now").stringValue()),
          Instant.now(),
          answer.get("factor").doubleValue());
    } catch (IOException e) {
      throw new UncheckedIOException("the sandbox's clock does not answer", e);
    }
  }
}
