package com.khaosbridge.activities.observing;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import com.khaosbridge.activities.ledger.outbox.Outbox;
import com.khaosbridge.activities.ledger.persons.Person;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.delivery.DecisionActivities;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Does in the ledger what people decided; one of the decisions is to look at the ERP again. */
public final class LedgerDecisions implements DecisionActivities {
  private static final String SOMEBODY = "operator";

  private final Outbox outbox;
  private final KhaosControl erp;
  private final CustomerObserver customers;
  private final OrderObserver orders;
  private final Persons persons;
  private final BusinessTime businessTime;

  public LedgerDecisions(
      Outbox outbox,
      KhaosControl erp,
      CustomerObserver customers,
      OrderObserver orders,
      Persons persons,
      BusinessTime businessTime) {
    this.outbox = outbox;
    this.erp = erp;
    this.customers = customers;
    this.orders = orders;
    this.persons = persons;
    this.businessTime = businessTime;
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
      Person known = persons.known(List.of(personId)).get(personId);
      customers.observe(
          known == null ? List.of() : known.urns(), before, ErpPriority.LIVE_CUSTOMERS, Lane.LIVE);
    }
    if (orderCode != null) {
      orders.observe(
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
