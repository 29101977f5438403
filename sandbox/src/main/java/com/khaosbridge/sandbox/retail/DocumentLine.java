package com.khaosbridge.sandbox.retail;

import java.math.BigDecimal;

/**
 * One line of an invoice or credit note.
 *
 * @param stockCode the SKU, or a code of the shop that is no product
 * @param description the SKU's name, possibly empty
 * @param quantity pieces; negative on credit notes and corrections
 * @param unitPrice GBP exVat, the decimal text of the file
 */
public record DocumentLine(String stockCode, String description, int quantity, String unitPrice) {

  /** Whether the line is the delivery charge: code {@code POST} or {@code DOT}. */
  public boolean delivery() {
    return stockCode.equals("POST") || stockCode.equals("DOT");
  }

  /** The line's exVat amount in GBP, unrounded. */
  public BigDecimal amount() {
    return new BigDecimal(unitPrice).multiply(BigDecimal.valueOf(quantity));
  }

  boolean free() {
    return new BigDecimal(unitPrice).signum() == 0;
  }
}
