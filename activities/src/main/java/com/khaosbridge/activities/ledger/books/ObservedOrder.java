package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.khaos.records.OrderStatus;
import com.khaosbridge.activities.khaos.records.RecordProblem;
import com.khaosbridge.activities.khaos.records.SalesOrder;
import org.jspecify.annotations.Nullable;

/**
 * An order as just read from the ERP.
 *
 * @param detail null if the ERP gave none that can be read
 * @param problem why there is no detail
 */
public record ObservedOrder(
    OrderStatus status, @Nullable SalesOrder detail, @Nullable RecordProblem problem) {

  /** The ERP said nothing of the order's detail, which is no fact: it is asked again. */
  boolean absent() {
    return detail == null && problem == null;
  }
}
