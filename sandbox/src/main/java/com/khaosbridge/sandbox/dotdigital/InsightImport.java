package com.khaosbridge.sandbox.dotdigital;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Bulk upsert of records: {@code PUT /insightData/v3/import} and its polling. */
final class InsightImport implements Endpoint.Area {
  private static final String KIND = "insight";
  private static final int MOST_ACTIVE = 5;
  private static final String FAILURES = "failures";

  private final ContactStore contacts;
  private final CustomIdentifiers names;
  private final InsightCollections collections;
  private final InsightWriter writer;
  private final Jobs jobs;

  InsightImport(
      ContactStore contacts,
      CustomIdentifiers names,
      InsightCollections collections,
      InsightWriter writer,
      Jobs jobs) {
    this.contacts = contacts;
    this.names = names;
    this.collections = collections;
    this.writer = writer;
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
      throw ApiError.v3(429, "insightData:tooManyActiveImports", "Wait for an import to complete");
    }
    Jobs.Intake intake = jobs.intake();
    ObjectNode header = JsonText.readRows(request.body(), "records", intake::add);
    if (header == null || intake.count() == 0 || !isValid(header)) {
      intake.drop();
      throw ApiError.v3(400, "insightData:badJson", "The request JSON can't be read");
    }
    String id = intake.submit(KIND, header);
    return Answers.json(202, JsonText.object().put("importId", id));
  }

  private boolean isValid(ObjectNode header) {
    String name = header.path("collectionName").asString("");
    String scope = header.path("collectionScope").asString("");
    String type = header.path("collectionType").asString("");
    String existing = collections.scope(name);
    return InsightCollections.isValid(name, scope, type)
        && (existing == null || existing.equals(scope));
  }

  private Response status(String id) {
    Jobs.Job job = jobs.find(KIND, id);
    if (job == null) {
      throw ApiError.v3(404, "insightData:importNotFound", "There is no such import");
    }
    ObjectNode body = JsonText.object().put("importId", id);
    if (!job.done()) {
      return Answers.json(200, body.put("status", "Processing"));
    }
    // The schema's enumeration says Complete, its example and the official clients say Finished.
    body.put("status", "Finished");
    body.set("collectionName", job.details().get("collectionName"));
    body.set("summary", job.details().get("summary"));
    String head = JsonText.write(body);
    StringBuilder whole = new StringBuilder(head.substring(0, head.length() - 1));
    whole.append(",\"failures\":");
    jobs.writeResults(job, FAILURES, whole);
    return Answers.json(200, whole.append('}').toString());
  }

  private ObjectNode run(Jobs.Job job, Jobs.Results results, Instant at) {
    ObjectNode header = job.details();
    String name = header.path("collectionName").asString();
    String scope = header.path("collectionScope").asString();
    collections.open(name, scope, header.path("collectionType").asString());
    boolean ofContacts = scope.equals(InsightCollections.CONTACT_SCOPE);
    Set<String> seen = new HashSet<>();
    int[] counts = new int[2];
    jobs.forEachRow(
        job,
        row -> {
          ObjectNode record = JsonText.object(row);
          String json = JsonText.member(row, "json");
          CollectionSchema.Clash refusal =
              importRow(name, record, json, ofContacts, seen, ApiTime.write(at));
          counts[0]++;
          if (refusal != null) {
            counts[1]++;
            results.add(FAILURES, failure(record, refusal, scope));
          }
        });
    header
        .putObject("summary")
        .put("totalRecords", counts[0])
        .put("totalImported", counts[0] - counts[1])
        .put("totalRejected", counts[1]);
    return header;
  }

  private CollectionSchema.@Nullable Clash importRow(
      String collection,
      ObjectNode record,
      @Nullable String json,
      boolean ofContacts,
      Set<String> seen,
      String at) {
    String key = record.path("key").asString("");
    if (json == null) {
      return new CollectionSchema.Clash("InvalidJson", "json", "json is missing or no object");
    }
    if (!seen.add(key)) {
      return new CollectionSchema.Clash("DuplicateKey", "key", "The batch has this key before");
    }
    long owner = StoredRecord.ACCOUNT;
    if (ofContacts) {
      JsonNode identity = record.path("contactIdentity");
      String name = identity.path("identifier").asString("");
      Contact contact;
      try {
        if (!name.equals(ContactIdentifier.CONTACT_ID) && !names.knows(name)) {
          return new CollectionSchema.Clash(
              "InvalidContactIdentifier", "contactIdentity", "No identifier of this account");
        }
        contact =
            contacts.findLive(ContactIdentifier.of(name, identity.path("value").asString("")));
      } catch (ContactRejected invalid) {
        return new CollectionSchema.Clash(
            "InvalidContactIdentifier", "contactIdentity", invalid.description());
      }
      if (contact == null) {
        return new CollectionSchema.Clash(
            missing(name), "contactIdentity", "There is no such contact");
      }
      owner = contact.id();
    }
    return writer.write(collection, key, owner, record.path("json"), json, at).refusal();
  }

  private static String missing(String identifier) {
    return switch (identifier) {
      case ContactIdentifier.CONTACT_ID -> "ContactIdDoesNotExist";
      case ContactIdentifier.EMAIL -> "ContactEmailDoesNotExist";
      case ContactIdentifier.MOBILE -> "ContactPhoneNumberDoesNotExist";
      default -> "ContactCustomIdentifierValueDoesNotExist";
    };
  }

  private static String failure(ObjectNode record, CollectionSchema.Clash refusal, String scope) {
    ObjectNode failure = JsonText.object();
    ObjectNode owner = failure.putObject("collectionOwner").put("ownerType", scope);
    if (record.has("contactIdentity")) {
      owner.set("contactIdentity", record.get("contactIdentity"));
    }
    failure.put("failureReason", refusal.reason());
    failure.putArray("details").add(refusal.detail());
    failure.set("key", record.get("key"));
    failure.set("json", record.get("json"));
    return JsonText.write(failure);
  }
}
