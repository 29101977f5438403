package com.khaosbridge.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.khaosbridge.sandbox.SandboxClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EdgeTest {
  @TempDir Path directory;
  private final CountingStandIn standIn = new CountingStandIn();
  private final Faults faults = new Faults(1);
  private Edge edge;
  private Journal journal;
  private SandboxClient client;

  @BeforeEach
  void start() throws IOException {
    edge = Edge.bind("127.0.0.1", 0, Instant::now);
    journal = new FileJournal(directory);
    edge.start(List.of(standIn), new NoControl(), faults, journal);
    client = new SandboxClient("http://127.0.0.1:" + edge.port());
  }

  @AfterEach
  void stop() throws IOException {
    edge.close();
    journal.close();
  }

  @Test
  void aStatusFaultAnswersWithoutEffectAsOftenAsItSays() throws IOException {
    faults.add(fault(FaultKind.STATUS, 429, "{\"slow\":true}", 1), 2);

    HttpResponse<String> first = client.send("GET", "/count", "");
    assertThat(first.statusCode()).isEqualTo(429);
    assertThat(first.body()).isEqualTo("{\"slow\":true}");
    assertThat(first.headers().firstValue("Retry-After")).hasValue("7");
    assertThat(client.send("GET", "/count", "").statusCode()).isEqualTo(429);
    assertThat(client.send("GET", "/count", "").body()).isEqualTo("count 1");
    assertThat(faults.list().get(0).remaining()).isZero();
    assertThat(faults.list().get(0).hits()).isEqualTo(2);
  }

  @Test
  void aDropBeforeHasNoEffect() throws IOException {
    faults.add(fault(FaultKind.DROP_BEFORE, 503, null, 1), null);

    assertThatThrownBy(() -> client.send("POST", "/count", "x")).isInstanceOf(IOException.class);
    assertThat(standIn.effects).hasValue(0);
    assertThat(lastEntry().get("status").isNull()).isTrue();
    assertThat(lastEntry().get("fault").asString()).isEqualTo("dropBefore");
  }

  @Test
  void aDropAfterHasItsEffectAndNoAnswer() throws IOException {
    faults.add(fault(FaultKind.DROP_AFTER, 503, null, 1), 1);

    assertThatThrownBy(() -> client.send("POST", "/count", "x")).isInstanceOf(IOException.class);
    assertThat(standIn.effects).hasValueGreaterThanOrEqualTo(1);
    assertThat(entries().get(0).get("status").isNull()).isTrue();
    assertThat(entries().get(0).get("responseBody").isNull()).isTrue();
    assertThat(entries().get(0).get("requestBody").asString()).isEqualTo("x");
  }

  @Test
  void aMalformedAnswerIsHalfOfTheRightOne() throws IOException {
    faults.add(fault(FaultKind.MALFORMED, 503, null, 1), 1);

    HttpResponse<String> answer = client.send("GET", "/count", "");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("cou");
    assertThat(standIn.effects).hasValue(1);
  }

  @Test
  void anAnswerOfChoiceEchoesTheRequestAsAJsonText() throws IOException {
    faults.add(fault(FaultKind.STATUS, 400, "{\"text\":\"bad ${request}\"}", 1), 1);

    HttpResponse<String> answer = client.send("POST", "/count/a%40b", "say \"hello\"");

    assertThat(answer.body()).isEqualTo("{\"text\":\"bad count a@b say \\\"hello\\\"\"}");
    assertThat(standIn.effects).hasValue(0);
  }

  @Test
  void refusedRowsHaveNoEffectAndAreQuoted() throws IOException {
    faults.add(fault(FaultKind.REFUSE_ROWS, 503, "Refused", 1), 1);

    HttpResponse<String> answer = client.send("POST", "/count", "Ann");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("Refused: count Ann");
    assertThat(standIn.effects).hasValue(0);
  }

  @Test
  void aFaultHitsOnlyWhatItMatches() throws IOException {
    faults.add(
        new Fault(
            "counter",
            Pattern.compile("/b$"),
            "post",
            Pattern.compile("needle"),
            FaultKind.STATUS,
            500,
            0,
            null,
            Map.of(),
            1,
            1),
        null);

    assertThat(client.send("POST", "/count/a", "needle").statusCode()).isEqualTo(200);
    assertThat(client.send("PUT", "/count/b", "needle").statusCode()).isEqualTo(200);
    assertThat(client.send("POST", "/count/b", "hay").statusCode()).isEqualTo(200);
    assertThat(client.send("POST", "/count/b", "a needle in hay").statusCode()).isEqualTo(500);
    faults.clear();
    assertThat(client.send("POST", "/count/b", "needle").statusCode()).isEqualTo(200);
  }

  @Test
  void aRateHitsItsShareOfTheRequestsTheSameForTheSameSeed() throws IOException {
    faults.add(fault(FaultKind.STATUS, 500, null, 0.25), null);
    Faults again = new Faults(1);
    again.add(fault(FaultKind.STATUS, 500, null, 0.25), null);
    Request request = new Request("GET", "/count", "", Map.of(), new byte[0]);

    int hits = 0;
    for (int i = 0; i < 1000; i++) {
      boolean hit = faults.draw("counter", request) != null;
      assertThat(again.draw("counter", request) != null).isEqualTo(hit);
      hits += hit ? 1 : 0;
    }
    assertThat(hits).isBetween(150, 350);
  }

  @Test
  void theJournalHasExactlyItsFieldsAndNoCredentials() throws IOException {
    client.send(
        "POST",
        "/count/%C3%A9?a=1&access_token=abc",
        "client_id=me&client_secret=hidden1 {\"password\" : \"hid\\\"den2\"} <WEB_PASSWORD>hidden3</WEB_PASSWORD> &lt;WEB_PASSWORD&gt;hidden4&lt;/WEB_PASSWORD&gt; kept",
        "Authorization",
        "Basic aGlkZGVuNQ==");

    JsonNode entry = lastEntry();
    assertThat(entry.propertyNames())
        .containsExactly(
            "seq",
            "at",
            "system",
            "method",
            "path",
            "query",
            "requestHeaders",
            "requestBody",
            "status",
            "responseHeaders",
            "responseBody",
            "fault");
    assertThat(entry.get("path").asString()).isEqualTo("/count/%C3%A9");
    assertThat(entry.get("query").asString()).isEqualTo("a=1&access_token=***");
    assertThat(entry.get("requestHeaders").get("authorization").asString()).isEqualTo("Basic ***");
    assertThat(entry.get("requestBody").asString())
        .isEqualTo(
            "client_id=me&client_secret=*** {\"password\" : \"***\"} <WEB_PASSWORD>***</WEB_PASSWORD> &lt;WEB_PASSWORD&gt;***&lt;/WEB_PASSWORD&gt; kept");
    assertThat(entry.get("responseBody").asString()).isEqualTo("count 1");
    assertThat(entry.get("status").asInt()).isEqualTo(200);
    assertThat(entry.get("fault").isNull()).isTrue();
  }

  @Test
  void theJournalIsWrittenBeforeTheAnswerGoesOutAndCountsOnAfterARestart() throws IOException {
    for (int i = 1; i <= 5; i++) {
      client.send("GET", "/count", "");
      assertThat(entries()).hasSize(i);
    }
    Files.writeString(
        directory.resolve("counter.ndjson"), "{\"torn", java.nio.file.StandardOpenOption.APPEND);
    try (Journal next = new FileJournal(directory)) {
      Request request = new Request("GET", "/count", "", Map.of(), new byte[0]);
      next.write(new Journal.Entry(Instant.EPOCH, "other", request, null, null));
    }
    assertThat(Files.readString(directory.resolve("other.ndjson"))).startsWith("{\"seq\":7,");
    assertThat(Files.readString(directory.resolve("counter.ndjson"))).endsWith("{\"torn\n");
  }

  @Test
  void aLongBodyWithManyEscapesIsJournaled() throws IOException {
    String escapes = "\\\"".repeat(20_000);
    client.send(
        "POST", "/count", "{\"password\":\"" + escapes + "\",\"note\":\"" + escapes + "\"}");

    assertThat(lastEntry().get("requestBody").asString())
        .isEqualTo("{\"password\":\"***\",\"note\":\"" + escapes + "\"}");
  }

  @Test
  void aPathOfNoSystemIsNotFound() throws IOException {
    assertThat(client.send("GET", "/nowhere", "").statusCode()).isEqualTo(404);
  }

  private static Fault fault(FaultKind kind, int status, @Nullable String body, double rate) {
    return new Fault(
        null, null, null, null, kind, status, 0, body, Map.of("Retry-After", "7"), rate, 1);
  }

  private JsonNode lastEntry() throws IOException {
    List<JsonNode> entries = entries();
    return entries.get(entries.size() - 1);
  }

  private List<JsonNode> entries() throws IOException {
    return Files.readAllLines(directory.resolve("counter.ndjson")).stream()
        .map(JsonMapper.builder().build()::readTree)
        .toList();
  }

  private static final class NoControl implements ControlPaths {
    @Override
    public boolean serves(String rawPath) {
      return false;
    }

    @Override
    public void handle(Request request, Reply reply) {
      throw new IllegalStateException("nothing to control");
    }
  }
}
