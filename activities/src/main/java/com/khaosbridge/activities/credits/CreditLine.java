package com.khaosbridge.activities.credits;

import java.math.BigDecimal;

/**
 * One line of a credit note. Amounts are of the whole line, unrounded, and positive where they are
 * credited to the customer.
 *
 * @param ordinal the ERP's line number, unique within the credit note
 * @param sku the stock code
 * @param description empty if none is given
 * @param quantity pieces credited; positive like the amounts
 * @param exVat the line's amount without VAT
 * @param vat the line's VAT
 * @param delivery whether it credits a delivery charge, not goods
 */
public record CreditLine(
    int ordinal,
    String sku,
    String description,
    BigDecimal quantity,
    BigDecimal exVat,
    BigDecimal vat,
    boolean delivery) {

  /** The line in another currency. */
  public CreditLine at(BigDecimal rate) {
    return new CreditLine(
        ordinal, sku, description, quantity, exVat.multiply(rate), vat.multiply(rate), delivery);
  }
}
