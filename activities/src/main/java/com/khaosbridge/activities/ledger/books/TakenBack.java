package com.khaosbridge.activities.ledger.books;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What credit notes have taken back of an order.
 *
 * @param exVat all of it
 * @param goodsExVat without the delivery charge
 * @param lines by the order's lines, as far as they are known
 */
public record TakenBack(BigDecimal exVat, BigDecimal goodsExVat, Map<Integer, Line> lines) {
  static final TakenBack NOTHING = new TakenBack(BigDecimal.ZERO, BigDecimal.ZERO, Map.of());

  public TakenBack {
    lines = Map.copyOf(lines);
  }

  /** The same without saying of which lines. */
  TakenBack asValue() {
    return new TakenBack(exVat, goodsExVat, Map.of());
  }

  /** What was taken back of one line. */
  public record Line(BigDecimal quantity, BigDecimal exVat) {}
}
