package com.khaosbridge.sandbox.dotdigital;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import com.khaosbridge.sandbox.store.StateStore;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The collections of Insight data, {@code /insightData/v3/collections}, and the jobs that empty
 * them.
 */
final class InsightCollections implements Endpoint.Area {
  static final String CONTACT_SCOPE = "contact";

  private static final String KIND = "empty";
  private static final int MOST = 1000;
  private static final Pattern NAME = Pattern.compile("[-A-Za-z_][-A-Za-z0-9_]{1,255}");
  private static final Set<String> SCOPES = Set.of("account", CONTACT_SCOPE);
  private static final Set<String> TYPES =
      Set.of(
          "cartInsight",
          "catalog",
          "consentInsight",
          "custom",
          "easyEditorExtensions",
          "nostoEmailCampaigns",
          "orders",
          "productCategories",
          "webInsight",
          "wishList");

  private final MVMap<String, String> collections;
  private final RecordStore records;
  private final CollectionSchema schema;
  private final Jobs jobs;

  InsightCollections(StateStore store, RecordStore records, CollectionSchema schema, Jobs jobs) {
    this.collections = store.map("dotdigital.collections");
    this.records = records;
    this.schema = schema;
    this.jobs = jobs;
    jobs.register(KIND, this::run);
  }

  @Override
  public @Nullable Endpoint find(Request request, List<String> segments) {
    int size = segments.size();
    if (size == 4 && segments.get(2).equals("async") && request.method().equals("GET")) {
      return new Endpoint(Tier.UNLIMITED, () -> status(segments.get(3)));
    }
    if (size < 3 || !segments.get(2).equals("collections")) {
      return null;
    }
    String last = segments.get(size - 1);
    return switch (request.method() + " " + size) {
      case "GET 3" -> new Endpoint(Tier.HIGH, this::list);
      case "POST 4" -> new Endpoint(Tier.MEDIUM, () -> create(last, request));
      case "DELETE 4" -> new Endpoint(Tier.LOW, () -> empty(require(last), null, true));
      case "GET 5" ->
          last.equals("schema")
              ? new Endpoint(Tier.HIGH, () -> describe(require(segments.get(3))))
              : null;
      case "DELETE 5" ->
          last.equals("empty")
              ? new Endpoint(Tier.LOW, () -> empty(require(segments.get(3)), null, false))
              : null;
      default -> null;
    };
  }

  /** Whether the account allows a collection of this kind. */
  static boolean isValid(String name, String scope, String type) {
    return NAME.matcher(name).matches() && SCOPES.contains(scope) && TYPES.contains(type);
  }

  /** The type of a collection, null if there is no such collection. */
  @Nullable String type(String name) {
    String stored = collections.get(name);
    return stored == null ? null : JsonText.object(stored).path("collectionType").asString();
  }

  /** {@code contact} or {@code account}, null if there is no such collection. */
  @Nullable String scope(String name) {
    String stored = collections.get(name);
    return stored == null ? null : JsonText.object(stored).path("collectionScope").asString();
  }

  void open(String name, String scope, String type) {
    ObjectNode collection = JsonText.object();
    collection.put("collectionName", name);
    collection.put("collectionType", type);
    collection.put("collectionScope", scope);
    collections.putIfAbsent(name, JsonText.write(collection));
  }

  /** The name, if there is such a collection. */
  String require(String name) {
    if (!NAME.matcher(name).matches()) {
      throw ApiError.v3(400, "insightData:invalidId", "The collectionName is invalid");
    }
    if (!collections.containsKey(name)) {
      throw ApiError.v3(
          404, "insightData:collectionNotFound", "No such collection", name, "Not found");
    }
    return name;
  }

  /** Accepts a job that removes records: all of a collection or one contact's. */
  Response empty(String name, @Nullable Long contactId, boolean drop) {
    ObjectNode details = JsonText.object().put("collection", name).put("drop", drop);
    details.put("contactId", contactId);
    String id = jobs.intake().submit(KIND, details);
    return Answers.json(202, JsonText.object().put("jobId", id));
  }

  private Response list() {
    ArrayNode list = JsonText.MAPPER.createArrayNode();
    collections.forEach(
        (name, stored) ->
            list.add(JsonText.object(stored).put("recordCount", records.count(name))));
    return Answers.json(200, list);
  }

  private Response create(String name, Request request) {
    String scope = request.query().getOrDefault("collectionScope", "");
    String type = request.query().getOrDefault("collectionType", "");
    if (!isValid(name, scope, type)) {
      throw ApiError.v3(400, "insightData:invalidId", "Name, scope or type is invalid");
    }
    if (collections.containsKey(name)) {
      return Response.empty(200);
    }
    if (collections.size() >= MOST) {
      throw ApiError.v3(412, "insightData:limitExceeded", "There can be 1000 collections");
    }
    open(name, scope, type);
    return Response.empty(201);
  }

  private Response describe(String name) {
    ObjectNode body = JsonText.object(Objects.requireNonNull(collections.get(name)));
    body.set("schema", schema.describe(name));
    return Answers.json(200, body);
  }

  private Response status(String id) {
    Jobs.Job job = jobs.find(KIND, id);
    if (job == null) {
      throw ApiError.v3(404, "insightData:asyncJobNotFound", "There is no such job");
    }
    ObjectNode body = JsonText.object().put("jobId", id);
    body.put("status", job.done() ? "Finished" : "NotFinished");
    if (job.done()) {
      body.set("summary", job.details());
    }
    return Answers.json(200, body);
  }

  private ObjectNode run(Jobs.Job job, Jobs.Results results, Instant at) {
    String name = job.details().path("collection").asString();
    Long contactId =
        job.details().path("contactId").isNumber()
            ? Long.valueOf(job.details().path("contactId").longValue())
            : null;
    List<String> keys = records.keys(name, contactId);
    keys.forEach(key -> records.remove(name, key));
    if (job.details().path("drop").asBoolean()) {
      collections.remove(name);
      schema.forget(name);
    }
    return JsonText.object()
        .put("totalRecords", keys.size())
        .put("totalProcessed", keys.size())
        .put("totalFailed", 0);
  }
}
