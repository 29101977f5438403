package com.khaosbridge.activities.ledger.books;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Where an invoice stands by the ERP: one invoice is one shipment.
 *
 * @param stage the ERP's number, which is only ever kept
 * @param inWarehouse the warehouse works on it
 * @param finalised its money is final
 * @param despatched the configured evidence of despatch is there
 * @param parcel the first parcel, null if none is known
 */
public record InvoiceFacts(
    String invoiceId,
    String invoiceCode,
    int stage,
    @Nullable LocalDate invoiceDate,
    boolean inWarehouse,
    boolean finalised,
    boolean despatched,
    @Nullable Parcel parcel) {

  /**
   * A parcel by its label.
   *
   * @param courier by name, or by code if the ERP gives no name
   */
  public record Parcel(String reference, @Nullable String courier, @Nullable Instant shippedAt) {}
}
