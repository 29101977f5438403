package com.khaosbridge.workflows.reconciliation;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An invoiced order as the ledger has it.
 *
 * @param personId null for a guest's
 * @param contactId the person's contact at the destination, null if it has none
 * @param gross exVat as invoiced
 * @param takenBack exVat that credit notes took back since
 * @param units sum of the lines' quantities, before credits
 */
public record ExpectedOrder(
    String orderKey,
    @Nullable String personId,
    @Nullable String contactId,
    LocalDate businessDate,
    String currency,
    String status,
    BigDecimal gross,
    BigDecimal takenBack,
    BigDecimal units,
    Standing standing) {

  public BigDecimal afterCredits() {
    return gross.subtract(takenBack);
  }
}
