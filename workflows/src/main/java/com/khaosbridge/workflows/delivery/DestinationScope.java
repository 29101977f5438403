package com.khaosbridge.workflows.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What of the ERP's changes concerns a destination.
 *
 * @param events the enabled event types; one that is absent is out of scope
 * @param creationMonths a contact without consent is created only if the person ordered within so
 *     many months
 */
public record DestinationScope(
    String name, Set<DeliveryKind> kinds, Map<EventType, EventScope> events, int creationMonths) {

  public DestinationScope {
    kinds = Set.copyOf(kinds);
    events = Map.copyOf(events);
  }

  /**
   * An enabled event type.
   *
   * @param goLive facts older than this never cause the event
   * @param validFor how long after its ERP time the event may still go out
   */
  public record EventScope(Instant goLive, Duration validFor) {}

  public boolean takes(DeliveryKind kind) {
    return kinds.contains(kind);
  }
}
