package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.http.Answer;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Starts import jobs and waits for their results. */
final class ImportJobs {
  private final DotdigitalApi api;
  private final DotdigitalVerdicts verdicts;
  private final DotdigitalSettings.Imports settings;

  ImportJobs(DotdigitalApi api, DotdigitalVerdicts verdicts, DotdigitalSettings.Imports settings) {
    this.api = api;
    this.verdicts = verdicts;
    this.settings = settings;
  }

  /** Splits entries so that each part's JSON stays below the configured bytes. */
  private <T> List<List<T>> parts(List<T> entries, Function<T, JsonNode> json) {
    List<List<T>> parts = new ArrayList<>();
    List<T> part = new ArrayList<>();
    long bytes = 0;
    for (T entry : entries) {
      int size = WireJson.write(json.apply(entry)).getBytes(StandardCharsets.UTF_8).length + 1;
      if (!part.isEmpty() && bytes + size > settings.bytes()) {
        parts.add(part);
        part = new ArrayList<>();
        bytes = 0;
      }
      part.add(entry);
      bytes += size;
    }
    if (!part.isEmpty()) {
      parts.add(part);
    }
    return parts;
  }

  /** Learns what became of an import's entries. */
  interface Outcome<T> {
    /** The job did its work on these. */
    void finished(List<T> entries, JsonNode result);

    /** The job couldn't be started with these, or didn't do its work. */
    void refused(List<T> entries, Verdict verdict);
  }

  /**
   * Imports entries, in as many jobs as their size asks for. A job that is refused for what it
   * holds is run again in halves: one bad entry must not take the others down with it.
   *
   * @param body a job's body for the JSON of its entries
   */
  <T> void run(
      String path,
      Lane lane,
      List<T> entries,
      Function<T, JsonNode> json,
      Function<ArrayNode, JsonNode> body,
      Outcome<T> outcome) {
    for (List<T> part : parts(entries, json)) {
      runPart(path, lane, part, json, body, outcome);
    }
  }

  private <T> void runPart(
      String path,
      Lane lane,
      List<T> part,
      Function<T, JsonNode> json,
      Function<ArrayNode, JsonNode> body,
      Outcome<T> outcome) {
    ArrayNode list = WireJson.array();
    part.forEach(entry -> list.add(json.apply(entry)));
    JsonNode result;
    try {
      result = run(path, body.apply(list), lane);
    } catch (CallRefusedException e) {
      if (e.verdict() instanceof Verdict.Reject && part.size() > 1) {
        int half = part.size() / 2;
        runPart(path, lane, part.subList(0, half), json, body, outcome);
        runPart(path, lane, part.subList(half, part.size()), json, body, outcome);
      } else {
        outcome.refused(part, e.verdict());
      }
      return;
    }
    outcome.finished(part, result);
  }

  /**
   * Runs one import to its end.
   *
   * @param path of the import endpoint; a job's result is at {@code path/importId}
   * @return the finished job's result
   * @throws CallRefusedException if the job couldn't be started or didn't do its work
   */
  private JsonNode run(String path, JsonNode body, Lane lane) throws CallRefusedException {
    Answer started = api.send(ApiCall.put(Tier.LOW, path, WireJson.write(body)), lane);
    if (started.status() >= 300) {
      throw new CallRefusedException(verdicts.ofRow(started));
    }
    String importId = WireJson.text(WireJson.read(started.body()).path("importId"));
    if (importId.isEmpty()) {
      throw retry("import without an id");
    }
    ApiCall look = ApiCall.get(Tier.UNLIMITED, path + "/" + ApiCall.segment(importId));
    long deadline = System.nanoTime() + settings.patience().toNanos();
    do {
      Pause.of(settings.pollInterval());
      Answer answer;
      try {
        answer = api.send(look, lane);
      } catch (CallRefusedException e) {
        if (e.verdict() instanceof Verdict.Retry && !Thread.currentThread().isInterrupted()) {
          continue; // The job runs on whether we can see it or not.
        }
        throw e;
      }
      if (answer.status() != 200) {
        throw retry("import result lost");
      }
      JsonNode result = WireJson.read(answer.body());
      String status = WireJson.text(result.path("status"));
      switch (status.toLowerCase(Locale.ROOT)) {
        case "finished", "complete" -> {
          return result;
        }
        case "notstarted", "notfinished", "processing", "" -> {
          // Not yet: look again.
        }
        default -> throw new CallRefusedException(DotdigitalVerdicts.ofFailedImport(status));
      }
    } while (System.nanoTime() - deadline < 0);
    throw retry("import still running");
  }

  private static CallRefusedException retry(String cause) {
    return new CallRefusedException(new Verdict.Retry(Duration.ofSeconds(30), cause));
  }
}
