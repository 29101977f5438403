package com.khaosbridge.sandbox.credits;

import com.khaosbridge.sandbox.retail.DocumentLine;
import java.math.BigDecimal;

/**
 * One line of a credit note. What is given back is positive.
 *
 * @param lineNo from 1, in file order
 * @param stockCode the SKU, or a code of the shop that is no product
 * @param description possibly empty
 * @param quantity pieces
 * @param unitNet GBP exVat a piece
 * @param net GBP exVat, unrounded
 * @param vat GBP, unrounded
 * @param delivery whether the line is the delivery charge
 */
record CreditLine(
    int lineNo,
    String stockCode,
    String description,
    BigDecimal quantity,
    BigDecimal unitNet,
    BigDecimal net,
    BigDecimal vat,
    boolean delivery) {
  private static final BigDecimal VAT_RATE = new BigDecimal("0.2");

  static CreditLine of(int lineNo, DocumentLine line) {
    BigDecimal net = line.amount().negate();
    return new CreditLine(
        lineNo,
        line.stockCode(),
        line.description(),
        BigDecimal.valueOf(line.quantity()).negate(),
        new BigDecimal(line.unitPrice()),
        net,
        net.multiply(VAT_RATE),
        line.delivery());
  }
}
