package com.khaosbridge.workflows.delivery;

import java.math.BigDecimal;

/**
 * One line of goods on an invoice.
 *
 * @param ordinal the line's place in the document; invoice id + ordinal is the line's key at
 *     destinations
 * @param unitPriceExVat price of one, exVat, unrounded as the ERP gives it
 * @param unitPriceIncVat price of one with VAT, unrounded
 * @param revenue whether it counts as money; a gift card does not
 */
public record OrderLine(
    int ordinal,
    String sku,
    String description,
    BigDecimal quantity,
    BigDecimal unitPriceExVat,
    BigDecimal unitPriceIncVat,
    boolean revenue) {

  /** A line that counts as money. */
  public OrderLine(
      int ordinal,
      String sku,
      String description,
      BigDecimal quantity,
      BigDecimal unitPriceExVat,
      BigDecimal unitPriceIncVat) {
    this(ordinal, sku, description, quantity, unitPriceExVat, unitPriceIncVat, true);
  }

  /** Quantity × unit price, exVat, unrounded. */
  public BigDecimal exVat() {
    return unitPriceExVat.multiply(quantity);
  }

  /** Quantity × unit price with VAT, unrounded. */
  public BigDecimal incVat() {
    return unitPriceIncVat.multiply(quantity);
  }

  /** The line in another currency. */
  public OrderLine at(BigDecimal rate) {
    return new OrderLine(
        ordinal,
        sku,
        description,
        quantity,
        unitPriceExVat.multiply(rate),
        unitPriceIncVat.multiply(rate),
        revenue);
  }

  /** The line, which counts as money or not. */
  public OrderLine counting(boolean asRevenue) {
    return new OrderLine(
        ordinal, sku, description, quantity, unitPriceExVat, unitPriceIncVat, asRevenue);
  }
}
