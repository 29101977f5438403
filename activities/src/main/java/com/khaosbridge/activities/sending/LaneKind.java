package com.khaosbridge.activities.sending;

import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Lane;

/** One queue of a destination's outbox: nothing waits behind another kind or another lane. */
record LaneKind(Lane lane, DeliveryKind kind) {
  @Override
  public String toString() {
    return lane + " " + kind;
  }
}
