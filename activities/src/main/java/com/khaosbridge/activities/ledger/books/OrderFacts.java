package com.khaosbridge.activities.ledger.books;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an order stands by the ERP.
 *
 * @param associatedRef the order's number elsewhere, null if it has none
 */
public record OrderFacts(
    String orderCode,
    @Nullable String associatedRef,
    boolean cancelled,
    List<InvoiceFacts> invoices) {

  public OrderFacts {
    invoices = List.copyOf(invoices);
  }
}
