package com.khaosbridge.activities.ledger.cases;

import java.time.LocalDate;

/**
 * Why a document's money can't be told: one cause for each currency, however many documents.
 *
 * @param currency of the document, ISO 4217
 * @param counted the account's
 */
public record NoRate(String currency, String counted) {
  /** What people read as the cause. */
  public String cause() {
    return "no rate of exchange from " + currency + " to " + counted;
  }

  /** What happened to the first document of them. */
  public String first(String document, LocalDate businessDate) {
    return cause() + " for " + businessDate + ", first seen with " + document;
  }
}
