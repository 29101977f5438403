package com.khaosbridge.activities.sending;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.destination.AddressClaim;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.khaos.soap.ErpException;
import com.khaosbridge.activities.ledger.books.InvoicedOrders;
import com.khaosbridge.activities.ledger.books.PersonFigures;
import com.khaosbridge.activities.ledger.books.Replenishments;
import com.khaosbridge.activities.ledger.outbox.ClaimedDelivery;
import com.khaosbridge.activities.ledger.outbox.Outbox;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Makes rows of claimed deliveries. Personal data is read from the ERP here, at the last moment, in
 * one batch a call, and lives no longer than the call.
 */
final class RowComposer {
  private static final Duration ERP_RETRY = Duration.ofSeconds(5);

  /** Absence is no fact, until the ERP was asked often enough for somebody to look at it. */
  private static final Duration ABSENCE = Duration.ofMinutes(10);

  private final PersonsInErp erp;
  private final Persons people;
  private final AddressClaims claims;
  private final SalesComposer sales;
  private final MetricsComposer metrics;
  private final EventComposer events;
  private final Outbox outbox;

  RowComposer(
      KhaosControl erp,
      Persons people,
      AddressClaims claims,
      InvoicedOrders orders,
      PersonFigures figures,
      Replenishments replenishments,
      Outbox outbox,
      BusinessTime businessTime,
      CourierLinks links) {
    this.erp = new PersonsInErp(erp, people);
    this.people = people;
    this.claims = claims;
    this.sales = new SalesComposer(orders);
    this.metrics = new MetricsComposer(figures, people, businessTime);
    this.events =
        new EventComposer(
            this.erp,
            people,
            orders,
            replenishments,
            outbox,
            businessTime,
            new EventPayloads(links));
    this.outbox = outbox;
  }

  Composed compose(
      DeliveryKind kind, Lane lane, List<ClaimedDelivery> claimed, boolean eventsByEmail) {
    return switch (kind) {
      case CONTACT -> contacts(lane, claimed);
      case CONSENT -> consents(claimed);
      case ORDER -> sales.orders(claimed);
      case SALES_ROWS -> sales.rows(claimed);
      case EVENT -> events.events(lane, claimed, eventsByEmail);
      case METRICS -> metrics.metrics(claimed);
      case RETIREMENT -> retirements(claimed);
    };
  }

  private Composed contacts(Lane lane, List<ClaimedDelivery> claimed) {
    List<Row> rows = new ArrayList<>();
    Map<Long, Verdict> unsendable = new HashMap<>();
    Map<String, PersonInErp> inErp;
    try {
      inErp = erp.read(lane, persons(claimed));
    } catch (ErpException e) {
      return allRetry(claimed, e);
    }
    // One call is about one destination.
    Map<String, Consent> consents =
        outbox.consentOnCreation(
            claimed.get(0).destination(), people.mailConsents(persons(claimed)));
    Map<String, AddressClaim> claimOf = claims.of(inErp);
    for (ClaimedDelivery delivery : claimed) {
      String personId = delivery.person();
      PersonInErp person = inErp.get(personId);
      String email = person == null ? null : person.email();
      if (person == null) {
        unsendable.put(delivery.id(), absent(delivery, personId));
      } else if (email == null) {
        unsendable.put(
            delivery.id(), new Verdict.Retry(ERP_RETRY, "the customer's e-mail is just changing"));
      } else {
        Consent known = consents.getOrDefault(personId, Consent.UNKNOWN);
        rows.add(
            new Row.Contact(
                delivery.id(),
                personId,
                Objects.requireNonNull(claimOf.get(personId)),
                delivery.contactId(),
                person.profile(email),
                person.strictest(known),
                !delivery.adoptOnly()));
      }
    }
    return new Composed(rows, unsendable);
  }

  static Verdict absent(ClaimedDelivery delivery, String personId) {
    Instant first = delivery.firstTriedAt();
    return first != null && first.plus(ABSENCE).isBefore(delivery.claimedAt())
        ? new Verdict.Reject("customer not in Khaos Control", "person " + personId)
        : new Verdict.Retry(ERP_RETRY, "customer absent from an answer of Khaos Control");
  }

  private Composed consents(List<ClaimedDelivery> claimed) {
    List<Row> rows = new ArrayList<>();
    Map<Long, Verdict> unsendable = new HashMap<>();
    Map<String, Consent> consents =
        outbox.consentAt(claimed.get(0).destination(), people.mailConsents(persons(claimed)));
    Map<String, Set<String>> otherIds = people.otherIds(persons(claimed));
    for (ClaimedDelivery delivery : claimed) {
      Consent consent = consents.getOrDefault(delivery.person(), Consent.UNKNOWN);
      String contactId = delivery.contactId();
      if (consent == Consent.UNKNOWN || contactId == null) {
        unsendable.put(
            delivery.id(), new Verdict.Retry(ERP_RETRY, "the customer's consent is just changing"));
      } else if (consent == Consent.OPTED_IN
          && !outbox.mayOptIn(delivery.destination(), delivery.person())) {
        unsendable.put(delivery.id(), Verdict.Retry.toBeDecided());
      } else {
        rows.add(
            new Row.ContactConsent(
                delivery.id(),
                delivery.person(),
                otherIds.getOrDefault(delivery.person(), Set.of()),
                contactId,
                consent,
                outbox.knowsOptOut(delivery.destination(), delivery.person())));
      }
    }
    return new Composed(rows, unsendable);
  }

  /** Whoever has another contact now is opted out at this one, whatever anybody says later. */
  private static Composed retirements(List<ClaimedDelivery> claimed) {
    return new Composed(
        claimed.stream()
            .<Row>map(
                delivery ->
                    new Row.ContactConsent(
                        delivery.id(),
                        delivery.businessKey(),
                        Set.of(),
                        delivery.contact(),
                        Consent.OPTED_OUT,
                        false))
            .toList(),
        Map.of());
  }

  static Composed allRetry(List<ClaimedDelivery> claimed, ErpException e) {
    Map<Long, Verdict> retries = new HashMap<>();
    for (ClaimedDelivery delivery : claimed) {
      retries.put(
          delivery.id(),
          new Verdict.Retry(ERP_RETRY, "Khaos Control: " + e.getClass().getSimpleName()));
    }
    return new Composed(List.of(), retries);
  }

  static List<String> persons(List<ClaimedDelivery> claimed) {
    return claimed.stream().map(ClaimedDelivery::person).distinct().toList();
  }
}
