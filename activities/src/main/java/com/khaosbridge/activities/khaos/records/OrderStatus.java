package com.khaosbridge.activities.khaos.records;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an order stands, by {@code ExportOrderStatusEx}.
 *
 * @param cancelled the configured cancel stage, on every invoice
 */
public record OrderStatus(
    String orderCode,
    @Nullable String associatedRef,
    boolean cancelled,
    List<InvoiceStatus> invoices) {

  /**
   * One invoice, which is one shipment.
   *
   * @param inWarehouse its stage is one of those in which the warehouse works on it
   * @param finalised its stage is in the configured set
   * @param despatched the configured evidence of despatch is there
   * @param consignment the first consignment, null if none is known
   */
  public record InvoiceStatus(
      String invoiceId,
      String invoiceCode,
      int stage,
      @Nullable LocalDate invoiceDate,
      boolean inWarehouse,
      boolean finalised,
      boolean despatched,
      @Nullable Consignment consignment) {}

  /** A parcel's label. */
  public record Consignment(
      String reference,
      @Nullable String courierCode,
      @Nullable String courierName,
      @Nullable Instant shippedAt) {}
}
