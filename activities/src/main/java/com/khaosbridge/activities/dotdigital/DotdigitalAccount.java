package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.VendorWords;
import com.khaosbridge.activities.http.Answer;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Finds out whether an account has what the bridge needs, and says in words what it lacks. */
final class DotdigitalAccount {
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

  List<String> problems() {
    List<String> problems = new ArrayList<>();
    try {
      api.findRegion(Lane.LIVE);
      problems.addAll(dataFields(allFields(), Lane.LIVE));
      problems.addAll(personIdentifier());
      problems.addAll(orders.check(Lane.LIVE));
    } catch (CallRefusedException e) {
      problems.add(words(e.verdict()));
    }
    return problems;
  }

  /**
   * What is wrong with the data fields of metrics alone.
   *
   * @throws CallRefusedException if the account could not be asked
   */
  List<String> metricProblems(Lane lane) throws CallRefusedException {
    return dataFields(metricFields(), lane);
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

  /** What is wrong with these data fields, each with the type that it must have. */
  private List<String> dataFields(Map<String, String> wanted, Lane lane)
      throws CallRefusedException {
    Map<String, String> types = new HashMap<>();
    for (JsonNode field : read("/v2/data-fields", lane)) {
      types.put(
          WireJson.text(field.path("name")).toUpperCase(Locale.ROOT),
          WireJson.text(field.path("type")));
    }
    List<String> problems = new ArrayList<>();
    wanted.forEach(
        (name, needed) -> {
          String type = types.get(name.toUpperCase(Locale.ROOT));
          if (type == null) {
            problems.add(
                "Data field " + name + " is missing: create it as " + needed + " in the account.");
          } else if (!type.isEmpty() && !type.equalsIgnoreCase(needed)) {
            problems.add(
                "Data field "
                    + name
                    + " is "
                    + VendorWords.ourWord(TYPES, type, "of another type")
                    + " but must be "
                    + needed
                    + ": name another one in the settings.");
          }
        });
    return problems;
  }

  private List<String> personIdentifier() throws CallRefusedException {
    for (JsonNode identifier : read("/configuration/v3/customIdentifiers", Lane.LIVE)) {
      if (WireJson.text(identifier.path("name"))
          .equalsIgnoreCase(settings.names().personIdentifier())) {
        return List.of();
      }
    }
    return List.of(
        "Custom identifier "
            + settings.names().personIdentifier()
            + " is missing: create it in the account's configuration. It ties a contact to its"
            + " person.");
  }

  private JsonNode read(String path, Lane lane) throws CallRefusedException {
    Answer answer = api.send(ApiCall.get(Tier.HIGH, path), lane);
    if (answer.status() != 200) {
      throw new CallRefusedException(verdicts.ofRow(answer));
    }
    return WireJson.read(answer.body());
  }

  private static String words(Verdict verdict) {
    if (verdict instanceof Verdict.Config config) {
      return config.cause() + ": " + config.detail();
    }
    if (verdict instanceof Verdict.Reject reject) {
      return reject.cause() + ": " + reject.detail();
    }
    return verdict instanceof Verdict.Retry retry
        ? "The account could not be read (" + retry.cause() + "). Try again later."
        : "The account could not be read.";
  }
}
