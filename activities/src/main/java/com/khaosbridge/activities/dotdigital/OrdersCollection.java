package com.khaosbridge.activities.dotdigital;

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

/** The insight data collection that holds the orders: made if missing, its types checked if not. */
final class OrdersCollection {
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
                Map.of("collectionScope", "contact", "collectionType", "orders"),
                null,
                Tier.MEDIUM,
                true),
            lane);
    if (answer.status() >= 300) {
      throw new CallRefusedException(verdicts.ofRow(answer));
    }
  }

  /** Makes the collection if it is missing, and says what would keep our records out of it. */
  List<String> check(Lane lane) throws CallRefusedException {
    for (JsonNode collection : read(COLLECTIONS, lane)) {
      if (WireJson.text(collection.path("collectionName")).equals(name)) {
        List<String> problems = new ArrayList<>();
        String scope = WireJson.text(collection.path("collectionScope"));
        if (!scope.isEmpty() && !scope.equalsIgnoreCase("contact")) {
          problems.add(
              "Collection "
                  + name
                  + " belongs to the "
                  + VendorWords.ourWord(OTHER_SCOPES, scope, "account or something else")
                  + ", not to contacts. Name another collection for the orders.");
        }
        String type = WireJson.text(collection.path("collectionType"));
        if (!type.isEmpty() && !type.equalsIgnoreCase("orders")) {
          problems.add(
              "Collection "
                  + name
                  + " is "
                  + VendorWords.ourWord(OTHER_COLLECTIONS, type, "of another type")
                  + ", not orders, so its money won't show as revenue. Name another collection.");
        }
        problems.addAll(clashes(lane));
        return problems;
      }
    }
    create(lane);
    return List.of();
  }

  private List<String> clashes(Lane lane) throws CallRefusedException {
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
    List<String> problems = new ArrayList<>();
    new TreeMap<>(OrderJson.TYPES)
        .forEach(
            (field, ours) -> {
              JsonNode theirs = learnt.get(field);
              String type = theirs == null ? "" : WireJson.text(theirs.path("type"));
              if (!type.isEmpty() && !takes(type, ours)) {
                problems.add(
                    "Collection "
                        + name
                        + " has "
                        + field
                        + " as "
                        + VendorWords.ourWord(FIELD_TYPES, type, "another type")
                        + " where we send "
                        + ours
                        + ": every order would be refused. Name another collection for the orders"
                        + " or empty this one.");
              }
            });
    return problems;
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
