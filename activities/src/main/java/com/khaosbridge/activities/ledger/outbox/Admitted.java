package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.workflows.delivery.DeliveryOutcome;
import java.time.Duration;
import java.time.Instant;

/** Where a delivery stands after a step. */
public sealed interface Admitted {
  Admitted WAITS = new Waits();

  /** It has ended, or is held. */
  record Ended(DeliveryOutcome outcome) implements Admitted {}

  /** It is in the outbox, or waits for its contact: whoever waits for it is told. */
  record Waits() implements Admitted {}

  /** It may go, but not before this instant of business time. */
  record NotBefore(Instant business, String cause) implements Admitted {}

  /** Nothing can be said yet: ask again after the delay. */
  record Again(Duration delay, String cause) implements Admitted {}
}
