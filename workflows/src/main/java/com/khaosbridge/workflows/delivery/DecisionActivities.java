package com.khaosbridge.workflows.delivery;

import io.temporal.activity.ActivityInterface;
import org.jspecify.annotations.Nullable;

/** Does what a person decided about a held delivery. All are idempotent. */
@ActivityInterface
public interface DecisionActivities {

  /** Takes the delivery up again. It stays with its case until it succeeds. */
  void reopen(Decision decision);

  /** Excludes the delivery. */
  void exclude(Decision decision);

  /**
   * Reads the delivery's customer or order from the ERP again; what is new there becomes a newer
   * delivery.
   */
  void rereadFromErp(Decision decision);

  /**
   * What a person decided about a delivery.
   *
   * @param person who decided, for the audit
   * @param reason why, for the audit and as the reason of an exclusion
   */
  record Decision(DeliveryRef delivery, @Nullable String person, @Nullable String reason) {}
}
