package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.credits.InvoicedLines;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.cases.NoRate;
import com.khaosbridge.activities.ledger.cases.UnreadableRecord;
import com.khaosbridge.activities.ledger.outbox.NewDelivery;
import com.khaosbridge.activities.ledger.persons.Owner;
import com.khaosbridge.workflows.decision.DeliveryPlan;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.Change;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plans the deliveries that an order's facts owe. */
final class OrderDeliveries {
  private final Observations observations;
  private final Cases cases;
  private final Set<String> announced;
  private final Instant observedAt;
  private final Lane lane;

  /**
   * @param announced the events that these orders have already, as {@link #announcement}; grows
   */
  OrderDeliveries(
      Observations observations,
      Cases cases,
      Set<String> announced,
      Instant observedAt,
      Lane lane) {
    this.observations = observations;
    this.cases = cases;
    this.announced = announced;
    this.observedAt = observedAt;
    this.lane = lane;
  }

  /**
   * The order whose facts are planned.
   *
   * @param owner the customer as the ledger knows it, null for a guest or a customer the ERP does
   *     not resolve
   * @param seenBefore whether the order was recorded earlier, so that what is new happened since
   */
  record Subject(ObservedOrder sight, @Nullable Owner owner, boolean seenBefore) {
    OrderFacts facts() {
      return sight.facts();
    }

    boolean guest() {
      OrderDetail detail = sight.detail();
      return detail != null && detail.urn() == null;
    }

    /** Whether it is known whose order it is, if anybody's. */
    boolean ownerKnown() {
      return guest() || owner != null;
    }

    /** The amount of one of its invoices; null if nobody can tell. */
    @Nullable BigDecimal exVat(InvoiceFacts invoice) {
      InvoicedLines lines = sight.of(invoice);
      return lines == null ? null : lines.exVat();
    }
  }

  static String announcement(String destination, String businessKey) {
    return destination + " " + businessKey;
  }

  void received(Subject subject) {
    OrderDetail detail = subject.sight().detail();
    Instant occurredAt = detail == null ? observedAt : detail.placedAt();
    String code = subject.facts().orderCode();
    plan(subject, Change.ORDER_RECEIVED, code, null, occurredAt, null);
  }

  void cancelled(Subject subject) {
    String code = subject.facts().orderCode();
    plan(subject, Change.CANCELLED, code, null, seenAt(subject), null);
  }

  void finalised(Subject subject, InvoiceFacts invoice) {
    plan(
        subject,
        Change.INVOICE_FINALISED,
        invoice.invoiceId(),
        invoice,
        seenAt(subject),
        subject.exVat(invoice));
  }

  void despatched(Subject subject, InvoiceFacts invoice) {
    plan(
        subject,
        Change.DESPATCHED,
        invoice.invoiceId(),
        invoice,
        despatchedAt(subject, invoice),
        null);
  }

  /**
   * The ERP gives no time at which an invoice became final, or an order cancelled. If we saw the
   * order before, it became so about now; at first sight nobody knows, and the earliest possible
   * time keeps old news from being announced.
   */
  Instant seenAt(Subject subject) {
    OrderDetail detail = subject.sight().detail();
    return subject.seenBefore() || detail == null ? observedAt : detail.placedAt();
  }

  Instant despatchedAt(Subject subject, InvoiceFacts invoice) {
    InvoiceFacts.Parcel parcel = invoice.parcel();
    if (parcel != null && parcel.shippedAt() != null) {
      return parcel.shippedAt();
    }
    return seenAt(subject);
  }

  private void plan(
      Subject subject,
      Change change,
      String businessKey,
      @Nullable InvoiceFacts invoice,
      Instant occurredAt,
      @Nullable BigDecimal exVat) {
    Owner owner = subject.owner();
    String personId = owner == null ? null : owner.personId();
    String orderCode = subject.facts().orderCode();
    Occurrence occurrence =
        new Occurrence(
            change,
            businessKey,
            personId,
            orderCode,
            occurredAt,
            observedAt,
            lane,
            subject.guest(),
            exVat);
    observations.add(
        occurrence,
        (seq, scope, owed) -> {
          String key = keyOf(owed, orderCode, businessKey);
          boolean event = owed.kind() == DeliveryKind.EVENT;
          boolean again = event && !announced.add(announcement(scope.name(), key));
          return new NewDelivery(
              scope.name(),
              owed.kind(),
              owed.event(),
              again ? key + "/" + seq : key,
              seq,
              personId,
              orderCode,
              invoice == null ? null : invoice.invoiceId(),
              lane,
              DeliveryPlan.priority(owed.kind(), owed.event(), false),
              event ? null : exVat,
              again
                  ? new NewDelivery.Start.Excluded(ExclusionReason.ANNOUNCED)
                  : start(scope, subject, owed),
              occurredAt,
              owed.validUntil());
        });
  }

  private static String keyOf(
      DeliveryPlan.PlannedDelivery owed, String orderCode, String businessKey) {
    EventType event = owed.event();
    if (event != null) {
      return (event == EventType.DESPATCHED ? businessKey : orderCode) + "/" + event.words();
    }
    return owed.kind() == DeliveryKind.ORDER ? orderCode : businessKey;
  }

  private NewDelivery.Start start(
      DestinationScope scope, Subject subject, DeliveryPlan.PlannedDelivery owed) {
    if (subject.guest()) {
      return new NewDelivery.Start.Excluded(ExclusionReason.GUEST);
    }
    ExclusionReason exclusion = owed.exclusion();
    return exclusion == null
        ? startOf(scope.name(), subject, owed.kind(), owed.event())
        : new NewDelivery.Start.Excluded(exclusion);
  }

  /** How a delivery of this kind begins, by what is known of the order. */
  NewDelivery.Start startOf(
      String destination, Subject subject, DeliveryKind kind, @Nullable EventType event) {
    if (subject.guest()) {
      return new NewDelivery.Start.Excluded(ExclusionReason.GUEST);
    }
    OrderDetail detail = subject.sight().detail();
    if (detail == null) {
      return unreadable(destination, subject);
    }
    Owner owner = subject.owner();
    if (owner == null) {
      return held(
          destination,
          CaseType.CUSTOMER_UNKNOWN,
          "customer "
              + detail.urn()
              + " of order "
              + subject.facts().orderCode()
              + " is not in Khaos Control");
    }
    if (owner.exclusion() != null) {
      return new NewDelivery.Start.Excluded(owner.exclusion());
    }
    if (kind != DeliveryKind.EVENT && subject.sight().linesUnknown()) {
      return held(
          destination,
          CaseType.SEVERAL_INVOICES,
          FurtherInvoices.cause(subject.facts().orderCode()));
    }
    boolean money = event == null || event.carriesMoney();
    if (money && !detail.hasRate()) {
      NoRate noRate = new NoRate(detail.currency(), detail.terms().currency());
      String document = "order " + subject.facts().orderCode();
      return held(
          destination,
          CaseType.NO_RATE,
          noRate.cause(),
          noRate.first(document, detail.businessDate()));
    }
    return new NewDelivery.Start.Planned();
  }

  private NewDelivery.Start unreadable(String destination, Subject subject) {
    UnreadableRecord problem = subject.sight().problem();
    return held(
        destination,
        CaseType.ERP_RECORD,
        problem == null
            ? "sales order " + subject.facts().orderCode() + " has a status but no detail"
            : problem.whatHappened());
  }

  private NewDelivery.Start held(String destination, CaseType type, String cause) {
    return held(destination, type, cause, cause);
  }

  private NewDelivery.Start held(String destination, CaseType type, String cause, String what) {
    return new NewDelivery.Start.Held(cases.open(destination, type, cause, what));
  }
}
