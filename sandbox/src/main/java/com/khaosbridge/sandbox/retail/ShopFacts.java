package com.khaosbridge.sandbox.retail;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * What was read from the transactions file.
 *
 * @param source the file's name, or {@code small shop}
 * @param sha256 of the unpacked CSV, hexadecimal
 * @param first the earliest first timestamp of a document, UK local time
 * @param lastDay the latest day by a document's first timestamp
 * @param customers customers known, those with credit notes only included
 * @param invoices documents that the ERP exports
 * @param guestInvoices those of them without a customer
 * @param writeOffs guest documents at price 0, never exported
 * @param creditNotes documents that only sources of credit notes show
 * @param lines good lines of the file
 * @param rejectedLines lines set aside because they could not be used
 */
public record ShopFacts(
    String source,
    String sha256,
    LocalDateTime first,
    LocalDate lastDay,
    int customers,
    int invoices,
    int guestInvoices,
    int writeOffs,
    int creditNotes,
    long lines,
    long rejectedLines) {

  /** The first of the last {@code n} calendar days. */
  public LocalDate firstOfLastDays(int n) {
    return lastDay.minusDays(n - 1L);
  }
}
