package com.khaosbridge.activities.ledger.books;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What a credit note takes back of one order, or of none, as rows need it.
 *
 * @param orderKey the order's code; the credit note's own if no order was found
 * @param lines with positive amounts where the customer gets something back
 */
public record CreditedRows(
    String orderKey, Instant issuedAt, LocalDate businessDate, List<Line> lines) {
  public CreditedRows {
    lines = List.copyOf(lines);
  }

  /**
   * One line.
   *
   * @param item the SKU; empty for the delivery charge
   */
  public record Line(String item, BigDecimal quantity, BigDecimal exVat) {}
}
