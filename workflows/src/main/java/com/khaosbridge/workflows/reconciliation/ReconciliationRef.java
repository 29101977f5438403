package com.khaosbridge.workflows.reconciliation;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What to compare.
 *
 * @param from first business date of the orders, null for all
 * @param to last business date, null for all
 * @param destination only this one, without the ledger against the ERP; null for everything
 * @param repair whether what is ours of the differences is planned anew
 */
public record ReconciliationRef(
    String source,
    @Nullable LocalDate from,
    @Nullable LocalDate to,
    @Nullable String destination,
    boolean repair) {

  /** Everything there is of a source. */
  public static ReconciliationRef all(String source, boolean repair) {
    return new ReconciliationRef(source, null, null, null, repair);
  }
}
