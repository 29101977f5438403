package com.khaosbridge.demo;

import java.io.IOException;
import java.math.BigDecimal;
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
  private static final Map<Integer, String> CAMPAIGNS =
      Map.of(1001, "order received", 1002, "order confirmed", 1003, "despatched");

  private long contacts;
  private long optedIn;
  private long optedOut;
  private long unknown;
  private long awaitingPerson;
  private long orders;
  private BigDecimal money = BigDecimal.ZERO;
  private final Map<String, Long> events = new TreeMap<>();

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
    sandbox.readState("dotdigital", figures::addDotdigital);
    return figures;
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
      }
      case "salesRow" -> {
        orderKeys.add(line.get("order").asString());
        money = money.add(new BigDecimal(line.get("price").asString()));
      }
      case "event" -> count(line.get("event").asString().replace('_', ' '));
      default -> {
        // Uploads and repeated triggers are no effects of their own.
      }
    }
  }

  private void addDotdigital(JsonNode line) {
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
      }
      case "order" -> {
        orders++;
        money = money.add(line.get("json").get("order_total").decimalValue());
      }
      case "mail" -> {
        int campaign = line.get("campaignId").intValue();
        count(CAMPAIGNS.getOrDefault(campaign, "campaign " + campaign));
      }
      default -> {
        // Other records are not ours.
      }
    }
  }

  private void count(String event) {
    events.merge(event, 1L, Long::sum);
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
