package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.outbox.PendingSignals;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What is new about which orders, in one transaction. */
final class OrderNews {
  private final Map<PendingSignals.Kind, Set<String>> byFact =
      new EnumMap<>(PendingSignals.Kind.class);

  void add(PendingSignals.Kind fact, String orderCode) {
    byFact.computeIfAbsent(fact, none -> new HashSet<>()).add(orderCode);
  }

  /** All orders with something new. */
  Set<String> orders() {
    Set<String> orders = new HashSet<>();
    byFact.values().forEach(orders::addAll);
    return orders;
  }

  void tell(PendingSignals signals) {
    byFact.forEach(signals::add);
  }
}
