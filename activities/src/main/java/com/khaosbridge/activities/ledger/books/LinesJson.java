package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.workflows.delivery.OrderLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * Order lines as a JSON column. Amounts are text, so that no number ever passes through a double.
 */
final class LinesJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private LinesJson() {}

  static String write(List<OrderLine> lines) {
    ArrayNode array = JSON.createArrayNode();
    for (OrderLine line : lines) {
      ArrayNode it =
          array
              .addArray()
              .add(line.ordinal())
              .add(line.sku())
              .add(line.description())
              .add(line.quantity().toPlainString())
              .add(line.unitPriceExVat().toPlainString())
              .add(line.unitPriceIncVat().toPlainString());
      if (!line.revenue()) {
        it.add(false);
      }
    }
    return array.toString();
  }

  static List<OrderLine> read(String json) {
    List<OrderLine> lines = new ArrayList<>();
    for (JsonNode line : JSON.readTree(json)) {
      lines.add(
          new OrderLine(
              line.get(0).intValue(),
              line.get(1).stringValue(),
              line.get(2).stringValue(),
              new BigDecimal(line.get(3).stringValue()),
              new BigDecimal(line.get(4).stringValue()),
              new BigDecimal(line.get(5).stringValue()),
              !line.has(6)));
    }
    return lines;
  }
}
