package com.khaosbridge.activities.sending;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.khaos.soap.ErpException;
import com.khaosbridge.activities.ledger.books.CreditedRows;
import com.khaosbridge.activities.ledger.books.InvoicedOrder;
import com.khaosbridge.activities.ledger.books.InvoicedOrders;
import com.khaosbridge.activities.ledger.books.PersonFigures;
import com.khaosbridge.activities.ledger.outbox.ClaimedDelivery;
import com.khaosbridge.activities.ledger.outbox.Outbox;
import com.khaosbridge.activities.ledger.persons.Person;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
  private final InvoicedOrders orders;
  private final SalesComposer sales;
  private final MetricsComposer metrics;
  private final Outbox outbox;
  private final BusinessTime businessTime;
  private final EventPayloads payloads;

  RowComposer(
      KhaosControl erp,
      Persons people,
      InvoicedOrders orders,
      PersonFigures figures,
      Outbox outbox,
      BusinessTime businessTime,
      CourierLinks links) {
    this.erp = new PersonsInErp(erp, people);
    this.people = people;
    this.orders = orders;
    this.sales = new SalesComposer(orders);
    this.metrics = new MetricsComposer(figures, businessTime);
    this.outbox = outbox;
    this.businessTime = businessTime;
    this.payloads = new EventPayloads(links);
  }

  Composed compose(
      DeliveryKind kind, Lane lane, List<ClaimedDelivery> claimed, boolean eventsByEmail) {
    return switch (kind) {
      case CONTACT -> contacts(lane, claimed);
      case CONSENT -> consents(claimed);
      case ORDER -> sales.orders(claimed);
      case SALES_ROWS -> sales.rows(claimed);
      case EVENT -> events(lane, claimed, eventsByEmail);
      case METRICS -> metrics.metrics(claimed);
      case RETIREMENT -> throw new IllegalArgumentException("no rows are made of " + kind.words());
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
    Map<String, Consent> consents = people.consentOfPersons(persons(claimed));
    for (ClaimedDelivery delivery : claimed) {
      String personId = person(delivery);
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
                delivery.contactId(),
                person.profile(email),
                person.strictest(known)));
      }
    }
    return new Composed(rows, unsendable);
  }

  private static Verdict absent(ClaimedDelivery delivery, String personId) {
    Instant first = delivery.firstTriedAt();
    return first != null && first.plus(ABSENCE).isBefore(delivery.claimedAt())
        ? new Verdict.Reject("customer not in Khaos Control", "person " + personId)
        : new Verdict.Retry(ERP_RETRY, "customer absent from an answer of Khaos Control");
  }

  private Composed consents(List<ClaimedDelivery> claimed) {
    List<Row> rows = new ArrayList<>();
    Map<Long, Verdict> unsendable = new HashMap<>();
    Map<String, Consent> consents = people.consentOfPersons(persons(claimed));
    for (ClaimedDelivery delivery : claimed) {
      Consent consent = consents.getOrDefault(person(delivery), Consent.UNKNOWN);
      String contactId = delivery.contactId();
      if (consent == Consent.UNKNOWN || contactId == null) {
        unsendable.put(
            delivery.id(), new Verdict.Retry(ERP_RETRY, "the customer's consent is just changing"));
      } else if (consent == Consent.OPTED_IN
          && !outbox.mayOptIn(delivery.destination(), person(delivery))) {
        unsendable.put(delivery.id(), Verdict.Retry.toBeDecided());
      } else {
        rows.add(new Row.ContactConsent(delivery.id(), person(delivery), contactId, consent));
      }
    }
    return new Composed(rows, unsendable);
  }

  private Composed events(Lane lane, List<ClaimedDelivery> claimed, boolean byEmail) {
    List<Row> rows = new ArrayList<>();
    Map<Long, Verdict> unsendable = new HashMap<>();
    Map<String, InvoicedOrder> sales = orders.byCode(orderCodes(claimed));
    Map<String, PersonInErp> inErp;
    try {
      inErp = byEmail ? erp.read(lane, persons(claimed)) : Map.of();
    } catch (ErpException e) {
      return allRetry(claimed, e);
    }
    Map<String, Person> known = people.known(persons(claimed));
    Map<Long, CreditedRows> refunds =
        orders.credited(
            claimed.stream()
                .filter(one -> event(one) == EventType.REFUNDED)
                .map(ClaimedDelivery::seq)
                .toList());
    Map<String, InvoicedOrder> parcels =
        orders.byInvoice(
            orderCodes(
                claimed.stream().filter(one -> event(one) == EventType.DESPATCHED).toList()));
    for (ClaimedDelivery delivery : claimed) {
      InvoicedOrder parcel =
          delivery.invoiceId() == null ? null : parcels.get(delivery.invoiceId());
      InvoicedOrder sale = parcel == null ? sales.get(order(delivery)) : parcel;
      PersonInErp current = inErp.get(person(delivery));
      if (event(delivery).marketing() && !isOptedIn(known.get(person(delivery)))) {
        unsendable.put(delivery.id(), new Verdict.Exclude(ExclusionReason.NOT_OPTED_IN));
        continue;
      }
      Verdict obstacle =
          isOnHold(known.get(person(delivery)), current)
              ? new Verdict.Exclude(ExclusionReason.HELD_IN_ERP)
              : obstacle(delivery, sale, byEmail, current);
      if (obstacle != null || sale == null) {
        unsendable.put(delivery.id(), Objects.requireNonNull(obstacle));
        continue;
      }
      EventType type = event(delivery);
      rows.add(
          new Row.Event(
              delivery.id(),
              delivery.key(),
              person(delivery),
              contact(delivery),
              current == null ? null : current.email(),
              type,
              delivery.occurredAt(),
              payloads.of(type, sale, refunds.get(delivery.seq()))));
    }
    return new Composed(rows, unsendable);
  }

  private static boolean isOptedIn(@Nullable Person known) {
    return known != null && known.consent() == Consent.OPTED_IN;
  }

  private static boolean isOnHold(@Nullable Person known, @Nullable PersonInErp current) {
    return (known != null && known.onHold()) || (current != null && current.onHold());
  }

  private @Nullable Verdict obstacle(
      ClaimedDelivery delivery,
      @Nullable InvoicedOrder sale,
      boolean byEmail,
      @Nullable PersonInErp current) {
    if (delivery.validUntil() != null && delivery.validUntil().isBefore(businessTime.now())) {
      return new Verdict.Exclude(ExclusionReason.TOO_LATE);
    }
    if (sale != null && sale.cancelled() && !event(delivery).outlivesCancellation()) {
      return new Verdict.Exclude(ExclusionReason.CANCELLED);
    }
    Verdict later = outbox.outsideHours(event(delivery), businessTime.now());
    if (later != null) {
      return later;
    }
    if (sale == null) {
      return new Verdict.Reject("order not in the ledger", "order " + order(delivery));
    }
    List<String> missing = EventPayloads.missing(event(delivery), sale);
    if (!missing.isEmpty()) {
      return Verdict.Reject.incomplete(missing, "order " + sale.orderCode());
    }
    if (!byEmail) {
      return null;
    }
    if (current == null) {
      return absent(delivery, person(delivery));
    }
    return current.email() != null
        ? null
        : new Verdict.Reject("no e-mail to send to", "order " + sale.orderCode());
  }

  private static Composed allRetry(List<ClaimedDelivery> claimed, ErpException e) {
    Map<Long, Verdict> retries = new HashMap<>();
    for (ClaimedDelivery delivery : claimed) {
      retries.put(
          delivery.id(),
          new Verdict.Retry(ERP_RETRY, "Khaos Control: " + e.getClass().getSimpleName()));
    }
    return new Composed(List.of(), retries);
  }

  private static List<String> persons(List<ClaimedDelivery> claimed) {
    return claimed.stream().map(RowComposer::person).distinct().toList();
  }

  private static List<String> orderCodes(List<ClaimedDelivery> claimed) {
    return claimed.stream().map(RowComposer::order).distinct().toList();
  }

  private static String person(ClaimedDelivery delivery) {
    return Objects.requireNonNull(delivery.personId(), "a claimed delivery has a person");
  }

  private static String order(ClaimedDelivery delivery) {
    return Objects.requireNonNull(delivery.orderCode(), "a delivery about an order names it");
  }

  private static String contact(ClaimedDelivery delivery) {
    return Objects.requireNonNull(delivery.contactId(), "orders go only after the contact");
  }

  private static EventType event(ClaimedDelivery delivery) {
    return Objects.requireNonNull(delivery.event(), "an event delivery names its type");
  }
}
