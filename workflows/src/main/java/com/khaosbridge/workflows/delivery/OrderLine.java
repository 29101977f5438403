package com.khaosbridge.workflows.delivery;

import java.math.BigDecimal;

/**
 * One line of goods on an invoice.
 *
 * @param ordinal the line's place in the document; invoice id + ordinal is the line's key at
 *     destinations
 * @param unitPriceExVat price of one, exVat, unrounded as the ERP gives it
 * @param unitPriceIncVat price of one with VAT, unrounded
 */
public record OrderLine(
    int ordinal,
    String sku,
    String description,
    BigDecimal quantity,
    BigDecimal unitPriceExVat,
    BigDecimal unitPriceIncVat) {

  /** Quantity × unit price, exVat, unrounded. */
  public BigDecimal exVat() {
    return unitPriceExVat.multiply(quantity);
  }

  /** Quantity × unit price with VAT, unrounded. */
  public BigDecimal incVat() {
    return unitPriceIncVat.multiply(quantity);
  }
}
