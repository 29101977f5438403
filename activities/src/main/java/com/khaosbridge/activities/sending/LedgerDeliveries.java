package com.khaosbridge.activities.sending;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.ledger.outbox.Admitted;
import com.khaosbridge.activities.ledger.outbox.Outbox;
import com.khaosbridge.workflows.delivery.DeliveryActivities;
import com.khaosbridge.workflows.delivery.DeliveryOutcome;
import com.khaosbridge.workflows.delivery.DeliveryRef;
import com.khaosbridge.workflows.delivery.Lane;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;

/**
 * Carries deliveries on for workflows: into the outbox, where they wait without holding a slot. The
 * outcome comes by the activity's task token, from whichever process has it.
 */
public final class LedgerDeliveries implements DeliveryActivities {
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final Duration WHILE_CLOCK_STANDS = Duration.ofMinutes(1);

  private final Outbox outbox;
  private final Senders senders;
  private final BusinessTime businessTime;

  public LedgerDeliveries(Outbox outbox, Senders senders, BusinessTime businessTime) {
    this.outbox = outbox;
    this.senders = senders;
    this.businessTime = businessTime;
  }

  @Override
  public DeliveryOutcome writeContact(DeliveryRef delivery) {
    return carry(delivery);
  }

  @Override
  public DeliveryOutcome writeConsent(DeliveryRef delivery) {
    return carry(delivery);
  }

  @Override
  public DeliveryOutcome recordOrder(DeliveryRef delivery) {
    return carry(delivery);
  }

  @Override
  public DeliveryOutcome sendSalesRows(DeliveryRef delivery) {
    return carry(delivery);
  }

  @Override
  public DeliveryOutcome announceEvent(DeliveryRef delivery) {
    return carry(delivery);
  }

  @Override
  public DeliveryOutcome writeMetrics(DeliveryRef delivery) {
    return carry(delivery);
  }

  @Override
  public DeliveryOutcome retireContact(DeliveryRef delivery) {
    return carry(delivery);
  }

  private DeliveryOutcome carry(DeliveryRef delivery) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    Admitted admitted = outbox.enqueue(delivery.id(), context.getTaskToken(), businessTime.now());
    if (admitted instanceof Admitted.Ended ended) {
      return ended.outcome();
    }
    if (admitted instanceof Admitted.Again again) {
      throw retry(again.cause(), again.delay());
    }
    if (admitted instanceof Admitted.NotBefore later) {
      throw retry(later.cause(), untilRealTimeOf(later.business()));
    }
    context.doNotCompleteOnReturn();
    for (Lane lane : Lane.values()) {
      senders.wake(delivery.destination(), delivery.kind(), lane);
    }
    // Not the outcome: what an activity returns that does not complete on return is dropped.
    return DeliveryOutcome.delivered("");
  }

  private static ApplicationFailure retry(String cause, Duration delay) {
    return ApplicationFailure.newBuilder()
        .setMessage(cause)
        .setType("Retry")
        .setCategory(ApplicationErrorCategory.BENIGN)
        .setNextRetryDelay(delay)
        .build();
  }

  private Duration untilRealTimeOf(Instant business) {
    Instant real = businessTime.realTimeOf(business);
    Duration wait = real == null ? WHILE_CLOCK_STANDS : Duration.between(Instant.now(), real);
    return wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait;
  }
}
