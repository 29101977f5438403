package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.cases.UnreadableRecord;
import org.jspecify.annotations.Nullable;

/**
 * An order as just read from the ERP.
 *
 * @param detail null if the ERP gave none that can be read
 * @param problem why there is no detail
 */
public record ObservedOrder(
    OrderFacts facts, @Nullable OrderDetail detail, @Nullable UnreadableRecord problem) {

  /** The ERP said nothing of the order's detail, which is no fact: it is asked again. */
  boolean absent() {
    return detail == null && problem == null;
  }
}
