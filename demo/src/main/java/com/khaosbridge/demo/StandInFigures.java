package com.khaosbridge.demo;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What a destination's stand-in really holds, counted from its state, not from what we believe we
 * sent.
 */
final class StandInFigures {
  private static final String OPT_IN_FIELD = "31";
  private static final String PERSON_FIELD = "10569";
  private static final String PERSON_IDENTIFIER = "khaos-person-id";
  private static final Map<Integer, String> CAMPAIGNS =
      Map.of(
          1001, "order received",
          1002, "order confirmed",
          1003, "despatched",
          1004, "review request",
          1005, "order settled",
          1006, "refunded",
          1007, "cancelled",
          1008, "replenishment");

  private long contacts;
  private long optedIn;
  private long optedOut;
  private long unknown;
  private long awaitingPerson;
  private long orders;
  private BigDecimal money = BigDecimal.ZERO;
  private final Map<String, Long> events = new TreeMap<>();
  private final Account account = new Account();

  private StandInFigures() {}

  static StandInFigures ofEmarsys(SandboxAccess sandbox) throws IOException {
    StandInFigures figures = new StandInFigures();
    Set<String> orders = new HashSet<>();
    sandbox.readState("emarsys", line -> figures.addEmarsys(line, orders));
    figures.orders = orders.size();
    return figures;
  }

  static StandInFigures ofDotdigital(SandboxAccess sandbox) throws IOException {
    StandInFigures figures = new StandInFigures();
    Map<Long, String> persons = new HashMap<>();
    sandbox.readState("dotdigital", line -> personOf(line, persons));
    sandbox.readState("dotdigital", line -> figures.addDotdigital(line, persons));
    return figures;
  }

  private static void personOf(JsonNode line, Map<Long, String> persons) {
    JsonNode identifiers = line.get("identifiers");
    JsonNode person = identifiers == null ? null : identifiers.get(PERSON_IDENTIFIER);
    if (person != null) {
      persons.put(line.get("contactId").longValue(), person.asString());
    }
  }

  private void addEmarsys(JsonNode line, Set<String> orderKeys) {
    switch (line.get("type").asString()) {
      case "contact" -> {
        contacts++;
        JsonNode optIn = line.get("fields").get(OPT_IN_FIELD);
        String value = optIn == null || optIn.isNull() ? "" : optIn.asString();
        switch (value) {
          case "1" -> optedIn++;
          case "2" -> optedOut++;
          default -> unknown++;
        }
        JsonNode person = line.get("fields").get(PERSON_FIELD);
        if (person != null) {
          account.contact(
              person.asString(),
              value.equals("1") ? "OPTED_IN" : value.equals("2") ? "OPTED_OUT" : "UNKNOWN");
        }
      }
      case "salesRow" -> {
        BigDecimal price = new BigDecimal(line.get("price").asString());
        if (new BigDecimal(line.get("quantity").asString()).signum() > 0) {
          orderKeys.add(line.get("order").asString());
        }
        account.money(line.get("order").asString(), line.get("customer").asString(), price);
        money = money.add(price);
      }
      case "event" -> {
        String type = line.get("event").asString().replace('_', ' ');
        count(type, line.get("data").get("global").get("order_number").asString());
      }
      default -> {
        // Uploads and repeated triggers are no effects of their own.
      }
    }
  }

  private void addDotdigital(JsonNode line, Map<Long, String> persons) {
    switch (line.get("type").asString()) {
      case "contact" -> {
        switch (line.get("status").asString()) {
          case "binned", "deleted" -> {
            return;
          }
          case "subscribed" -> optedIn++;
          case "pendingOptIn" -> awaitingPerson++;
          default -> optedOut++;
        }
        contacts++;
        JsonNode person = line.get("identifiers").get(PERSON_IDENTIFIER);
        if (person != null) {
          account.contact(
              person.asString(),
              line.get("status").asString().equals("subscribed") ? "OPTED_IN" : "OPTED_OUT");
        }
      }
      case "order" -> {
        orders++;
        BigDecimal total = line.get("json").get("order_total").decimalValue();
        account.money(
            line.get("key").asString(),
            persons.getOrDefault(line.get("contactId").longValue(), "nobody"),
            total);
        money = money.add(total);
      }
      case "mail" -> {
        int campaign = line.get("campaignId").intValue();
        count(
            CAMPAIGNS.getOrDefault(campaign, "campaign " + campaign),
            line.get("personalizationValues").get("order_number").asString());
      }
      default -> {
        // Other records are not ours.
      }
    }
  }

  private void count(String event, String orderNumber) {
    events.merge(event, 1L, Long::sum);
    account.event(event, orderNumber);
  }

  /** The same in terms of the ERP. */
  Account account() {
    return account;
  }

  long contacts() {
    return contacts;
  }

  long optedIn() {
    return optedIn;
  }

  long optedOut() {
    return optedOut;
  }

  long unknown() {
    return unknown;
  }

  long awaitingPerson() {
    return awaitingPerson;
  }

  long orders() {
    return orders;
  }

  BigDecimal money() {
    return money;
  }

  Map<String, Long> events() {
    return events;
  }
}
