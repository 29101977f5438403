package com.khaosbridge.sandbox.dotdigital;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Records of contact-scoped collections: {@code /insightData/v3/contacts}. */
final class InsightRecords implements Endpoint.Area {
  private static final int PAGE = 1000;
  private static final int MOST_DELETED = 5000;

  private final ContactStore contacts;
  private final CustomIdentifiers names;
  private final InsightCollections collections;
  private final RecordStore records;
  private final InsightWriter writer;
  private final Supplier<Instant> realTime;

  InsightRecords(
      ContactStore contacts,
      CustomIdentifiers names,
      InsightCollections collections,
      RecordStore records,
      InsightWriter writer,
      Supplier<Instant> realTime) {
    this.contacts = contacts;
    this.names = names;
    this.collections = collections;
    this.records = records;
    this.writer = writer;
    this.realTime = realTime;
  }

  @Override
  public @Nullable Endpoint find(Request request, List<String> segments) {
    if (segments.size() < 4 || !segments.get(2).equals("contacts")) {
      return null;
    }
    String method = request.method();
    if (segments.size() == 4) {
      return method.equals("GET")
          ? new Endpoint(Tier.LOW, () -> list(request, segments.get(3)))
          : null;
    }
    if (segments.size() == 6) {
      return method.equals("GET")
          ? new Endpoint(Tier.LOW, () -> listOf(request, contact(segments), collection(segments)))
          : null;
    }
    if (segments.size() != 7) {
      return null;
    }
    String key = segments.get(6);
    return switch (method) {
      case "GET" -> new Endpoint(Tier.HIGH, () -> get(contact(segments), segments));
      case "PUT" -> new Endpoint(Tier.MEDIUM, () -> put(request, contact(segments), segments));
      case "DELETE" ->
          switch (key) {
            case "empty" ->
                new Endpoint(
                    Tier.LOW,
                    () -> {
                      long owner = contact(segments);
                      return collections.empty(collection(segments), owner, false);
                    });
            case "deleteRecords" ->
                new Endpoint(
                    Tier.LOW, () -> deleteAll(request, contact(segments), collection(segments)));
            default -> new Endpoint(Tier.MEDIUM, () -> delete(contact(segments), segments));
          };
      default -> null;
    };
  }

  private Response list(Request request, String collection) {
    collections.require(collection);
    Listing listing = new Listing("insightData", request);
    Instant modified = listing.since("~modified");
    String prefix = collection + "/";
    return listing.page(
        records.modifiedIndex(),
        prefix,
        modified == null ? prefix : prefix + ApiTime.write(modified),
        PAGE,
        key -> {
          String rest = key.substring(prefix.length());
          String recordKey = rest.substring(rest.indexOf('/') + 1);
          // The index is walked as it was: the record may have been deleted since.
          StoredRecord record = records.find(collection, recordKey);
          return record == null ? null : record.view(recordKey);
        });
  }

  private Response listOf(Request request, long contactId, String collection) {
    String prefix = RecordStore.ownerPrefix(contactId, collection);
    Listing listing = new Listing("insightData", request);
    Instant modified = listing.since("~modified");
    String from = modified == null ? "" : ApiTime.write(modified);
    return listing.page(
        records.ownerIndex(),
        prefix,
        prefix,
        PAGE,
        ownerKey -> {
          String key = ownerKey.substring(prefix.length());
          StoredRecord record = records.find(collection, key);
          return record == null || record.updated().compareTo(from) < 0 ? null : record.view(key);
        });
  }

  private Response get(long contactId, List<String> segments) {
    String key = segments.get(6);
    return Answers.json(200, owned(contactId, collection(segments), key).view(key));
  }

  private Response put(Request request, long contactId, List<String> segments) {
    String collection = collection(segments);
    JsonNode tree = JsonText.parse(request.body());
    if (!(tree instanceof ObjectNode)) {
      throw ApiError.v3(400, "insightData:badJson", "The record is no JSON object");
    }
    String json = JsonText.minify(request.body(), 0, request.body().length);
    String at = ApiTime.write(realTime.get());
    InsightWriter.Outcome outcome =
        writer.write(collection, segments.get(6), contactId, tree, json, at);
    CollectionSchema.Clash refusal = outcome.refusal();
    if (refusal != null) {
      throw ApiError.v3(
          400,
          "insightData:badJson",
          refusal.reason() + ": " + refusal.detail(),
          refusal.path(),
          refusal.detail());
    }
    return Response.empty(outcome.created() ? 201 : 204);
  }

  private Response delete(long contactId, List<String> segments) {
    String collection = collection(segments);
    owned(contactId, collection, segments.get(6));
    records.remove(collection, segments.get(6));
    return Response.empty(204);
  }

  private Response deleteAll(Request request, long contactId, String collection) {
    ObjectNode body = JsonText.parseObject(request.body());
    JsonNode keys = body == null ? null : body.get("keys");
    if (keys == null || !keys.isArray() || keys.isEmpty() || keys.size() > MOST_DELETED) {
      throw ApiError.v3(400, "insightData:noRecordsSpecified", "Give from 1 to 5000 keys");
    }
    ObjectNode answer = JsonText.object();
    ObjectNode summary = answer.putObject("summary");
    ArrayNode notFound = answer.putArray("notFound");
    for (JsonNode node : keys.values()) {
      String key = node.asString();
      StoredRecord record = records.find(collection, key);
      if (record == null || record.contactId() != contactId) {
        notFound.add(key);
      } else {
        records.remove(collection, key);
      }
    }
    summary.put("totalRecords", keys.size());
    summary.put("totalDeleted", keys.size() - notFound.size());
    summary.put("totalNotFound", notFound.size());
    return Answers.json(200, answer);
  }

  private StoredRecord owned(long contactId, String collection, String key) {
    StoredRecord record = records.find(collection, key);
    if (record == null || record.contactId() != contactId) {
      throw ApiError.v3(
          404, "insightData:recordNotFound", "The record was not found", key, "Not found");
    }
    return record;
  }

  private String collection(List<String> segments) {
    return collections.require(segments.get(5));
  }

  /** The id of the contact that the path names. */
  private long contact(List<String> segments) {
    ContactIdentifier identifier = names.ofPath("insightData", segments.get(3), segments.get(4));
    Contact contact = contacts.findLive(identifier);
    if (contact == null) {
      throw ApiError.v3(
          404,
          "insightData:contactNotFound",
          "These contacts were not found",
          identifier.value(),
          "Not found using the identifier '" + identifier.name() + "'");
    }
    return contact.id();
  }
}
