package com.khaosbridge.workflows.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an activity that carried a delivery ended. One that may be tried again by itself does not
 * end: its attempt fails, and Temporal retries it.
 *
 * @param note the evidence, or the reason of an exclusion
 * @param heldUnder for {@link Kind#HELD}: the case
 */
public record DeliveryOutcome(Kind kind, @Nullable String note, @Nullable HeldCase heldUnder) {

  /** What the workflow does next. */
  public enum Kind {
    DELIVERED,
    EXCLUDED,
    HELD
  }

  /**
   * The case that holds a delivery.
   *
   * @param due when somebody should have acted
   * @param whatToDo in plain words, shown to people who look at the workflow
   */
  public record HeldCase(
      long id, String type, String owner, Instant due, String cause, String whatToDo) {}

  public static DeliveryOutcome delivered(String evidence) {
    return new DeliveryOutcome(Kind.DELIVERED, evidence, null);
  }

  public static DeliveryOutcome excluded(String reason) {
    return new DeliveryOutcome(Kind.EXCLUDED, reason, null);
  }

  public static DeliveryOutcome held(HeldCase heldUnder) {
    return new DeliveryOutcome(Kind.HELD, null, heldUnder);
  }
}
