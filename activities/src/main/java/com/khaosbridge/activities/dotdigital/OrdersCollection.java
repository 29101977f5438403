package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.Requirement;
import com.khaosbridge.activities.destination.VendorWords;
import com.khaosbridge.activities.http.Answer;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.Lane;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The insight data collection that holds the orders. */
final class OrdersCollection {
  static final String COLLECTION = "collection";

  private static final String ORDERS = "orders";
  private static final String COLLECTIONS = "/insightData/v3/collections";

  private static final List<String> OTHER_SCOPES = List.of("account");
  private static final List<String> OTHER_COLLECTIONS =
      List.of("catalog", "cartInsight", "custom", "none");
  private static final List<String> FIELD_TYPES =
      List.of(
          "STRING",
          "INTEGER",
          "FLOAT",
          "DOUBLE",
          "NUMERIC",
          "DECIMAL",
          "NUMBER",
          "BOOLEAN",
          "TIMESTAMP",
          "DATE",
          "DATETIME",
          "RECORD",
          "ARRAY");

  private final DotdigitalApi api;
  private final DotdigitalVerdicts verdicts;
  private final String name;

  OrdersCollection(DotdigitalApi api, DotdigitalVerdicts verdicts, String name) {
    this.api = api;
    this.verdicts = verdicts;
    this.name = name;
  }

  String name() {
    return name;
  }

  String segment() {
    return ApiCall.segment(name);
  }

  /** Makes the collection; one that is already there is fine. */
  void create(Lane lane) throws CallRefusedException {
    Answer answer =
        api.send(
            new ApiCall(
                "POST",
                COLLECTIONS + "/" + segment(),
                Map.of("collectionScope", "contact", "collectionType", ORDERS),
                null,
                Tier.MEDIUM,
                true),
            lane);
    if (answer.status() >= 300) {
      throw new CallRefusedException(verdicts.ofRow(answer));
    }
  }

  /** The collection, and what of it would keep our records out. */
  List<Requirement> requirements(Lane lane) throws CallRefusedException {
    for (JsonNode collection : read(COLLECTIONS, lane)) {
      if (WireJson.text(collection.path("collectionName")).equals(name)) {
        List<Requirement> all = new ArrayList<>();
        all.add(judge(collection));
        all.addAll(clashes(lane));
        return all;
      }
    }
    return List.of(
        Requirement.makeable(
            COLLECTION,
            name,
            ORDERS,
            "Collection " + name + " is missing",
            "the bridge makes it before the first order"));
  }

  private Requirement judge(JsonNode collection) {
    String scope = WireJson.text(collection.path("collectionScope"));
    if (!scope.isEmpty() && !scope.equalsIgnoreCase("contact")) {
      return Requirement.ofAnotherType(
          COLLECTION,
          name,
          ORDERS,
          "Collection "
              + name
              + " belongs to the "
              + VendorWords.ourWord(OTHER_SCOPES, scope, "account or something else")
              + ", not to contacts",
          "name another collection for the orders");
    }
    String type = WireJson.text(collection.path("collectionType"));
    return type.isEmpty() || type.equalsIgnoreCase(ORDERS)
        ? Requirement.there(COLLECTION, name, ORDERS)
        : Requirement.ofAnotherType(
            COLLECTION,
            name,
            ORDERS,
            "Collection "
                + name
                + " is "
                + VendorWords.ourWord(OTHER_COLLECTIONS, type, "of another type")
                + ", not orders, so its money won't show as revenue",
            "name another collection");
  }

  private List<Requirement> clashes(Lane lane) throws CallRefusedException {
    Map<String, JsonNode> learnt = new HashMap<>();
    JsonNode schema = read(COLLECTIONS + "/" + segment() + "/schema", lane).path("schema");
    for (JsonNode field : schema.isArray() ? schema : schema.path("fields")) {
      if (WireJson.text(field.path("name")).equals("json")) {
        collect("", field.path("fields"), learnt);
      }
    }
    if (learnt.isEmpty()) {
      collect("", schema.isArray() ? schema : schema.path("fields"), learnt);
    }
    List<Requirement> clashes = new ArrayList<>();
    new TreeMap<>(OrderJson.TYPES)
        .forEach(
            (field, ours) -> {
              JsonNode theirs = learnt.get(field);
              String type = theirs == null ? "" : WireJson.text(theirs.path("type"));
              if (!type.isEmpty() && !takes(type, ours)) {
                clashes.add(
                    Requirement.ofAnotherType(
                        "field of the collection " + name,
                        field,
                        ours,
                        "Collection "
                            + name
                            + " has "
                            + field
                            + " as "
                            + VendorWords.ourWord(FIELD_TYPES, type, "another type")
                            + " where we send "
                            + ours
                            + ", and every order would be refused",
                        "name another collection for the orders or empty this one"));
              }
            });
    return clashes;
  }

  private static void collect(String prefix, JsonNode fields, Map<String, JsonNode> into) {
    for (JsonNode field : fields) {
      String path = prefix + WireJson.text(field.path("name"));
      into.put(path, field);
      collect(path + ".", field.path("fields"), into);
    }
  }

  private static boolean takes(String type, String ours) {
    return switch (ours) {
      case "FLOAT" ->
          List.of("FLOAT", "DOUBLE", "NUMERIC", "DECIMAL", "NUMBER")
              .contains(type.toUpperCase(Locale.ROOT));
      case "TIMESTAMP" ->
          List.of("TIMESTAMP", "DATE", "DATETIME", "STRING")
              .contains(type.toUpperCase(Locale.ROOT));
      default -> type.equalsIgnoreCase(ours);
    };
  }

  private JsonNode read(String path, Lane lane) throws CallRefusedException {
    Answer answer = api.send(ApiCall.get(Tier.HIGH, path), lane);
    if (answer.status() != 200) {
      throw new CallRefusedException(verdicts.ofRow(answer));
    }
    return WireJson.read(answer.body());
  }
}
