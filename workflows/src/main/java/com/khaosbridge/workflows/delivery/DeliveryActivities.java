package com.khaosbridge.workflows.delivery;

import io.temporal.activity.ActivityInterface;
import org.jspecify.annotations.Nullable;

/** Carries single deliveries on. All are idempotent: the ledger says what has been done. */
@ActivityInterface(namePrefix = "Delivery.")
public interface DeliveryActivities {

  /**
   * Puts the delivery into the outbox and completes when its verdict is in the ledger; at once if
   * it has ended already. Holds no slot while it waits.
   */
  DeliveryOutcome deliver(DeliveryRef delivery);

  /**
   * Takes a held delivery up again, because a person said so. It stays with its case until it
   * succeeds.
   */
  void reopen(Decision decision);

  /** Excludes a held delivery, because a person said so. */
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
