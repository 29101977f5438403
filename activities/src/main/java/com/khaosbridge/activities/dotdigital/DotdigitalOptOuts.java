package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.OptOuts;
import com.khaosbridge.activities.destination.PatientReader;
import com.khaosbridge.activities.destination.ReadBack;
import com.khaosbridge.activities.destination.ReadBackException;
import com.khaosbridge.activities.destination.ReadRefusedException;
import com.khaosbridge.activities.http.Answer;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Reads the account's lists of the unsubscribed and the suppressed (developer.dotdigital.com,
 * "unsubscribed-since" and "suppressed-since" of v2). Of the suppressed, only those count who did
 * it themselves: who complained. A bounce, or what a marketer suppressed, bars mail there without
 * being the person's word.
 */
final class DotdigitalOptOuts implements OptOuts.Listed {
  private static final List<String> LISTS = List.of("unsubscribed-since", "suppressed-since");
  private static final int ROWS_A_PAGE = 1000;

  /** Rows are counted, not sought: who resubscribes during a look moves those behind up. */
  private static final int PAGES_OVERLAP = 100;

  /** The person's own doing, in lower case: a status of contacts of v2, or a reason. */
  private static final Set<String> OWN_DOING =
      Set.of("unsubscribed", "ispcomplained", "directcomplaint");

  /** Somebody opted in since, or was asked whether to: the list may show what was before. */
  private static final Set<String> MAILABLE_AGAIN = Set.of("subscribed", "pendingoptin");

  private final String name;
  private final DotdigitalApi api;
  private final DotdigitalVerdicts verdicts;
  private final PatientReader reader;

  DotdigitalOptOuts(
      String name, DotdigitalApi api, DotdigitalVerdicts verdicts, ReadBack.Terms terms) {
    this.name = name;
    this.api = api;
    this.verdicts = verdicts;
    this.reader = new PatientReader(name, terms);
  }

  @Override
  public void since(Instant since, Consumer<Set<String>> contactIds) {
    for (String list : LISTS) {
      read(list, since, contactIds);
    }
  }

  private void read(String list, Instant since, Consumer<Set<String>> contactIds) {
    Set<String> before = Set.of();
    int rows;
    for (int skip = 0; ; skip += rows == ROWS_A_PAGE ? rows - PAGES_OVERLAP : rows) {
      ApiCall call =
          ApiCall.get(
                  Tier.LOW,
                  "/v2/contacts/"
                      + list
                      + "/"
                      + ApiCall.segment(since.truncatedTo(ChronoUnit.SECONDS).toString()))
              .withQuery(
                  Map.of("select", String.valueOf(ROWS_A_PAGE), "skip", String.valueOf(skip)));
      JsonNode page = reader.read(list, () -> page(call));
      rows = page.size();
      if (rows == 0) {
        return;
      }
      Set<String> all = new LinkedHashSet<>();
      Set<String> optedOut = new LinkedHashSet<>();
      for (JsonNode row : page) {
        String id = WireJson.text(row.path("suppressedContact").path("id"));
        all.add(id);
        if (isOwnDoing(row)) {
          optedOut.add(id);
        }
      }
      if (all.equals(before)) {
        throw new ReadBackException(name, list, "the next page is the one that was read before");
      }
      before = all;
      if (!optedOut.isEmpty()) {
        contactIds.accept(optedOut);
      }
    }
  }

  private static boolean isOwnDoing(JsonNode row) {
    String status = FoundContact.lower(WireJson.text(row.path("suppressedContact").path("status")));
    if (MAILABLE_AGAIN.contains(status)) {
      return false;
    }
    return OWN_DOING.contains(FoundContact.lower(WireJson.text(row.path("reason"))))
        || OWN_DOING.contains(status);
  }

  private JsonNode page(ApiCall call) throws ReadRefusedException {
    Answer answer;
    try {
      answer = api.send(call, Lane.HISTORY);
    } catch (CallRefusedException e) {
      throw new ReadRefusedException(e.verdict());
    }
    if (answer.status() != 200) {
      throw new ReadRefusedException(verdicts.ofRow(answer));
    }
    JsonNode page = WireJson.read(answer.body());
    if (!page.isArray() || !haveIds(page)) {
      throw new ReadRefusedException(
          new Verdict.Retry(Duration.ofSeconds(5), "answer is no page of a list"));
    }
    return page;
  }

  private static boolean haveIds(JsonNode page) {
    for (JsonNode row : page) {
      if (WireJson.text(row.path("suppressedContact").path("id")).isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
