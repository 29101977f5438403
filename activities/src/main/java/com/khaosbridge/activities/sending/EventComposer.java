package com.khaosbridge.activities.sending;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.khaos.soap.ErpException;
import com.khaosbridge.activities.ledger.books.CreditedRows;
import com.khaosbridge.activities.ledger.books.InvoicedOrder;
import com.khaosbridge.activities.ledger.books.InvoicedOrders;
import com.khaosbridge.activities.ledger.books.Replenishments;
import com.khaosbridge.activities.ledger.outbox.ClaimedDelivery;
import com.khaosbridge.activities.ledger.outbox.Outbox;
import com.khaosbridge.activities.ledger.persons.Person;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes rows of events about orders, of those that still make sense when they are sent. */
final class EventComposer {
  private final PersonsInErp erp;
  private final Persons people;
  private final InvoicedOrders orders;
  private final Replenishments replenishments;
  private final Outbox outbox;
  private final BusinessTime businessTime;
  private final EventPayloads payloads;

  EventComposer(
      PersonsInErp erp,
      Persons people,
      InvoicedOrders orders,
      Replenishments replenishments,
      Outbox outbox,
      BusinessTime businessTime,
      EventPayloads payloads) {
    this.erp = erp;
    this.people = people;
    this.orders = orders;
    this.replenishments = replenishments;
    this.outbox = outbox;
    this.businessTime = businessTime;
    this.payloads = payloads;
  }

  Composed events(Lane lane, List<ClaimedDelivery> claimed, boolean byEmail) {
    List<Row> rows = new ArrayList<>();
    Map<Long, Verdict> unsendable = new HashMap<>();
    Map<String, InvoicedOrder> sales = orders.byCode(orderCodes(claimed));
    Map<String, PersonInErp> inErp;
    try {
      inErp = byEmail ? erp.read(lane, RowComposer.persons(claimed)) : Map.of();
    } catch (ErpException e) {
      return RowComposer.allRetry(claimed, e);
    }
    Map<String, Person> known = people.known(RowComposer.persons(claimed));
    Map<String, Consent> consents = people.mailConsents(RowComposer.persons(claimed));
    Map<Long, CreditedRows> refunds =
        orders.credited(
            claimed.stream()
                .filter(one -> one.type() == EventType.REFUNDED)
                .map(ClaimedDelivery::seq)
                .toList());
    Map<String, InvoicedOrder> parcels =
        orders.byInvoice(
            orderCodes(
                claimed.stream().filter(one -> one.type() == EventType.DESPATCHED).toList()));
    Map<String, Set<String>> runOut =
        replenishments.wanted(
            claimed.stream()
                .filter(one -> one.type() == EventType.REPLENISHMENT)
                .collect(
                    Collectors.toMap(
                        ClaimedDelivery::order, ClaimedDelivery::occurredAt, (one, same) -> one)));
    for (ClaimedDelivery delivery : claimed) {
      InvoicedOrder parcel =
          delivery.invoiceId() == null ? null : parcels.get(delivery.invoiceId());
      InvoicedOrder sale = parcel == null ? sales.get(delivery.order()) : parcel;
      PersonInErp current = inErp.get(delivery.person());
      if (delivery.type().marketing() && consents.get(delivery.person()) != Consent.OPTED_IN) {
        unsendable.put(delivery.id(), new Verdict.Exclude(ExclusionReason.NOT_OPTED_IN));
        continue;
      }
      ExclusionReason excluded = exclusion(known.get(delivery.person()), current);
      Verdict obstacle =
          excluded != null
              ? new Verdict.Exclude(excluded)
              : obstacle(delivery, sale, byEmail, current);
      if (obstacle != null || sale == null) {
        unsendable.put(delivery.id(), Objects.requireNonNull(obstacle));
        continue;
      }
      EventType type = delivery.type();
      Set<String> items = runOut.getOrDefault(delivery.order(), Set.of());
      if (type == EventType.REPLENISHMENT && items.isEmpty()) {
        unsendable.put(delivery.id(), new Verdict.Exclude(ExclusionReason.SUPPLIED));
        continue;
      }
      rows.add(
          new Row.Event(
              delivery.id(),
              delivery.key(),
              delivery.person(),
              delivery.contact(),
              current == null ? null : current.email(),
              type,
              delivery.occurredAt(),
              payloads.of(type, sale, refunds.get(delivery.seq()), items)));
    }
    return new Composed(rows, unsendable);
  }

  /** Why this person gets no event at all, also no service event; null if it may get some. */
  private static @Nullable ExclusionReason exclusion(
      @Nullable Person known, @Nullable PersonInErp current) {
    if (current != null && current.onHold()) {
      return ExclusionReason.HELD_IN_ERP;
    }
    return known == null ? null : known.exclusion();
  }

  private @Nullable Verdict obstacle(
      ClaimedDelivery delivery,
      @Nullable InvoicedOrder sale,
      boolean byEmail,
      @Nullable PersonInErp current) {
    if (delivery.validUntil() != null && delivery.validUntil().isBefore(businessTime.now())) {
      return new Verdict.Exclude(ExclusionReason.TOO_LATE);
    }
    if (sale != null && sale.cancelled() && !delivery.type().outlivesCancellation()) {
      return new Verdict.Exclude(ExclusionReason.CANCELLED);
    }
    Verdict later = outbox.outsideHours(delivery.type(), businessTime.now());
    if (later != null) {
      return later;
    }
    if (sale == null) {
      return new Verdict.Reject("order not in the ledger", "order " + delivery.order());
    }
    List<String> missing = EventPayloads.missing(delivery.type(), sale);
    if (!missing.isEmpty()) {
      return Verdict.Reject.incomplete(missing, "order " + sale.orderCode());
    }
    if (!byEmail) {
      return null;
    }
    if (current == null) {
      return RowComposer.absent(delivery, delivery.person());
    }
    return current.email() != null
        ? null
        : new Verdict.Reject("no e-mail to send to", "order " + sale.orderCode());
  }

  private static List<String> orderCodes(List<ClaimedDelivery> claimed) {
    return claimed.stream().map(ClaimedDelivery::order).distinct().toList();
  }
}
