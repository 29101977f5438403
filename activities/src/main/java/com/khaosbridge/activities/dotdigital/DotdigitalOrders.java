package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Delivers order records: one live order by itself, several by import. */
final class DotdigitalOrders {
  private static final String PATH = "/insightData/v3/import";

  private final DotdigitalVerdicts verdicts;
  private final ImportJobs jobs;
  private final OrderSingle single;
  private final OrdersCollection collection;

  DotdigitalOrders(
      DotdigitalVerdicts verdicts,
      ImportJobs jobs,
      OrderSingle single,
      OrdersCollection collection) {
    this.verdicts = verdicts;
    this.jobs = jobs;
    this.single = single;
    this.collection = collection;
  }

  private record Entry(Row.OrderRecord row, ObjectNode json) {
    @Override
    public String toString() {
      return "Entry[" + row.deliveryId() + "]";
    }
  }

  Map<Long, Verdict> deliver(Lane lane, List<Row.OrderRecord> rows) {
    Map<Long, Verdict> outcome = new LinkedHashMap<>();
    if (lane == Lane.LIVE && rows.size() == 1) {
      Row.OrderRecord row = rows.get(0);
      outcome.put(row.deliveryId(), single.deliver(row, lane));
      return outcome;
    }
    Map<String, Entry> byKey = new LinkedHashMap<>();
    for (Row.OrderRecord row : rows) {
      // The first goes now and the later one after it, so that the later one's values stay.
      if (byKey.putIfAbsent(row.sale().orderKey(), new Entry(row, record(row))) != null) {
        outcome.put(
            row.deliveryId(),
            new Verdict.Retry(Duration.ofSeconds(1), "same order twice in one import"));
      }
    }
    jobs.run(
        PATH, lane, new ArrayList<>(byKey.values()), Entry::json, this::body, into(outcome, lane));
    return outcome;
  }

  private static ObjectNode record(Row.OrderRecord row) {
    ObjectNode entry = WireJson.object();
    entry.putObject("contactIdentity").put("identifier", "contactId").put("value", row.contactId());
    entry.put("key", row.sale().orderKey());
    entry.set("json", OrderJson.of(row));
    return entry;
  }

  private JsonNode body(ArrayNode records) {
    ObjectNode body =
        WireJson.object()
            .put("collectionName", collection.name())
            .put("collectionScope", "contact")
            .put("collectionType", "orders");
    body.set("records", records);
    return body;
  }

  /** Where a job's outcome goes. */
  private ImportJobs.Outcome<Entry> into(Map<Long, Verdict> outcome, Lane lane) {
    return new ImportJobs.Outcome<>() {
      @Override
      public void finished(List<Entry> entries, JsonNode result) {
        Map<String, JsonNode> failures = new HashMap<>();
        result
            .path("failures")
            .forEach(failure -> failures.put(WireJson.text(failure.path("key")), failure));
        boolean allNamed = result.path("summary").path("totalRejected").asInt(0) <= failures.size();
        for (Entry entry : entries) {
          JsonNode failure = failures.get(entry.row().sale().orderKey());
          Verdict verdict;
          if (failure != null) {
            verdict = judge(entry.row(), failure, lane);
          } else {
            // Rejected records that aren't named could be any: each is put by itself.
            verdict =
                allNamed
                    ? Verdict.Ok.accepted(entry.row().contactId(), false)
                    : single.deliver(entry.row(), lane);
          }
          outcome.put(entry.row().deliveryId(), verdict);
        }
      }

      @Override
      public void refused(List<Entry> entries, Verdict verdict) {
        entries.forEach(entry -> outcome.put(entry.row().deliveryId(), verdict));
      }
    };
  }

  private Verdict judge(Row.OrderRecord row, JsonNode failure, Lane lane) {
    String reason = WireJson.text(failure.path("failureReason"));
    if (DotdigitalVerdicts.isContactMissing(reason)) {
      return single.missingContact(row, lane);
    }
    if (OrderSingle.isOwnedByAnother(reason)) {
      return single.rehome(row, lane);
    }
    StringJoiner details = new StringJoiner("; ");
    failure.path("details").forEach(detail -> details.add(WireJson.text(detail)));
    return verdicts.ofOrderFailure(reason, details.toString());
  }
}
