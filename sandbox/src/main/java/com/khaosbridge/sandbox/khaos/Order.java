package com.khaosbridge.sandbox.khaos;

import com.khaosbridge.sandbox.retail.Document;
import com.khaosbridge.sandbox.retail.Invoice;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as the ERP shows it now.
 *
 * @param document what was ordered
 * @param invoices at least one
 */
record Order(Document document, List<Shown> invoices) {

  /**
   * One of its invoices.
   *
   * @param stage now
   * @param shipped when its shipment got its consignment, null if it has none by now
   */
  record Shown(Invoice invoice, Stage stage, @Nullable Instant shipped) {}
}
