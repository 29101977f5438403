package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.dotdigital.ContactLookup.Resolution;
import com.khaosbridge.activities.http.Answer;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes many contacts true by import jobs. Every row is looked up before: a contact that exists
 * goes in by its id and without a status, so that no import can subscribe, resubscribe or undelete
 * it.
 */
final class ContactImport {
  static final String PATH = "/contacts/v3/import";

  /** A contact this much older than its last change was not created by that change. */
  private static final Duration SAME_MOMENT = Duration.ofMinutes(10);

  private final DotdigitalApi api;
  private final DotdigitalVerdicts verdicts;
  private final ImportJobs jobs;
  private final ContactLookup lookup;
  private final ContactSingle single;
  private final ContactJson json;
  private final String personIdentifier;

  ContactImport(
      DotdigitalApi api,
      DotdigitalVerdicts verdicts,
      ImportJobs jobs,
      ContactLookup lookup,
      ContactSingle single,
      DotdigitalSettings settings) {
    this.api = api;
    this.verdicts = verdicts;
    this.jobs = jobs;
    this.lookup = lookup;
    this.single = single;
    this.json = new ContactJson(settings);
    this.personIdentifier = settings.names().personIdentifier();
  }

  /** One contact of an import; {@code found} is null if it is to be created. */
  private record Entry(Row.Contact row, @Nullable FoundContact found, ObjectNode json) {
    @Nullable JsonNode in(ImportedContacts contacts) {
      return contacts.find(
          found == null ? null : found.contactId(), row.profile().email(), row.personId());
    }

    @Override
    public String toString() {
      return "Entry[" + row.deliveryId() + "]";
    }
  }

  Map<Long, Verdict> deliver(List<Row.Contact> rows, Lane lane) {
    Map<Long, Verdict> outcome = new LinkedHashMap<>();
    List<Row.Contact> distinct = distinct(rows, outcome);
    Map<Long, Resolution> resolutions =
        lookup.resolveAll(distinct.stream().map(Wanted::of).toList(), lane);
    List<Entry> entries = new ArrayList<>();
    Set<String> contacts = new HashSet<>();
    for (Row.Contact row : distinct) {
      Resolution resolution = resolutions.get(row.deliveryId());
      if (resolution instanceof Resolution.Decided decided) {
        outcome.put(row.deliveryId(), decided.verdict());
      } else if (resolution instanceof Resolution.Existing existing) {
        String contactId = existing.contact().contactId();
        if (contacts.add(contactId)) {
          entries.add(
              new Entry(
                  row, existing.contact(), ContactJson.imported(json.profile(row), contactId)));
        } else {
          outcome.put(row.deliveryId(), again());
        }
      } else if (row.mayCreate()) {
        entries.add(new Entry(row, null, json.importedCreation(row)));
      } else {
        outcome.put(row.deliveryId(), new Verdict.Exclude(ExclusionReason.CREATION_POLICY));
      }
    }
    jobs.run(PATH, lane, entries, Entry::json, ContactImport::body, into(outcome, lane));
    return outcome;
  }

  /** An import's results are told apart by identifiers alone, so none may be there twice. */
  private static List<Row.Contact> distinct(List<Row.Contact> rows, Map<Long, Verdict> outcome) {
    Set<String> seen = new HashSet<>();
    List<Row.Contact> distinct = new ArrayList<>();
    for (Row.Contact row : rows) {
      boolean newEmail = seen.add("e-mail " + FoundContact.lower(row.profile().email()));
      boolean newPerson = seen.add("person " + FoundContact.lower(row.personId()));
      boolean newContact = row.contactId() == null || seen.add("contact " + row.contactId());
      if (newEmail && newPerson && newContact) {
        distinct.add(row);
      } else {
        outcome.put(row.deliveryId(), again());
      }
    }
    return distinct;
  }

  static Verdict again() {
    return new Verdict.Retry(Duration.ofSeconds(1), "same contact twice in one import");
  }

  /** Where a job's outcome goes. */
  private ImportJobs.Outcome<Entry> into(Map<Long, Verdict> outcome, Lane lane) {
    return new ImportJobs.Outcome<>() {
      @Override
      public void finished(List<Entry> entries, JsonNode result) {
        ImportedContacts created = in(result, "created");
        ImportedContacts updated = in(result, "updated");
        ImportedContacts failed = in(result, "failures");
        for (Entry entry : entries) {
          Verdict verdict = judge(entry, created, updated, failed, lane);
          outcome.put(entry.row().deliveryId(), verdict);
        }
      }

      @Override
      public void refused(List<Entry> entries, Verdict verdict) {
        entries.forEach(entry -> outcome.put(entry.row().deliveryId(), verdict));
      }
    };
  }

  private ImportedContacts in(JsonNode result, String list) {
    return new ImportedContacts(result.path(list), personIdentifier);
  }

  static JsonNode body(ArrayNode contacts) {
    ObjectNode body = WireJson.object().put("mergeOption", "overwrite");
    body.set("contacts", contacts);
    return body;
  }

  private Verdict judge(
      Entry entry,
      ImportedContacts created,
      ImportedContacts updated,
      ImportedContacts failed,
      Lane lane) {
    JsonNode failure = entry.in(failed);
    if (failure != null) {
      for (JsonNode each : failure.path("failures")) {
        String code = WireJson.text(each.path("failureCode"));
        if (FoundContact.lower(code).startsWith("duplicate")) {
          // Its key or e-mail is at a contact that the look-up by e-mail didn't show.
          return single.deliver(entry.row(), lane);
        }
        return verdicts.ofContactFailure(code, WireJson.text(each.path("description")));
      }
      return verdicts.ofContactFailure("", "");
    }
    JsonNode made = entry.in(created);
    if (made != null) {
      return entry.found() == null
          ? ContactJson.created(entry.row(), WireJson.text(made.path("contactId")))
          : single.consentOfUnmeant(entry.row(), WireJson.text(made.path("contactId")), lane);
    }
    JsonNode changed = entry.in(updated);
    if (changed != null) {
      return entry.found() == null
          ? existedAfterAll(entry.row(), WireJson.text(changed.path("contactId")), lane)
          : entry.found().accepted();
    }
    // The job says nothing of the row, e.g. because the address is suppressed platform-wide.
    return single.deliver(entry.row(), lane);
  }

  /**
   * The look-up found no contact, yet the import changed one. If that one is older than the import
   * (it came out of the recycle bin, say) and the import said subscribed, it is unsubscribed again:
   * nobody is mailed because of a race.
   */
  private Verdict existedAfterAll(Row.Contact row, String contactId, Lane lane) {
    if (row.consentOnCreate() != Consent.OPTED_IN) {
      return Verdict.Ok.accepted(contactId, false);
    }
    try {
      String path = "/contacts/v3/contactId/" + ApiCall.segment(contactId);
      Answer read = api.send(ApiCall.get(Tier.HIGH, path), lane);
      if (read.status() == 200 && madeJustNow(WireJson.read(read.body()))) {
        return Verdict.Ok.accepted(contactId, false);
      }
      ObjectNode body = WireJson.object();
      body.putObject("identifiers").put(personIdentifier, row.personId());
      ContactJson.putStatus(body, "unsubscribed");
      Answer answer = api.send(ApiCall.patch(Tier.MEDIUM, path, WireJson.write(body)), lane);
      return answer.status() >= 300
          ? verdicts.ofRow(answer)
          : new Verdict.Reject(
              "contact existed after all",
              "Contact "
                  + contactId
                  + " could not be found, yet an import met it. It was set to unsubscribed: check"
                  + " its consent there, then retry.");
    } catch (CallRefusedException e) {
      return e.verdict();
    }
  }

  private static boolean madeJustNow(JsonNode contact) {
    try {
      Instant created = Instant.parse(WireJson.text(contact.path("created")));
      Instant updated = Instant.parse(WireJson.text(contact.path("updated")));
      return Duration.between(created, updated).compareTo(SAME_MOMENT) < 0;
    } catch (DateTimeParseException e) {
      return false; // Not known to be new is old: the safe side.
    }
  }
}
