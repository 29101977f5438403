package com.khaosbridge.sandbox.control;

import com.khaosbridge.sandbox.http.Response;
import com.khaosbridge.sandbox.khaos.Erp;
import com.khaosbridge.sandbox.store.Json;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /_sandbox/khaos/orders/{number}/ship-part}: ships some of an order, as a clerk would. */
final class ShipPartPath {
  private final Erp erp;

  ShipPartPath(Erp erp) {
    this.erp = erp;
  }

  Response ship(String number, ObjectNode body) {
    if (!erp.shipPart(number, lines(body))) {
      return Control.error(404, "no order of this number, or not yet");
    }
    return Control.ok(Json.mapper().createObjectNode().put("shipped", true));
  }

  private static Set<Integer> lines(ObjectNode body) {
    JsonNode lines = body.get("lines");
    if (lines == null || !lines.isArray() || body.size() != 1) {
      throw new IllegalArgumentException("give lines, an array of line numbers, and nothing else");
    }
    Set<Integer> ordinals = new TreeSet<>();
    for (JsonNode line : lines) {
      if (!line.isInt()) {
        throw new IllegalArgumentException("a line number must be a whole number");
      }
      ordinals.add(line.asInt());
    }
    return ordinals;
  }
}
