package com.khaosbridge.workflows.bed;

import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.DeliveryOutcome.HeldCase;
import java.time.Duration;
import java.time.Instant;

/** What stands in a delivery's way. */
public sealed interface Obstacle {
  /** The attempt fails, and the next one comes after the delay. */
  record Retry(Duration delay) implements Obstacle {}

  /** The activity waits, until the contact is confirmed. */
  record AwaitsContact() implements Obstacle {}

  /** A person must decide. */
  record Held(HeldCase under) implements Obstacle {}

  static Obstacle retryAfter(Duration delay) {
    return new Retry(delay);
  }

  static Obstacle awaitsContact() {
    return new AwaitsContact();
  }

  static Obstacle heldUnder(long caseId) {
    return heldUnder(caseId, CaseType.REJECTED);
  }

  static Obstacle heldUnder(long caseId, CaseType type) {
    return new Held(
        new HeldCase(
            caseId,
            type.name(),
            type.owner(),
            Instant.parse("2026-11-03T09:00:00Z"),
            "cause " + caseId,
            type.whatToDo()));
  }
}
