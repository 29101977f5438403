package com.khaosbridge.workflows.delivery;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * A delivery's life: where it stands, and what may follow. The text form is the one in the ledger.
 * A status may follow itself where the row changes otherwise, e.g. is held under another case.
 */
public enum DeliveryStatus {
  /** Recorded; a workflow or the backfill carries it on. */
  PLANNED,
  /** Waits until its destination has confirmed the contact. */
  WAITING,
  /** In the outbox. */
  READY,
  /** In a call. */
  CLAIMED,
  DELIVERED,
  /**
   * At its end, but for what was excluded for want of a contact: once there may be one, it is
   * planned after all.
   */
  EXCLUDED,
  HELD;

  /** Whether a delivery that stands here may come to stand there. */
  public boolean mayBecome(DeliveryStatus next) {
    return switch (this) {
      case PLANNED, WAITING -> next != CLAIMED;
      case READY -> next != WAITING && next != DELIVERED;
      case CLAIMED -> next != CLAIMED && next != WAITING;
      case HELD -> next != CLAIMED && next != DELIVERED;
      case EXCLUDED -> next == PLANNED;
      case DELIVERED -> false;
    };
  }

  /** All from which a delivery may come to stand here. */
  public Set<DeliveryStatus> mayFollow() {
    Set<DeliveryStatus> before = EnumSet.noneOf(DeliveryStatus.class);
    Arrays.stream(values()).filter(status -> status.mayBecome(this)).forEach(before::add);
    return before;
  }

  /** The state by which the equation counts it. */
  public DeliveryState state() {
    return switch (this) {
      case PLANNED, WAITING, READY, CLAIMED -> DeliveryState.IN_FLIGHT;
      case DELIVERED -> DeliveryState.DELIVERED;
      case EXCLUDED -> DeliveryState.EXCLUDED;
      case HELD -> DeliveryState.HELD;
    };
  }
}
