package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.credits.CreditLine;
import com.khaosbridge.workflows.decision.CreditAttribution;
import com.khaosbridge.workflows.decision.CreditAttribution.CreditedLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * The lines of a credit note as a JSON column. Amounts are text, so that no number ever passes
 * through a double. Descriptions are left out: on credit notes people write into them what they
 * like.
 */
final class CreditLinesJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private CreditLinesJson() {}

  static String write(List<CreditLine> lines) {
    ArrayNode array = JSON.createArrayNode();
    for (CreditLine line : lines) {
      array
          .addArray()
          .add(line.ordinal())
          .add(line.sku())
          .add(text(line.quantity()))
          .add(text(line.exVat()))
          .add(text(line.vat()))
          .add(line.delivery());
    }
    return array.toString();
  }

  /** The same amount is the same text, however many zeros a source ends it with. */
  private static String text(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }

  /** As far as their orders depend on them. */
  static List<CreditedLine> read(String json) {
    List<CreditedLine> lines = new ArrayList<>();
    for (JsonNode line : JSON.readTree(json)) {
      lines.add(
          new CreditedLine(
              line.get(0).intValue(),
              line.get(5).booleanValue() ? CreditAttribution.DELIVERY : line.get(1).stringValue(),
              new BigDecimal(line.get(2).stringValue()),
              new BigDecimal(line.get(3).stringValue())));
    }
    return lines;
  }
}
