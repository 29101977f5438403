package com.khaosbridge.activities.destination;

import com.khaosbridge.workflows.decision.Metric;
import com.khaosbridge.workflows.decision.PersonMetrics;
import com.khaosbridge.workflows.decision.Purchases;
import com.khaosbridge.workflows.decision.Thresholds;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.EventPayload;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.OrderLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Rows of persons that no other row is about, unless told otherwise. */
public final class ContractRows {
  /** Shared, since each test has rows of its own and all share one stand-in. */
  private static final AtomicLong LAST = new AtomicLong(1000);

  /** Someone who is new to the destination. */
  public record Person(String personId, String email, String urn) {}

  public Person person() {
    long n = LAST.incrementAndGet();
    return new Person("main:" + n, "c" + n + "@example.com", "U" + n);
  }

  public Row.Contact contact(Person person, @Nullable String contactId, Consent onCreate) {
    return contact(person, contactId, onCreate, "Ann");
  }

  public Row.Contact contact(
      Person person, @Nullable String contactId, Consent onCreate, String firstName) {
    return new Row.Contact(
        LAST.incrementAndGet(),
        person.personId(),
        claim(person),
        contactId,
        new Row.Profile(
            person.email(),
            firstName,
            "O'Hara, \"Smith\"",
            "United Kingdom",
            "GB",
            "AB1 2CD",
            person.urn(),
            List.of(person.urn())),
        onCreate,
        true);
  }

  /** Of somebody who shares the address with another. */
  static AddressClaim claim(Person person) {
    return new AddressClaim(person.personId(), Set.of(), false, "example.com");
  }

  /** A row whose address is claimed like this. */
  static Row.Contact claimed(Row.Contact row, Set<String> otherIds, boolean alone) {
    return new Row.Contact(
        row.deliveryId(),
        row.personId(),
        new AddressClaim(row.personId(), otherIds, alone, "example.com"),
        row.contactId(),
        row.profile(),
        row.consentOnCreate(),
        row.mayCreate());
  }

  /** Of somebody for whom no contact is made. */
  public Row.Contact onlyIfThere(Person person) {
    Row.Contact row = contact(person, null, Consent.OPTED_OUT);
    return new Row.Contact(
        row.deliveryId(),
        row.personId(),
        row.claim(),
        null,
        row.profile(),
        row.consentOnCreate(),
        false);
  }

  public Row.ContactConsent consent(Person person, String contactId, Consent consent) {
    return new Row.ContactConsent(
        LAST.incrementAndGet(), person.personId(), Set.of(), contactId, consent, true);
  }

  public Row.Event event(Person person, String contactId, EventType type) {
    long n = LAST.incrementAndGet();
    boolean despatched = type == EventType.DESPATCHED;
    return new Row.Event(
        n,
        "contract/event/SO" + n + "/" + type.name(),
        person.personId(),
        contactId,
        person.email(),
        type,
        Instant.parse("2011-06-29T08:15:30Z"),
        new EventPayload(
            EventPayload.SCHEMA,
            "WEB" + n,
            "MAIN",
            List.of(new EventPayload.Line("22423", "Cake \"stand\"", new BigDecimal("2"))),
            despatched ? "DPD" : null,
            despatched ? "CN" + n : null,
            despatched ? "https://track.example/CN" + n : null,
            type == EventType.ORDER_CONFIRMED
                ? new EventPayload.Totals(
                    "GBP",
                    new BigDecimal("15.30"),
                    new BigDecimal("2.95"),
                    new BigDecimal("3.650"),
                    new BigDecimal("21.900"))
                : null,
            type == EventType.REFUNDED
                ? new EventPayload.Refunded(
                    "GBP",
                    new BigDecimal("2.550"),
                    List.of(new EventPayload.RefundedLine("22423", new BigDecimal("1"))))
                : null));
  }

  public Row.Sale sale() {
    long n = LAST.incrementAndGet();
    return new Row.Sale(
        "SO" + n,
        "WEB" + n,
        "INV" + n,
        Instant.parse("2011-06-28T10:26:00Z"),
        LocalDate.of(2011, 6, 28),
        "GBP",
        "MAIN",
        "finalised",
        List.of(
            new OrderLine(
                1,
                "22423",
                "Cake stand",
                new BigDecimal("6"),
                new BigDecimal("2.55"),
                new BigDecimal("3.060")),
            new OrderLine(
                2,
                "84029G",
                "Hot water bottle",
                new BigDecimal("1"),
                new BigDecimal("0.001"),
                new BigDecimal("0.0012"))),
        new BigDecimal("2.95"),
        List.of("INV" + n + "-1", "INV" + n + "-2"));
  }

  public Row.SalesRows salesRows(Person person, String contactId) {
    return Row.SalesRows.of(LAST.incrementAndGet(), person.personId(), contactId, sale());
  }

  public Row.OrderRecord order(Person person, String contactId) {
    return new Row.OrderRecord(
        LAST.incrementAndGet(),
        person.personId(),
        contactId,
        sale(),
        new BigDecimal("18.251"),
        Row.Credited.NOTHING);
  }

  public Row.Metrics metrics(
      Person person, String contactId, Map<Metric, Optional<String>> values) {
    return new Row.Metrics(LAST.incrementAndGet(), person.personId(), Set.of(), contactId, values);
  }

  /** A value of each metric. */
  public static Map<Metric, Optional<String>> metrics() {
    return PersonMetrics.of(
            new Purchases(
                List.of(
                    new Purchases.Order(
                        "SO1",
                        LocalDate.of(2011, 5, 3),
                        LocalDate.of(2011, 5, 4),
                        new BigDecimal("1234.5678"),
                        List.of(new Purchases.Line("22423", new BigDecimal("6"))))),
                new Purchases.Credits(
                    List.of(
                        new Purchases.CreditedLine(
                            "22423",
                            BigDecimal.ONE,
                            new BigDecimal("2.55"),
                            LocalDate.of(2011, 6, 1))),
                    new BigDecimal("0.05"))),
            Thresholds.standard(),
            LocalDate.of(2011, 12, 9))
        .values();
  }

  /** A row of this kind about a person whose contact is known. */
  public Row row(DeliveryKind kind, Person person, String contactId) {
    return switch (kind) {
      case CONTACT -> contact(person, contactId, Consent.UNKNOWN);
      case CONSENT, RETIREMENT -> consent(person, contactId, Consent.OPTED_OUT);
      case ORDER -> order(person, contactId);
      case SALES_ROWS -> salesRows(person, contactId);
      case EVENT -> event(person, contactId, EventType.DESPATCHED);
      case METRICS -> metrics(person, contactId, metrics());
    };
  }
}
