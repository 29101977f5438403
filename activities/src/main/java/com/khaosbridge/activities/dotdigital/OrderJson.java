package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.OrderLine;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Orders as records of the Orders collection, whose fields' types are learnt from what it sees and
 * then bind: ids and SKUs are always text, amounts and quantities always decimals, and what is
 * empty is left out (developer.dotdigital.com/reference/importinsightdata). Amounts are exVat. The
 * total is what is left after credits; quantities and the subtotal stay as ordered. Dotdigital
 * publishes no fields for refunds, so that those here extend its schema.
 */
final class OrderJson {
  /** Field and type of each value we send, in the words of the schema endpoint. */
  static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("id", "STRING"),
          Map.entry("order_number", "STRING"),
          Map.entry("currency", "STRING"),
          Map.entry("brand", "STRING"),
          Map.entry("order_status", "STRING"),
          Map.entry("order_total", "FLOAT"),
          Map.entry("refunded_total", "FLOAT"),
          Map.entry("order_subtotal", "FLOAT"),
          Map.entry("delivery_total", "FLOAT"),
          Map.entry("purchase_date", "TIMESTAMP"),
          Map.entry("products", "RECORD"),
          Map.entry("products.line_id", "STRING"),
          Map.entry("products.name", "STRING"),
          Map.entry("products.sku", "STRING"),
          Map.entry("products.qty", "FLOAT"),
          Map.entry("products.qty_refunded", "FLOAT"),
          Map.entry("products.refunded_total", "FLOAT"),
          Map.entry("products.price", "FLOAT"));

  private OrderJson() {}

  static ObjectNode of(Row.OrderRecord row) {
    Row.Sale sale = row.sale();
    ObjectNode json = WireJson.object();
    json.put("id", sale.orderKey());
    WireJson.putText(json, "order_number", sale.orderNumber());
    WireJson.putText(json, "currency", sale.currency());
    WireJson.putText(json, "brand", sale.brand());
    WireJson.putText(json, "order_status", sale.status());
    WireJson.putDecimal(json, "order_total", row.totalExVat().subtract(row.credited().exVat()));
    if (row.credited().exVat().signum() != 0) {
      WireJson.putDecimal(json, "refunded_total", row.credited().exVat());
    }
    WireJson.putDecimal(json, "order_subtotal", goodsExVat(sale.lines()));
    WireJson.putDecimal(json, "delivery_total", sale.deliveryExVat());
    json.put("purchase_date", sale.placedAt().truncatedTo(ChronoUnit.SECONDS).toString());
    if (!sale.lines().isEmpty()) {
      ArrayNode products = json.putArray("products");
      for (int at = 0; at < sale.lines().size(); at++) {
        products.add(product(row, sale.lineKeys().get(at), sale.lines().get(at)));
      }
    }
    return json;
  }

  private static ObjectNode product(Row.OrderRecord row, String key, OrderLine line) {
    ObjectNode product = WireJson.object();
    // Not "id": collections made by other tools have that as a number.
    product.put("line_id", key);
    WireJson.putText(product, "name", line.description());
    WireJson.putText(product, "sku", line.sku());
    WireJson.putDecimal(product, "qty", line.quantity());
    WireJson.putDecimal(product, "price", line.unitPriceExVat());
    Row.CreditedLine credited = row.credited().lines().get(line.ordinal());
    if (credited != null) {
      WireJson.putDecimal(product, "qty_refunded", credited.quantity());
      WireJson.putDecimal(product, "refunded_total", credited.exVat());
    }
    return product;
  }

  private static BigDecimal goodsExVat(List<OrderLine> lines) {
    return lines.stream().map(OrderLine::exVat).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
