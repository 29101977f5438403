package com.khaosbridge.workflows.bed;

import com.khaosbridge.workflows.decision.OrderProgress;
import com.khaosbridge.workflows.decision.Refund;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** Facts about an order, each with its time. */
record OrderFacts(Map<OrderFact, Instant> times) {

  static OrderFacts received(Instant at) {
    return new OrderFacts(Map.of(OrderFact.RECEIVED, at));
  }

  /** An order about which nothing more is expected. */
  static OrderFacts settled() {
    Instant past = Instant.parse("2026-01-01T00:00:00Z");
    return received(past)
        .with(OrderFact.INVOICED, past)
        .with(OrderFact.DESPATCHED, past)
        .with(OrderFact.SETTLED, past);
  }

  OrderFacts with(OrderFact fact, Instant at) {
    Map<OrderFact, Instant> more = new EnumMap<>(OrderFact.class);
    more.putAll(times);
    more.put(fact, at);
    return new OrderFacts(more);
  }

  OrderProgress progress() {
    return new OrderProgress(
        times.getOrDefault(OrderFact.RECEIVED, Instant.parse("2026-11-02T09:00:00Z")),
        times.get(OrderFact.IN_WAREHOUSE),
        times.get(OrderFact.INVOICED),
        times.get(OrderFact.DESPATCHED),
        times.containsKey(OrderFact.REFUNDED)
            ? Refund.EVERYTHING
            : times.containsKey(OrderFact.PART_REFUNDED) ? Refund.PART : Refund.NOTHING,
        times.get(OrderFact.CANCELLED),
        times.get(OrderFact.SETTLED));
  }
}
