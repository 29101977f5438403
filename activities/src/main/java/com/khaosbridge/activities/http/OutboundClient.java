package com.khaosbridge.activities.http;

import com.khaosbridge.workflows.delivery.Lane;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Sends requests to one system. Each lane has connections of its own, so that history never makes
 * live wait for one. Nothing is retried here: whether a call may be repeated is for the caller to
 * know. Thread-safe.
 */
public final class OutboundClient {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final Map<Lane, OkHttpClient> clients = new EnumMap<>(Lane.class);
  private final LongAdder calls = new LongAdder();

  /**
   * @param readTimeout how long an answer may take before the call counts as failed
   */
  public OutboundClient(Duration readTimeout) {
    for (Lane lane : Lane.values()) {
      clients.put(
          lane,
          new OkHttpClient.Builder()
              .connectTimeout(CONNECT_TIMEOUT)
              .readTimeout(readTimeout)
              .writeTimeout(readTimeout)
              .retryOnConnectionFailure(false)
              .followRedirects(false)
              .connectionPool(new ConnectionPool())
              .eventListenerFactory(Departure::listenerOf)
              .build());
    }
  }

  /**
   * Sends one request and reads the whole answer, whatever its status.
   *
   * @throws CallFailedException if no complete answer came; it says whether the call may have had
   *     its effect
   */
  public Answer send(Request request, Lane lane) throws CallFailedException {
    Departure departure = new Departure();
    Request tagged = request.newBuilder().tag(Departure.class, departure).build();
    calls.increment();
    OkHttpClient client = java.util.Objects.requireNonNull(clients.get(lane));
    try (Response response = client.newCall(tagged).execute()) {
      return new Answer(response.code(), response.headers(), response.body().string());
    } catch (IOException e) {
      throw new CallFailedException(e, departure.begun.get());
    }
  }

  /** How many calls were sent. */
  public long calls() {
    return calls.sum();
  }

  /** Remembers whether a request's first byte may have left. */
  private static final class Departure {
    private final AtomicBoolean begun = new AtomicBoolean();

    static EventListener listenerOf(Call call) {
      Departure departure = call.request().tag(Departure.class);
      return departure == null ? EventListener.NONE : departure.new Listener();
    }

    private final class Listener extends EventListener {
      @Override
      public void requestHeadersStart(Call call) {
        begun.set(true);
      }
    }
  }
}
