package com.khaosbridge.activities.sending;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.khaos.records.Company;
import com.khaosbridge.activities.khaos.records.EmailState;
import com.khaosbridge.activities.khaos.soap.ErpException;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import com.khaosbridge.activities.ledger.books.OrderLedger;
import com.khaosbridge.activities.ledger.outbox.ClaimedDelivery;
import com.khaosbridge.activities.ledger.outbox.Outbox;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of claimed deliveries. Personal data is read from the ERP here, at the last moment, in
 * one batch a call, and lives no longer than the call.
 */
final class RowComposer {
  private static final Duration ERP_RETRY = Duration.ofSeconds(5);

  /** Absence is no fact, until the ERP was asked often enough for somebody to look at it. */
  private static final Duration ABSENCE = Duration.ofMinutes(10);

  private final KhaosControl erp;
  private final Persons people;
  private final OrderLedger orders;
  private final Outbox outbox;
  private final BusinessTime businessTime;

  RowComposer(
      KhaosControl erp,
      Persons people,
      OrderLedger orders,
      Outbox outbox,
      BusinessTime businessTime) {
    this.erp = erp;
    this.people = people;
    this.orders = orders;
    this.outbox = outbox;
    this.businessTime = businessTime;
  }

  Composed compose(
      DeliveryKind kind, Lane lane, List<ClaimedDelivery> claimed, boolean eventsByEmail) {
    return switch (kind) {
      case CONTACT -> contacts(lane, claimed);
      case CONSENT -> consents(claimed);
      case ORDER, SALES_ROWS -> sales(kind, claimed);
      case EVENT -> events(lane, claimed, eventsByEmail);
      case METRICS, RETIREMENT ->
          throw new IllegalArgumentException("no rows are made of " + kind.words());
    };
  }

  private Composed contacts(Lane lane, List<ClaimedDelivery> claimed) {
    List<Row> rows = new ArrayList<>();
    Map<Long, Verdict> unsendable = new HashMap<>();
    Map<String, Company> companies;
    try {
      companies = companiesOfPersons(lane, persons(claimed));
    } catch (ErpException e) {
      return allRetry(claimed, e);
    }
    Map<String, Consent> consents = people.consentOfPersons(persons(claimed));
    for (ClaimedDelivery delivery : claimed) {
      String personId = person(delivery);
      Company company = companies.get(personId);
      String email = company == null ? null : company.email();
      if (company == null) {
        unsendable.put(delivery.id(), absent(delivery, personId));
      } else if (email == null || company.emailState() != EmailState.VALID) {
        unsendable.put(
            delivery.id(), new Verdict.Retry(ERP_RETRY, "the customer's e-mail is just changing"));
      } else {
        Consent known = consents.getOrDefault(personId, Consent.UNKNOWN);
        rows.add(
            new Row.Contact(
                delivery.id(),
                personId,
                delivery.contactId(),
                profile(company, email),
                known.strictest(company.consent())));
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

  private static Row.Profile profile(Company company, String email) {
    return new Row.Profile(
        email,
        company.firstName(),
        company.lastName(),
        company.country(),
        company.countryCode(),
        company.postcode(),
        company.urn(),
        List.of(company.companyId()));
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

  private Composed sales(DeliveryKind kind, List<ClaimedDelivery> claimed) {
    List<Row> rows = new ArrayList<>();
    Map<Long, Verdict> unsendable = new HashMap<>();
    Map<String, OrderLedger.InvoicedOrder> sales = orders.sales(orderCodes(claimed));
    for (ClaimedDelivery delivery : claimed) {
      OrderLedger.InvoicedOrder sale = sales.get(order(delivery));
      BigDecimal total = sale == null ? null : sale.totalExVat();
      if (sale == null || total == null || !sale.finalised()) {
        unsendable.put(
            delivery.id(),
            new Verdict.Reject("order without final amounts", "order " + order(delivery)));
        continue;
      }
      rows.add(
          kind == DeliveryKind.ORDER
              ? new Row.OrderRecord(
                  delivery.id(), person(delivery), contact(delivery), rowOf(sale), total)
              : new Row.SalesRows(delivery.id(), person(delivery), contact(delivery), rowOf(sale)));
    }
    return new Composed(rows, unsendable);
  }

  private static Row.Sale rowOf(OrderLedger.InvoicedOrder sale) {
    return new Row.Sale(
        sale.orderCode(),
        sale.orderNumber(),
        sale.invoiceId(),
        sale.placedAt(),
        sale.businessDate(),
        sale.currency(),
        sale.brand(),
        "complete",
        sale.lines(),
        orZero(sale.deliveryExVat()),
        orZero(sale.deliveryIncVat()));
  }

  private Composed events(Lane lane, List<ClaimedDelivery> claimed, boolean byEmail) {
    List<Row> rows = new ArrayList<>();
    Map<Long, Verdict> unsendable = new HashMap<>();
    Map<String, OrderLedger.InvoicedOrder> sales = orders.sales(orderCodes(claimed));
    Map<String, Company> companies;
    try {
      companies = byEmail ? companiesOfPersons(lane, persons(claimed)) : Map.of();
    } catch (ErpException e) {
      return allRetry(claimed, e);
    }
    Set<String> onHold = people.onHold(persons(claimed));
    Map<String, Consent> consents = people.consentOfPersons(persons(claimed));
    for (ClaimedDelivery delivery : claimed) {
      OrderLedger.InvoicedOrder sale = sales.get(order(delivery));
      Company current = companies.get(person(delivery));
      if (event(delivery).marketing() && consents.get(person(delivery)) != Consent.OPTED_IN) {
        unsendable.put(delivery.id(), new Verdict.Exclude(ExclusionReason.NOT_OPTED_IN));
        continue;
      }
      Verdict obstacle =
          onHold.contains(person(delivery)) || (current != null && current.held())
              ? new Verdict.Exclude(ExclusionReason.HELD_IN_ERP)
              : obstacle(delivery, sale, byEmail, current);
      if (obstacle != null || sale == null) {
        unsendable.put(delivery.id(), Objects.requireNonNull(obstacle));
        continue;
      }
      EventType type = event(delivery);
      Company company = companies.get(person(delivery));
      rows.add(
          new Row.Event(
              delivery.id(),
              delivery.key(),
              person(delivery),
              contact(delivery),
              company == null ? null : company.email(),
              type,
              delivery.occurredAt(),
              EventPayloads.of(type, sale)));
    }
    return new Composed(rows, unsendable);
  }

  private @Nullable Verdict obstacle(
      ClaimedDelivery delivery,
      OrderLedger.@Nullable InvoicedOrder sale,
      boolean byEmail,
      @Nullable Company company) {
    if (delivery.validUntil() != null && delivery.validUntil().isBefore(businessTime.now())) {
      return new Verdict.Exclude(ExclusionReason.TOO_LATE);
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
    if (company == null) {
      return absent(delivery, person(delivery));
    }
    return company.emailState() == EmailState.VALID
        ? null
        : new Verdict.Reject("no e-mail to send to", "order " + sale.orderCode());
  }

  private Map<String, Company> companiesOfPersons(Lane lane, Collection<String> personIds) {
    Map<String, List<String>> urns = people.urnsOfPersons(personIds);
    Map<String, String> personOfUrn = new HashMap<>();
    urns.forEach((person, codes) -> codes.forEach(code -> personOfUrn.put(code, person)));
    ErpPriority priority = lane == Lane.LIVE ? ErpPriority.LIVE_CUSTOMERS : ErpPriority.HISTORY;
    Map<String, Company> companies = new HashMap<>();
    for (Company company : erp.companies(personOfUrn.keySet(), priority).records()) {
      String person = personOfUrn.get(company.urn());
      if (person != null) {
        companies.putIfAbsent(person, company);
      }
    }
    return companies;
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

  private static BigDecimal orZero(@Nullable BigDecimal value) {
    return value == null ? BigDecimal.ZERO : value;
  }
}
