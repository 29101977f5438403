package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.dotdigital.ContactLookup.Resolution;
import com.khaosbridge.activities.http.Answer;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes metrics to contacts that are there, by their ids. Every contact is looked up before, as a
 * write to a deleted one would bring it back. No write has an e-mail or a status, so that none can
 * create a contact (which needs an e-mail) or change consent.
 */
final class MetricsWriting {
  private final DotdigitalApi api;
  private final DotdigitalVerdicts verdicts;
  private final ImportJobs jobs;
  private final ContactLookup lookup;
  private final ContactJson json;
  private final String personIdentifier;

  MetricsWriting(
      DotdigitalApi api,
      DotdigitalVerdicts verdicts,
      ImportJobs jobs,
      ContactLookup lookup,
      DotdigitalSettings settings) {
    this.api = api;
    this.verdicts = verdicts;
    this.jobs = jobs;
    this.lookup = lookup;
    this.json = new ContactJson(settings);
    this.personIdentifier = settings.names().personIdentifier();
  }

  private record Entry(Row.Metrics row, ObjectNode json) {
    @Nullable JsonNode in(ImportedContacts contacts) {
      return contacts.find(row.contactId(), "", row.personId());
    }
  }

  Verdict single(Row.Metrics row, Lane lane) {
    try {
      Verdict obstacle = obstacle(row, lookup.resolve(Wanted.of(row), lane));
      if (obstacle != null) {
        return obstacle;
      }
      Answer answer = api.send(ContactSingle.patch(row.contactId(), json.metrics(row)), lane);
      return answer.status() >= 300 ? verdicts.ofRow(answer) : accepted(row);
    } catch (CallRefusedException e) {
      return e.verdict();
    }
  }

  Map<Long, Verdict> bulk(List<Row.Metrics> rows, Lane lane) {
    Map<Long, Verdict> outcome = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Map<Long, Resolution> resolutions =
        lookup.resolveAll(rows.stream().map(Wanted::of).toList(), lane);
    for (Row.Metrics row : rows) {
      Verdict obstacle = obstacle(row, resolutions.get(row.deliveryId()));
      boolean newContact = seen.add("contact " + row.contactId());
      boolean newPerson = seen.add("person " + FoundContact.lower(row.personId()));
      if (obstacle != null) {
        outcome.put(row.deliveryId(), obstacle);
      } else if (newContact && newPerson) {
        entries.add(new Entry(row, ContactJson.imported(json.metrics(row), row.contactId())));
      } else {
        outcome.put(row.deliveryId(), ContactImport.again());
      }
    }
    jobs.run(
        ContactImport.PATH,
        lane,
        entries,
        Entry::json,
        ContactImport::body,
        new ImportJobs.Outcome<>() {
          @Override
          public void finished(List<Entry> done, JsonNode result) {
            ImportedContacts updated =
                new ImportedContacts(result.path("updated"), personIdentifier);
            ImportedContacts failed =
                new ImportedContacts(result.path("failures"), personIdentifier);
            done.forEach(e -> outcome.put(e.row().deliveryId(), judge(e, updated, failed)));
          }

          @Override
          public void refused(List<Entry> left, Verdict verdict) {
            left.forEach(entry -> outcome.put(entry.row().deliveryId(), verdict));
          }
        });
    return outcome;
  }

  private static @Nullable Verdict obstacle(Row.Metrics row, @Nullable Resolution resolution) {
    if (resolution instanceof Resolution.Decided decided) {
      return decided.verdict();
    }
    if (resolution instanceof Resolution.Existing existing) {
      FoundContact contact = existing.contact();
      return contact.unstamped() || contact.belongsTo(row.personId(), row.otherIds())
          ? null
          : ContactLookup.anotherPerson(contact);
    }
    return ContactLookup.deleted(row.contactId());
  }

  private Verdict judge(Entry entry, ImportedContacts updated, ImportedContacts failed) {
    JsonNode failure = entry.in(failed);
    if (failure != null) {
      JsonNode first = failure.path("failures").path(0);
      return verdicts.ofContactFailure(
          WireJson.text(first.path("failureCode")), WireJson.text(first.path("description")));
    }
    return entry.in(updated) != null
        ? accepted(entry.row())
        : new Verdict.Retry(Duration.ofSeconds(5), "import leaves the row out");
  }

  private static Verdict accepted(Row.Metrics row) {
    return Verdict.Ok.accepted(row.contactId(), false);
  }
}
