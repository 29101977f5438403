package com.khaosbridge.workflows.bed;

import com.khaosbridge.workflows.order.OrderLifecycle;
import java.util.Locale;
import java.util.function.Consumer;

/** What happens to an order, with the signal that tells its workflow. */
public enum OrderFact {
  RECEIVED(OrderLifecycle::received),
  IN_WAREHOUSE(OrderLifecycle::changed),
  INVOICED(OrderLifecycle::invoiced),
  DESPATCHED(OrderLifecycle::despatched),
  PART_REFUNDED(OrderLifecycle::refunded),
  REFUNDED(OrderLifecycle::refunded),
  CANCELLED(OrderLifecycle::cancelled),
  SETTLED(OrderLifecycle::changed);

  private final Consumer<OrderLifecycle> signal;

  OrderFact(Consumer<OrderLifecycle> signal) {
    this.signal = signal;
  }

  void tell(OrderLifecycle order) {
    signal.accept(order);
  }

  String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
