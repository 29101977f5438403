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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds out whether an account has what the bridge needs, and says in words what it lacks. */
final class DotdigitalAccount {
  static final String DATA_FIELD = "data field";
  static final String CUSTOM_IDENTIFIER = "custom identifier";

  /** Types of data field (v2 API, "data-fields"). */
  private static final List<String> TYPES = List.of("String", "Numeric", "Date", "Boolean");

  private final DotdigitalApi api;
  private final DotdigitalVerdicts verdicts;
  private final OrdersCollection orders;
  private final DotdigitalSettings settings;

  DotdigitalAccount(
      DotdigitalApi api,
      DotdigitalVerdicts verdicts,
      OrdersCollection orders,
      DotdigitalSettings settings) {
    this.api = api;
    this.verdicts = verdicts;
    this.orders = orders;
    this.settings = settings;
  }

  /** What keeps the account from being used. The orders collection is made if it is missing. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    try {
      for (Requirement each : requirements(Lane.LIVE)) {
        if (each.kind().equals(OrdersCollection.COLLECTION) && each.makeable()) {
          orders.create(Lane.LIVE);
        } else if (each.lacking()) {
          problems.add(each.problem());
        }
      }
    } catch (CallRefusedException e) {
      problems.add(e.words());
    }
    return problems;
  }

  /**
   * What the account needs; nothing is made.
   *
   * @throws CallRefusedException if the account could not be asked
   */
  List<Requirement> requirements(Lane lane) throws CallRefusedException {
    api.findRegion(lane);
    List<Requirement> all = new ArrayList<>(dataFields(allFields(), lane));
    all.add(personIdentifier(lane));
    all.addAll(orders.requirements(lane));
    new TreeMap<>(settings.names().campaigns())
        .forEach(
            (type, id) ->
                all.add(
                    Requirement.notShown(
                        "triggered campaign",
                        id.toString(),
                        "make one for '" + type.words() + "' in the account, if it isn't there")));
    return all;
  }

  /**
   * What is wrong with the data fields of metrics alone.
   *
   * @throws CallRefusedException if the account could not be asked
   */
  List<String> metricProblems(Lane lane) throws CallRefusedException {
    return dataFields(metricFields(), lane).stream()
        .filter(Requirement::lacking)
        .map(Requirement::problem)
        .toList();
  }

  private Map<String, String> allFields() {
    Map<String, String> types = metricFields();
    settings.names().dataFields().names().forEach(name -> types.put(name, "String"));
    return types;
  }

  private Map<String, String> metricFields() {
    Map<String, String> types = new TreeMap<>();
    settings
        .names()
        .metrics()
        .forEach((metric, name) -> types.put(name, ContactJson.dataFieldType(metric)));
    return types;
  }

  /**
   * How these data fields stand.
   *
   * @param wanted the type that each must have, by its name
   */
  private List<Requirement> dataFields(Map<String, String> wanted, Lane lane)
      throws CallRefusedException {
    Map<String, String> types = new HashMap<>();
    for (JsonNode field : read("/v2/data-fields", lane)) {
      types.put(
          WireJson.text(field.path("name")).toUpperCase(Locale.ROOT),
          WireJson.text(field.path("type")));
    }
    return wanted.entrySet().stream()
        .map(
            each ->
                dataField(
                    each.getKey(),
                    each.getValue(),
                    types.get(each.getKey().toUpperCase(Locale.ROOT))))
        .toList();
  }

  private static Requirement dataField(String name, String needed, @Nullable String type) {
    if (type == null) {
      return Requirement.makeable(
          DATA_FIELD,
          name,
          needed,
          "Data field " + name + " is missing",
          "create it as " + needed + " in the account");
    }
    return type.isEmpty() || type.equalsIgnoreCase(needed)
        ? Requirement.there(DATA_FIELD, name, needed)
        : Requirement.ofAnotherType(
            DATA_FIELD,
            name,
            needed,
            "Data field "
                + name
                + " is "
                + VendorWords.ourWord(TYPES, type, "of another type")
                + " but must be "
                + needed,
            "name another one in the settings");
  }

  private Requirement personIdentifier(Lane lane) throws CallRefusedException {
    String name = settings.names().personIdentifier();
    for (JsonNode identifier : read("/configuration/v3/customIdentifiers", lane)) {
      if (WireJson.text(identifier.path("name")).equalsIgnoreCase(name)) {
        return Requirement.there(CUSTOM_IDENTIFIER, name, "");
      }
    }
    return Requirement.makeable(
        CUSTOM_IDENTIFIER,
        name,
        "",
        "Custom identifier " + name + " is missing, which ties a contact to its person",
        "create it in the account's configuration");
  }

  private JsonNode read(String path, Lane lane) throws CallRefusedException {
    Answer answer = api.send(ApiCall.get(Tier.HIGH, path), lane);
    if (answer.status() != 200) {
      throw new CallRefusedException(verdicts.ofRow(answer));
    }
    return WireJson.read(answer.body());
  }
}
