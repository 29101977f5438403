package com.khaosbridge.demo;

import com.khaosbridge.workflows.delivery.Consent;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What a destination's stand-in really holds, counted from its state, not from what we believe we
 * sent.
 */
final class StandInFigures {
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

  private long orders;
  private BigDecimal money = BigDecimal.ZERO;
  private final List<ContactThere> contacts = new ArrayList<>();
  private final Map<OrderThere, Long> rows = new HashMap<>();
  private final Set<OrderThere> sold = new HashSet<>();
  private final Map<String, Long> events = new TreeMap<>();
  private final Account account = new Account();

  private StandInFigures() {}

  static StandInFigures ofEmarsys(Lines state, ContactsBefore before) throws IOException {
    StandInFigures figures = new StandInFigures();
    Set<String> orders = new HashSet<>();
    state.read(line -> figures.addEmarsys(line, orders, before));
    figures.orders = orders.size();
    return figures;
  }

  static StandInFigures ofDotdigital(Lines state, ContactsBefore before) throws IOException {
    StandInFigures figures = new StandInFigures();
    Map<String, String> persons = new HashMap<>();
    // Contacts come first, so that an order's person is known.
    state.read(line -> figures.addDotdigital(line, persons, before));
    return figures;
  }

  private void add(ContactThere contact, ContactsBefore before) {
    contacts.add(contact);
    String person = contact.personId();
    if (person != null) {
      account.contact(
          person, contact.awaitingPerson() ? Account.AWAITING : contact.consent().name());
      Consent was = before.consentOf(contact.id());
      if (was != null) {
        account.contactBefore(person, was.name());
      }
    }
  }

  private void addEmarsys(JsonNode line, Set<String> orderKeys, ContactsBefore before) {
    switch (line.get("type").asString()) {
      case "contact" -> add(ContactThere.ofEmarsys(line), before);
      case "salesRow" -> {
        BigDecimal price = new BigDecimal(line.get("price").asString());
        OrderThere row =
            new OrderThere(line.get("order").asString(), line.get("customer").asString());
        rows.merge(row, 1L, Long::sum);
        if (new BigDecimal(line.get("quantity").asString()).signum() > 0) {
          orderKeys.add(row.order());
          sold.add(row);
        }
        account.money(row.order(), row.holder(), price);
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

  private void addDotdigital(JsonNode line, Map<String, String> persons, ContactsBefore before) {
    switch (line.get("type").asString()) {
      case "contact" ->
          ContactThere.ofDotdigital(line)
              .ifPresent(
                  contact -> {
                    add(contact, before);
                    String person = contact.personId();
                    if (person != null) {
                      persons.put(contact.id(), person);
                    }
                  });
      case "order" -> {
        orders++;
        sold.add(new OrderThere(line.get("key").asString(), line.get("contactId").asString()));
        BigDecimal total = line.get("json").get("order_total").decimalValue();
        account.money(
            line.get("key").asString(),
            persons.getOrDefault(line.get("contactId").asString(), "nobody"),
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

  List<ContactThere> contactsThere() {
    return contacts;
  }

  long contacts() {
    return contacts.size();
  }

  long optedIn() {
    return consents(Consent.OPTED_IN);
  }

  /** Those who were asked and have not answered do not count. */
  long optedOut() {
    return consents(Consent.OPTED_OUT) - awaitingPerson();
  }

  long unknown() {
    return consents(Consent.UNKNOWN);
  }

  long awaitingPerson() {
    return contacts.stream().filter(ContactThere::awaitingPerson).count();
  }

  private long consents(Consent consent) {
    return contacts.stream().filter(contact -> contact.consent() == consent).count();
  }

  /** How many sales rows there are of each order under each contact. */
  Map<OrderThere, Long> rows() {
    return rows;
  }

  /** The orders under each contact in which something was sold, not only given back. */
  Set<OrderThere> sold() {
    return sold;
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
