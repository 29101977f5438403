package com.khaosbridge.workflows.delivery;

import java.time.Duration;

/** The events about an order: service events, and marketing events, which need an opt-in. */
public enum EventType {
  ORDER_RECEIVED("order received", Duration.ofHours(12), false),
  ORDER_CONFIRMED("order confirmed", Duration.ofHours(24), true),
  DESPATCHED("despatched", Duration.ofHours(12), false),
  REVIEW_REQUEST("review request", Duration.ofDays(7), false),
  ORDER_SETTLED("order settled", Duration.ofDays(7), false),
  REPLENISHMENT("replenishment", Duration.ofDays(7), false),
  REFUNDED("refunded", Duration.ofHours(24), true),
  CANCELLED("cancelled", Duration.ofHours(24), false);

  private final String words;
  private final Duration validFor;
  private final boolean money;

  EventType(String words, Duration validFor, boolean money) {
    this.words = words;
    this.validFor = validFor;
    this.money = money;
  }

  /** The name people use, e.g. {@code order confirmed}. */
  public String words() {
    return words;
  }

  /** How long after its ERP time the event still makes sense, unless configured otherwise. */
  public Duration validFor() {
    return validFor;
  }

  /**
   * Whether it is marketing: it goes only to who is opted in, in the ERP and at the destination.
   */
  public boolean marketing() {
    return this == REVIEW_REQUEST || this == ORDER_SETTLED || this == REPLENISHMENT;
  }

  /** Whether it still makes sense once the order is cancelled. */
  public boolean outlivesCancellation() {
    return this == REFUNDED || this == CANCELLED;
  }

  /** Whether the payload carries amounts. Only an event after the invoice was finalised may. */
  public boolean carriesMoney() {
    return money;
  }
}
