package com.khaosbridge.workflows.reconciliation;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One difference. Holds pseudonyms and amounts only, never what a field contains.
 *
 * @param destination where it is: a destination's name, or {@link #LEDGER} where the ledger differs
 *     from the ERP
 * @param person a person id, null if it is about none of ours
 * @param order a key of an order, or of a credit note in the ledger; null if it is about none
 * @param field null if it is about the whole record
 * @param amount exVat that is there and should not be; negative if money is missing
 * @param what what it is, in one sentence
 * @param repairable whether writing what we own anew would end it
 */
public record Difference(
    String destination,
    DifferenceClass type,
    @Nullable String person,
    @Nullable String order,
    @Nullable String field,
    BigDecimal amount,
    String what,
    boolean repairable) {

  /** The place where the ledger differs from the ERP. */
  public static final String LEDGER = "ledger";
}
