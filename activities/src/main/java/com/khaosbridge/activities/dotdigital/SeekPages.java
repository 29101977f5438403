package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.PatientReader;
import com.khaosbridge.activities.destination.ReadRefusedException;
import com.khaosbridge.activities.http.Answer;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Walks through a v3 listing to its end: each page names the marker of the next, and only a page
 * that names none is the last (developer.dotdigital.com/docs/data-handling). An answer that does
 * not look like a page is never taken for the end.
 */
final class SeekPages {
  private final DotdigitalApi api;
  private final DotdigitalVerdicts verdicts;
  private final PatientReader reader;

  SeekPages(DotdigitalApi api, DotdigitalVerdicts verdicts, PatientReader reader) {
    this.api = api;
    this.verdicts = verdicts;
    this.reader = reader;
  }

  /** Hands over the items of each page, an array. */
  void each(String asked, String path, Map<String, String> query, Consumer<JsonNode> items) {
    Set<String> markers = new HashSet<>();
    String marker = "";
    do {
      Map<String, String> pageQuery = new LinkedHashMap<>(query);
      if (!marker.isEmpty()) {
        pageQuery.put("marker", marker);
      }
      ApiCall call = ApiCall.get(Tier.LOW, path).withQuery(pageQuery);
      JsonNode page = reader.read(asked, () -> page(call, markers));
      items.accept(page.path("_items"));
      marker = next(page);
      markers.add(marker);
    } while (!marker.isEmpty());
  }

  private JsonNode page(ApiCall call, Set<String> markers) throws ReadRefusedException {
    JsonNode page = WireJson.read(accepted(send(call)).body());
    JsonNode links = page.path("_links");
    if (!page.path("_items").isArray() || !links.isObject()) {
      throw new ReadRefusedException(
          new Verdict.Retry(Duration.ofSeconds(5), "answer is no page of a listing"));
    }
    JsonNode next = links.path("next");
    boolean last = next.isMissingNode() || next.isNull();
    if (!last && (next(page).isEmpty() || markers.contains(next(page)))) {
      throw new ReadRefusedException(
          new Verdict.Reject("listing has no end", "the next page is one that was read before"));
    }
    return page;
  }

  /** The answer, if it is a success. */
  Answer accepted(Answer answer) throws ReadRefusedException {
    if (answer.status() != 200) {
      throw new ReadRefusedException(verdicts.ofRow(answer));
    }
    return answer;
  }

  /** Sends one call of reading, whose answer may refuse what was asked. */
  Answer send(ApiCall call) throws ReadRefusedException {
    try {
      return api.send(call, Lane.HISTORY);
    } catch (CallRefusedException e) {
      throw new ReadRefusedException(e.verdict());
    }
  }

  private static String next(JsonNode page) {
    return WireJson.text(page.path("_links").path("next").path("marker"));
  }
}
