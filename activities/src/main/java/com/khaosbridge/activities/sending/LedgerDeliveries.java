package com.khaosbridge.activities.sending;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import com.khaosbridge.activities.ledger.outbox.Outbox;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.activities.observing.CustomerObserver;
import com.khaosbridge.activities.observing.OrderObserver;
import com.khaosbridge.workflows.delivery.DeliveryActivities;
import com.khaosbridge.workflows.delivery.DeliveryOutcome;
import com.khaosbridge.workflows.delivery.DeliveryRef;
import com.khaosbridge.workflows.delivery.Lane;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries deliveries on for workflows: into the outbox, and back when a person decides. */
public final class LedgerDeliveries implements DeliveryActivities {
  private static final String SOMEBODY = "operator";

  private final Outbox outbox;
  private final Senders senders;
  private final KhaosControl erp;
  private final CustomerObserver customerSight;
  private final OrderObserver orderSights;
  private final Persons persons;
  private final BusinessTime businessTime;

  public LedgerDeliveries(
      Outbox outbox,
      Senders senders,
      KhaosControl erp,
      CustomerObserver customerSight,
      OrderObserver orderSights,
      Persons persons,
      BusinessTime businessTime) {
    this.outbox = outbox;
    this.senders = senders;
    this.erp = erp;
    this.customerSight = customerSight;
    this.orderSights = orderSights;
    this.persons = persons;
    this.businessTime = businessTime;
  }

  @Override
  public DeliveryOutcome deliver(DeliveryRef delivery) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    Optional<DeliveryOutcome> outcome =
        outbox.enqueue(delivery.id(), context.getTaskToken(), businessTime.now());
    if (outcome.isPresent()) {
      return outcome.get();
    }
    // The row waits in the ledger, not in a slot: its sender completes this activity by the token.
    context.doNotCompleteOnReturn();
    for (Lane lane : Lane.values()) {
      senders.wake(delivery.destination(), delivery.kind(), lane);
    }
    return DeliveryOutcome.awaitingContact();
  }

  @Override
  public void reopen(Decision decision) {
    outbox.reopen(decision.delivery().id(), actor(decision.person()));
  }

  @Override
  public void exclude(Decision decision) {
    String reason = decision.reason();
    outbox.excludeByDecision(
        decision.delivery().id(),
        actor(decision.person()),
        reason == null || reason.isBlank() ? "no reason given" : reason);
  }

  @Override
  public void rereadFromErp(Decision decision) {
    Outbox.Subject subject = outbox.subject(decision.delivery().id());
    Instant before = businessTime.now();
    String orderCode = subject.orderCode();
    String personId = subject.personId();
    if (personId != null) {
      List<String> urns =
          persons.urnsOfPersons(List.of(personId)).getOrDefault(personId, List.of());
      customerSight.observe(urns, before, ErpPriority.LIVE_CUSTOMERS, Lane.LIVE);
    }
    if (orderCode != null) {
      orderSights.observe(
          erp.orderStatusesOf(List.of(orderCode), ErpPriority.HOT_ORDERS).records(),
          before,
          ErpPriority.HOT_ORDERS,
          Lane.LIVE);
    }
    outbox.reopen(decision.delivery().id(), actor(decision.person()));
  }

  private static String actor(@Nullable String person) {
    return person == null || person.isBlank() ? SOMEBODY : person;
  }
}
