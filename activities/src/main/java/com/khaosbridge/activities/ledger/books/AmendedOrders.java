package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Orders that were amended: the ERP deletes such an order and imports it again under its code, so
 * that its invoices have other ids. What was known of an invoice that is not there any more is
 * replaced, unless it was final: its money may have been told.
 */
final class AmendedOrders {
  private final LedgerDatabase database;
  private final String source;
  private final Map<String, KnownOrders.KnownInvoice> known;
  private final List<Object[]> replaced = new ArrayList<>();

  /**
   * @param known the invoices that the ledger has of these orders, by id
   */
  AmendedOrders(
      LedgerDatabase database, String source, Map<String, KnownOrders.KnownInvoice> known) {
    this.database = database;
    this.source = source;
    this.known = known;
  }

  /**
   * Notes which invoices of an order are gone. One without invoices says nothing of them.
   *
   * @return the final invoices that are gone, by id
   */
  Map<String, KnownOrders.KnownInvoice> see(OrderFacts facts) {
    Map<String, KnownOrders.KnownInvoice> finalOnes = new HashMap<>();
    if (facts.invoices().isEmpty()) {
      return finalOnes;
    }
    Set<String> there =
        facts.invoices().stream().map(InvoiceFacts::invoiceId).collect(Collectors.toSet());
    known.forEach(
        (id, invoice) -> {
          if (invoice.orderCode().equals(facts.orderCode()) && !there.contains(id)) {
            if (invoice.finalisedAt() == null) {
              replaced.add(new Object[] {source, id});
            } else {
              finalOnes.put(id, invoice);
            }
          }
        });
    return finalOnes;
  }

  void forgetReplaced() {
    database
        .batches()
        .batchUpdate(
            "delete from invoice where source = ? and invoice_id = ? and finalised_at is null",
            replaced);
  }
}
