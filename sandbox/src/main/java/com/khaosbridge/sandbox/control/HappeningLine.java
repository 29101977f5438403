package com.khaosbridge.sandbox.control;

import com.khaosbridge.sandbox.retail.Customer;
import com.khaosbridge.sandbox.retail.Happening;
import com.khaosbridge.sandbox.retail.UkTime;
import com.khaosbridge.sandbox.store.Json;
import tools.jackson.databind.node.ObjectNode;

/** The truth's line of what became of a customer. */
final class HappeningLine {
  private HappeningLine() {}

  static ObjectNode of(Happening happening, TruePersons persons) {
    ObjectNode line = Json.mapper().createObjectNode().put("type", happening.type().label());
    String customer = happening.customer();
    String to = happening.to();
    if (happening.type() == Happening.Type.MERGE && to != null) {
      line.put("from", companyId(customer)).put("into", companyId(to));
    } else {
      line.put("customer", companyId(customer));
    }
    switch (happening.type()) {
      case EMAIL_CHANGE, URN_CHANGE -> line.put("from", happening.from()).put("to", to);
      case CONSENT_FLIP ->
          line.put("side", happening.side()).put("from", happening.from()).put("to", to);
      case SKIPPED ->
          line.put("side", happening.side()).put("act", happening.from()).put("reason", to);
      default -> {
        // The others say all by their type.
      }
    }
    return line.put("person", Long.toString(persons.personOf(customer)))
        .put("at", UkTime.text(happening.at()))
        .put("atAt", happening.at().toString());
  }

  private static String companyId(String number) {
    return Long.toString(Customer.companyId(number));
  }
}
