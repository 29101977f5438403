package com.khaosbridge.workflows.delivery;

import io.temporal.activity.ActivityInterface;

/**
 * Makes one delivery true at its destination; one activity a kind, so that people who look at a
 * workflow see what it does. Each puts the delivery into the outbox and completes when its verdict
 * is in the ledger, at once if it has ended already, and holds no slot while it waits. A verdict
 * that allows another try fails the attempt, with the delay until the next. All are idempotent: the
 * ledger says what has been done.
 */
@ActivityInterface
public interface DeliveryActivities {
  DeliveryOutcome writeContact(DeliveryRef delivery);

  DeliveryOutcome writeConsent(DeliveryRef delivery);

  DeliveryOutcome recordOrder(DeliveryRef delivery);

  DeliveryOutcome sendSalesRows(DeliveryRef delivery);

  DeliveryOutcome announceEvent(DeliveryRef delivery);

  DeliveryOutcome writeMetrics(DeliveryRef delivery);

  DeliveryOutcome retireContact(DeliveryRef delivery);
}
