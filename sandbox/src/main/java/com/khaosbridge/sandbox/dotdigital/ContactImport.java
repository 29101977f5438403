package com.khaosbridge.sandbox.dotdigital;

import com.khaosbridge.sandbox.dotdigital.ContactRejected.Cause;
import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Bulk upsert of contacts: {@code PUT /contacts/v3/import} and its polling. */
final class ContactImport implements Endpoint.Area {
  private static final String KIND = "contacts";
  private static final int MOST_ACTIVE = 25;

  private final ContactStore contacts;
  private final ContactWriter writer;
  private final CustomIdentifiers names;
  private final DataFields fields;
  private final Jobs jobs;

  ContactImport(ContactStore contacts, CustomIdentifiers names, DataFields fields, Jobs jobs) {
    this.contacts = contacts;
    this.writer = new ContactWriter(contacts);
    this.names = names;
    this.fields = fields;
    this.jobs = jobs;
    jobs.register(KIND, this::run);
  }

  @Override
  public @Nullable Endpoint find(Request request, List<String> segments) {
    if (segments.size() < 3 || !segments.get(2).equals("import")) {
      return null;
    }
    if (segments.size() == 3 && request.method().equals("PUT")) {
      return new Endpoint(Tier.LOW, () -> submit(request));
    }
    return segments.size() == 4 && request.method().equals("GET")
        ? new Endpoint(Tier.UNLIMITED, () -> status(segments.get(3)))
        : null;
  }

  private Response submit(Request request) {
    if (jobs.active(KIND) >= MOST_ACTIVE) {
      throw ApiError.v3(
          429, "contacts:tooManyActiveImports", "Wait for an import to complete, then resubmit");
    }
    Jobs.Intake intake = jobs.intake();
    ObjectNode header = JsonText.readRows(request.body(), "contacts", intake::add);
    String merge = header == null ? "" : header.path("mergeOption").asString("overwrite");
    if (header == null || intake.count() == 0 || MergeOption.ofBody(merge) == null) {
      intake.drop();
      throw ApiError.v3(400, "contacts:badJson", "The request JSON can't be read");
    }
    String id = intake.submit(KIND, JsonText.object().put("mergeOption", merge));
    return Answers.json(202, JsonText.object().put("importId", id));
  }

  private Response status(String id) {
    Jobs.Job job = jobs.find(KIND, id);
    if (job == null) {
      throw ApiError.v3(404, "contacts:importNotFound", "There is no such import");
    }
    ObjectNode body = JsonText.object().put("importId", id);
    if (!job.done()) {
      return Answers.json(200, body.put("status", "NotFinished"));
    }
    body.put("status", "Finished").set("summary", job.details());
    String head = JsonText.write(body);
    StringBuilder whole = new StringBuilder(head.substring(0, head.length() - 1));
    for (String section : List.of("created", "updated", "failures")) {
      whole.append(",\"").append(section).append("\":");
      jobs.writeResults(job, section, whole);
    }
    return Answers.json(200, whole.append('}').toString());
  }

  private ObjectNode run(Jobs.Job job, Jobs.Results results, Instant at) {
    MergeOption merge = MergeOption.ofBody(job.details().path("mergeOption").asString());
    Tally tally = new Tally();
    Set<String> seen = new HashSet<>();
    jobs.forEachRow(
        job,
        row -> {
          ObjectNode body = JsonText.object(row);
          try {
            importRow(
                body, merge == null ? MergeOption.OVERWRITE : merge, at, seen, tally, results);
          } catch (ContactRejected rejected) {
            tally.count(rejected.cause());
            results.add(
                "failures",
                failure(body, null, rejected.cause().failureCode(), rejected.description()));
          }
        });
    return tally.summary();
  }

  private void importRow(
      ObjectNode body,
      MergeOption merge,
      Instant at,
      Set<String> seen,
      Tally tally,
      Jobs.Results results)
      throws ContactRejected {
    ContactIdentifier match = match(body);
    ContactRequest wanted = ContactRequest.read(body, names, fields);
    refuseRepeated(match, wanted, seen);
    ContactIdentifier email = wanted.identifiers().get(ContactIdentifier.EMAIL);
    if (email != null && EmailChannel.isDomainSuppressed(email.value())) {
      throw new ContactRejected(
          Cause.GLOBALLY_SUPPRESSED, ContactIdentifier.EMAIL, "Suppressed for the account");
    }
    Contact existing = contacts.find(match);
    if (existing == null && match.name().equals(ContactIdentifier.CONTACT_ID)) {
      throw new ContactRejected(
          Cause.INVALID_CONTACT_ID, match.name(), "There is no contact of this id");
    }
    String now = ApiTime.write(at);
    Contact contact =
        existing == null ? writer.create(wanted, now) : writer.update(existing, wanted, merge, now);
    tally.written(existing == null);
    ObjectNode done = JsonText.object().put("contactId", contact.id());
    done.set("identifiers", contact.identifiers());
    results.add(existing == null ? "created" : "updated", JsonText.write(done));
    if (wanted.consentProblem() != null) {
      results.add(
          "failures", failure(body, contact, "consentRecordsNotApplied", wanted.consentProblem()));
    }
  }

  private ContactIdentifier match(ObjectNode body) throws ContactRejected {
    String name = body.path("matchIdentifier").asString("");
    if (!name.equals(ContactIdentifier.CONTACT_ID) && !names.knows(name)) {
      throw new ContactRejected(
          Cause.INVALID_MATCH_IDENTIFIER, "matchIdentifier", "Not an identifier of this account");
    }
    JsonNode value = body.path("identifiers").path(name);
    if (!value.isValueNode() || value.isNull()) {
      throw new ContactRejected(
          Cause.NO_IDENTIFIERS, name, "The identifier to match by is missing");
    }
    return ContactIdentifier.of(name, value.asString());
  }

  /** A batch may name an identifier once; later rows with it fail. */
  private static void refuseRepeated(
      ContactIdentifier match, ContactRequest wanted, Set<String> seen) throws ContactRejected {
    Set<String> keys = new HashSet<>();
    keys.add(match.key());
    wanted.identifiers().values().forEach(identifier -> keys.add(identifier.key()));
    for (String key : keys) {
      if (seen.contains(key)) {
        throw new ContactRejected(
            Cause.IDENTIFIER_TAKEN, match.name(), "Duplicate identifier in this import");
      }
    }
    seen.addAll(keys);
  }

  private static String failure(
      ObjectNode body, @Nullable Contact contact, String code, String description) {
    ObjectNode failure = JsonText.object();
    if (contact != null) {
      failure.put("contactId", contact.id());
    }
    failure.set("matchIdentifier", body.get("matchIdentifier"));
    failure.set("identifiers", body.get("identifiers"));
    failure
        .putArray("failures")
        .addObject()
        .put("failureCode", code)
        .put("description", description);
    return JsonText.write(failure);
  }

  /** The numbers of an import's summary. */
  private static final class Tally {
    private int created;
    private int updated;
    private int suppressed;
    private int invalid;
    private int duplicate;

    void written(boolean isNew) {
      created += isNew ? 1 : 0;
      updated += isNew ? 0 : 1;
    }

    void count(Cause cause) {
      switch (cause) {
        case IDENTIFIER_TAKEN -> duplicate++;
        case GLOBALLY_SUPPRESSED -> suppressed++;
        default -> invalid++;
      }
    }

    ObjectNode summary() {
      return JsonText.object()
          .put("newContacts", created)
          .put("updatedContacts", updated)
          .put("globallySuppressed", suppressed)
          .put("invalidEntries", invalid)
          .put("duplicateIdentifiers", duplicate);
    }
  }
}
