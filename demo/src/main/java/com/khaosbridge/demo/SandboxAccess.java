package com.khaosbridge.demo;

import com.khaosbridge.sandbox.Sandbox;
import com.khaosbridge.sandbox.SandboxOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A sandbox, in this process or elsewhere, always asked over HTTP. */
final class SandboxAccess implements AutoCloseable {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String baseUrl;
  private final @Nullable Sandbox own;

  private SandboxAccess(String baseUrl, @Nullable Sandbox own) {
    this.baseUrl = baseUrl;
    this.own = own;
  }

  /**
   * @param ledgerUrl the database for a reporting copy
   * @param exports the directory for a file drop
   */
  static SandboxAccess open(QuickStartOptions options, String ledgerUrl, Path exports)
      throws IOException {
    String elsewhere = options.sandbox;
    if (elsewhere != null) {
      return new SandboxAccess(
          elsewhere.endsWith("/") ? elsewhere.substring(0, elsewhere.length() - 1) : elsewhere,
          null);
    }
    SandboxOptions chosen =
        SandboxOptions.standard()
            .onPort(options.port)
            .withSeed(options.seed)
            .withLiveDays(options.liveDays)
            .withScenario(options.scenario);
    if (options.data != null) {
      chosen = chosen.withData(options.data);
    }
    if (options.journal != null) {
      chosen = chosen.withJournal(options.journal);
    }
    chosen =
        switch (options.credits) {
          case REPORTING_COPY -> chosen.withReportingCopy(ledgerUrl);
          case FILE_DROP -> chosen.withFileDrop(exports);
          case NONE -> chosen;
        };
    Sandbox sandbox = Sandbox.start(chosen);
    return new SandboxAccess(sandbox.baseUrl(), sandbox);
  }

  /** Whether it runs in this process. */
  boolean isOwn() {
    return own != null;
  }

  String baseUrl() {
    return baseUrl;
  }

  /**
   * What identifies the data, so that a ledger of other data is refused.
   *
   * @param source for people: the file's name or the small shop
   * @param lastAct business time of the last planned change of who customers are; null if there is
   *     none
   */
  record Info(
      long seed, String source, String scenario, @Nullable Instant lastAct, String fingerprint) {}

  Info info() throws IOException {
    JsonNode info = get("/_sandbox/info");
    JsonNode source = info.get("source");
    String name = source.get("name").asString();
    String hash = source.get("sha256").asString("");
    long seed = info.get("seed").longValue();
    String scenario = info.get("scenario").asString();
    return new Info(
        seed,
        name,
        scenario,
        info.has("lastAct") ? Instant.parse(info.get("lastAct").asString()) : null,
        "seed "
            + seed
            + ", "
            + name
            + (hash.isEmpty() ? "" : " " + hash.substring(0, 12))
            + ", scenario "
            + scenario
            + ", live days "
            + info.get("liveDays").intValue());
  }

  /** The business clock. */
  record Clock(Instant now, double factor, Instant start, Instant end, Instant readAt) {

    /** When, in real time, it was or will be this business time, if the factor stays. */
    Instant real(Instant business) {
      return readAt.minusNanos(
          Math.round(Duration.between(business, now).toNanos() / Math.max(factor, 1e-9)));
    }
  }

  Clock clock() throws IOException {
    JsonNode clock = get("/_sandbox/clock");
    return new Clock(
        Instant.parse(clock.get("now").asString()),
        clock.get("factor").doubleValue(),
        Instant.parse(clock.get("start").asString()),
        Instant.parse(clock.get("end").asString()),
        Instant.now());
  }

  void runClock(double factor) throws IOException {
    post("/_sandbox/clock", "{\"factor\":" + factor + "}");
  }

  /** Lets new orders appear from now on, so many a real minute. */
  void trickle(int perMinute) throws IOException {
    post("/_sandbox/trickle", "{\"perMinute\":" + perMinute + "}");
  }

  private void post(String path, String json) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(baseUrl + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** A system's state. */
  Lines state(String system) {
    return line -> readLines("state/" + system, line);
  }

  /** The ERP's truth. */
  Lines truth() {
    return line -> readLines("truth", line);
  }

  private void readLines(String what, Consumer<JsonNode> line) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/_sandbox/" + what)).build();
    try (InputStream body = send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      String text = lines.readLine();
      while (text != null) {
        line.accept(JSON.readTree(text));
        text = lines.readLine();
      }
    }
  }

  /** Saves NDJSON of the sandbox, e.g. {@code truth} or {@code state/emarsys}, into a file. */
  void save(String what, Path file) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/_sandbox/" + what)).build();
    try (InputStream body = send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
      Files.copy(body, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private JsonNode get(String path) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + path)).build();
    return JSON.readTree(send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException {
    try {
      HttpResponse<T> response = http.send(request, handler);
      if (response.statusCode() != 200) {
        throw new IOException(
            "the sandbox answered " + response.statusCode() + " to " + request.uri().getPath());
      }
      return response;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking the sandbox", e);
    }
  }

  @Override
  public void close() throws IOException {
    if (own != null) {
      own.close();
    }
  }
}
