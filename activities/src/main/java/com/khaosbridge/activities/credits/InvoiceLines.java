package com.khaosbridge.activities.credits;

import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;

/** A source that may know which lines belong to which invoice. */
public interface InvoiceLines {

  /**
   * What it has of the final invoices of these orders. One that it does not know yet, or not as
   * final, or that can't be read, is not among them.
   *
   * @param problems takes invoices that can't be used
   * @return by order code and invoice id; nothing if the site has no such query
   * @throws ReportingCopyException if the source fails
   */
  Map<String, Map<String, InvoicedLines>> ofOrders(
      Collection<String> orderCodes, Consumer<UnreadableCredit> problems);
}
