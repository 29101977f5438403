package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.outbox.NewDelivery;
import com.khaosbridge.activities.ledger.persons.Person;
import com.khaosbridge.workflows.decision.DeliveryPlan;
import com.khaosbridge.workflows.decision.DeliveryPlan.PlannedDelivery;
import com.khaosbridge.workflows.delivery.Change;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Plans the deliveries that are owed for what credit notes take back. */
final class CreditDeliveries {
  private final Observations observations;
  private final Map<String, Person> persons;
  private final Instant observedAt;
  private final Set<String> liveOrders = new TreeSet<>();
  private final Set<String> livePersons = new TreeSet<>();

  /**
   * @param persons the persons whose credits are planned, by id
   */
  CreditDeliveries(Observations observations, Map<String, Person> persons, Instant observedAt) {
    this.observations = observations;
    this.persons = persons;
    this.observedAt = observedAt;
  }

  /**
   * What a credit note takes back of one order, or of none.
   *
   * @param personId null for a guest's
   * @param takenBack exVat; negative where it is given back
   * @param again whether it was told before, so that it is announced no more
   */
  record Subject(
      String creditId,
      @Nullable String orderCode,
      @Nullable String personId,
      Instant issuedAt,
      BigDecimal takenBack,
      boolean again,
      Lane lane) {

    String key() {
      return orderCode == null ? creditId : creditId + "/" + orderCode;
    }
  }

  /**
   * Plans what is owed for it.
   *
   * @return the change's place in the ledger's order
   */
  long plan(Subject subject) {
    BigDecimal change = subject.takenBack().negate();
    String personId = subject.personId();
    String orderCode = subject.orderCode();
    if (subject.lane() == Lane.LIVE && orderCode != null) {
      liveOrders.add(orderCode);
    }
    return observations.add(
        new Occurrence(
            subject.orderCode() == null ? Change.CREDIT_UNALLOCATED : Change.CREDIT_ALLOCATED,
            subject.key(),
            personId,
            subject.orderCode(),
            subject.issuedAt(),
            observedAt,
            subject.lane(),
            personId == null,
            change),
        (seq, scope, owed) -> {
          NewDelivery.Start start = start(subject, owed);
          if (subject.lane() == Lane.LIVE
              && orderCode == null
              && personId != null
              && start instanceof NewDelivery.Start.Planned) {
            livePersons.add(personId);
          }
          return new NewDelivery(
              scope.name(),
              owed.kind(),
              owed.event(),
              keyOf(subject, owed, seq),
              seq,
              personId,
              subject.orderCode(),
              null,
              subject.lane(),
              DeliveryPlan.priority(owed.kind(), owed.event(), false),
              owed.kind() == DeliveryKind.EVENT ? null : change,
              start,
              subject.issuedAt(),
              owed.validUntil());
        });
  }

  private static String keyOf(Subject subject, PlannedDelivery owed, long seq) {
    return switch (owed.kind()) {
      case ORDER -> String.valueOf(subject.orderCode());
      case EVENT -> {
        String key = subject.key() + "/" + (owed.event() == null ? "" : owed.event().words());
        yield subject.again() ? key + "/" + seq : key;
      }
      case CONTACT, CONSENT, SALES_ROWS, METRICS, RETIREMENT -> subject.key();
    };
  }

  private NewDelivery.Start start(Subject subject, PlannedDelivery owed) {
    String personId = subject.personId();
    if (personId == null) {
      return new NewDelivery.Start.Excluded(ExclusionReason.GUEST);
    }
    if (owed.exclusion() != null) {
      return new NewDelivery.Start.Excluded(owed.exclusion());
    }
    if (owed.kind() == DeliveryKind.EVENT && subject.again()) {
      return new NewDelivery.Start.Excluded(ExclusionReason.ANNOUNCED);
    }
    Person person = persons.get(personId);
    ExclusionReason exclusion = person == null ? null : person.exclusion();
    return exclusion == null
        ? new NewDelivery.Start.Planned()
        : new NewDelivery.Start.Excluded(exclusion);
  }

  /** The orders whose workflows must know of it. */
  Set<String> liveOrders() {
    return liveOrders;
  }

  /** The persons whose workflows carry something of it. */
  Set<String> livePersons() {
    return livePersons;
  }
}
