package com.khaosbridge.activities.chain;

import com.khaosbridge.activities.destination.SandboxControl;
import com.khaosbridge.workflows.delivery.Consent;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the destinations' stand-ins hold, and what is true in the shop, in the same words. */
final class StandIns {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Map<Integer, String> CAMPAIGNS =
      Map.of(1001, "order_received", 1002, "order_confirmed", 1003, "despatched");

  private final String baseUrl;
  private final SandboxControl emarsys;
  private final SandboxControl dotdigital;

  StandIns(String baseUrl) {
    this.baseUrl = baseUrl;
    this.emarsys = new SandboxControl(baseUrl, "emarsys");
    this.dotdigital = new SandboxControl(baseUrl, "dotdigital");
  }

  /**
   * A destination.
   *
   * @param consents by person
   * @param orders money by order key
   * @param events order numbers by event, each as often as it came
   */
  record Account(
      Map<String, Consent> consents,
      Map<String, BigDecimal> orders,
      Map<String, List<String>> events) {}

  Account emarsys() {
    Map<String, Consent> consents = new TreeMap<>();
    Map<String, BigDecimal> orders = new TreeMap<>();
    Map<String, List<String>> events = new HashMap<>();
    String personField = personField();
    for (JsonNode line : emarsys.state()) {
      switch (line.path("type").asString()) {
        case "contact" ->
            consents.put(
                line.path("fields").path(personField).asString(""),
                switch (line.path("fields").path("31").asString("")) {
                  case "1" -> Consent.OPTED_IN;
                  case "2" -> Consent.OPTED_OUT;
                  default -> Consent.UNKNOWN;
                });
        case "salesRow" ->
            orders.merge(
                line.path("order").asString(),
                new BigDecimal(line.path("price").asString()),
                BigDecimal::add);
        case "event" ->
            note(
                events,
                line.path("event").asString(),
                line.path("data").path("global").path("order_number").asString());
        case "duplicateTrigger" -> throw new IllegalStateException("an event came twice");
        default -> {}
      }
    }
    return new Account(consents, orders, events);
  }

  private String personField() {
    for (JsonNode contact : emarsys.state("contact")) {
      for (String field : contact.path("fields").propertyNames()) {
        if (contact.path("fields").path(field).asString("").matches("10\\d{5}")) {
          return field;
        }
      }
    }
    return "none";
  }

  Account dotdigital() {
    Map<String, Consent> consents = new TreeMap<>();
    Map<String, BigDecimal> orders = new TreeMap<>();
    Map<String, List<String>> events = new HashMap<>();
    for (JsonNode line : dotdigital.state()) {
      switch (line.path("type").asString()) {
        case "contact" ->
            consents.put(
                line.path("identifiers").path("khaos-person-id").asString(""),
                line.path("status").asString().equals("subscribed")
                    ? Consent.OPTED_IN
                    : Consent.OPTED_OUT);
        case "order" ->
            orders.put(
                line.path("key").asString(), line.path("json").path("order_total").decimalValue());
        case "mail" ->
            note(
                events,
                String.valueOf(CAMPAIGNS.get(line.path("campaignId").intValue())),
                line.path("personalizationValues").path("order_number").asString());
        default -> {}
      }
    }
    return new Account(consents, orders, events);
  }

  private static void note(Map<String, List<String>> events, String event, String order) {
    events.computeIfAbsent(event, e -> new java.util.ArrayList<>()).add(order);
  }

  /** The shop's truth, one object a line. */
  List<JsonNode> truth(String type) {
    return emarsys
        .send(HttpRequest.newBuilder(URI.create(baseUrl + "/_sandbox/truth")).GET())
        .lines()
        .<JsonNode>map(JSON::readTree)
        .filter(line -> line.path("type").asString().equals(type))
        .toList();
  }

  /** Persons that may have a contact: those with a valid e-mail. */
  TreeSet<String> reachable() {
    TreeSet<String> reachable = new TreeSet<>();
    for (JsonNode customer : truth("customer")) {
      if (customer.path("emailValid").booleanValue()) {
        reachable.add(customer.path("companyId").asString());
      }
    }
    return reachable;
  }

  /** Changes a customer in the ERP. */
  void change(String number, String json) {
    act("customers/" + number, json);
  }

  /** Does something as a clerk in the ERP. */
  void act(String path, String json) {
    emarsys.send(
        HttpRequest.newBuilder(URI.create(baseUrl + "/_sandbox/khaos/" + path))
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** Arms a fault, given as JSON. */
  void arm(String json) {
    emarsys.send(
        HttpRequest.newBuilder(URI.create(baseUrl + "/_sandbox/faults"))
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  void disarm() {
    emarsys.disarm();
  }
}
