package com.khaosbridge.workflows.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a delivery stands after an attempt, as the workflow must know it to go on.
 *
 * @param delay for {@link Kind#RETRY}: when to ask again
 * @param heldUnder for {@link Kind#HELD}: the case
 */
public record DeliveryOutcome(Kind kind, @Nullable Duration delay, @Nullable HeldCase heldUnder) {

  /** What the workflow does next. */
  public enum Kind {
    DELIVERED,
    EXCLUDED,
    /** The contact is not confirmed yet: wait for the signal that it is. */
    AWAITING_CONTACT,
    RETRY,
    HELD
  }

  /**
   * The case that holds a delivery.
   *
   * @param whatToDo in plain words, shown to people who look at the workflow
   */
  public record HeldCase(long id, String type, String owner, String cause, String whatToDo) {}

  public static DeliveryOutcome delivered() {
    return new DeliveryOutcome(Kind.DELIVERED, null, null);
  }

  public static DeliveryOutcome excluded() {
    return new DeliveryOutcome(Kind.EXCLUDED, null, null);
  }

  public static DeliveryOutcome awaitingContact() {
    return new DeliveryOutcome(Kind.AWAITING_CONTACT, null, null);
  }

  public static DeliveryOutcome retryAfter(Duration delay) {
    return new DeliveryOutcome(Kind.RETRY, delay, null);
  }

  public static DeliveryOutcome held(HeldCase heldUnder) {
    return new DeliveryOutcome(Kind.HELD, null, heldUnder);
  }
}
