package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.OrderThere;
import com.khaosbridge.activities.http.WireJson;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads a record of the Orders collection, whoever wrote it. */
final class OrderView {
  private OrderView() {}

  /** From an item of the collection's listing: key, owner, and the record itself. */
  static OrderThere of(JsonNode item) {
    JsonNode json = item.path("json");
    JsonNode order = json.isString() ? WireJson.read(json.asString()) : json;
    return new OrderThere(
        WireJson.text(item.path("key")),
        text(item.path("ownerContactId")),
        text(order.path("id")),
        text(order.path("currency")),
        text(order.path("order_status")),
        decimal(order.path("order_total")),
        decimal(order.path("refunded_total")),
        units(order.path("products")));
  }

  private static @Nullable BigDecimal units(JsonNode products) {
    BigDecimal units = BigDecimal.ZERO;
    for (JsonNode product : products) {
      BigDecimal quantity = decimal(product.path("qty"));
      if (quantity == null) {
        return null;
      }
      units = units.add(quantity);
    }
    return units;
  }

  private static @Nullable BigDecimal decimal(JsonNode node) {
    return node.isNumber() ? node.decimalValue() : null;
  }

  private static @Nullable String text(JsonNode node) {
    String text = WireJson.text(node);
    return text.isEmpty() ? null : text;
  }
}
