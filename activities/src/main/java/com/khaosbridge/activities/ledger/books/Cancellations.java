package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.Deliveries;
import com.khaosbridge.activities.ledger.outbox.NewDelivery;
import com.khaosbridge.activities.ledger.outbox.Selection;
import com.khaosbridge.activities.ledger.persons.Person;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.decision.DeliveryPlan;
import com.khaosbridge.workflows.delivery.Change;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.Exclusion;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What follows when orders of one transaction are cancelled, or are cancelled no more. */
final class Cancellations {
  private final LedgerDatabase database;
  private final String source;
  private final Instant observedAt;
  private final Lane lane;
  private final Set<String> cancelled = new HashSet<>();
  private final Map<String, Change> turned = new HashMap<>();
  private final Set<String> changed = new HashSet<>();
  private final List<Object[]> invoices = new ArrayList<>();

  Cancellations(LedgerDatabase database, String source, Instant observedAt, Lane lane) {
    this.database = database;
    this.source = source;
    this.observedAt = observedAt;
    this.lane = lane;
  }

  /**
   * Notes how an order stands.
   *
   * @return whether it was cancelled, or is cancelled no more, since it was last seen
   */
  boolean see(OrderFacts facts, KnownOrders.@Nullable KnownOrder before) {
    boolean was = before != null && before.cancelledAt() != null;
    if (facts.cancelled()) {
      cancelled.add(facts.orderCode());
    }
    if (facts.cancelled() == was || facts.invoices().isEmpty()) {
      // An order of which nothing is said is not taken back.
      return false;
    }
    turned.put(facts.orderCode(), was ? Change.SALE_RESTORED : Change.SALE_CANCELLED);
    changed.add(facts.orderCode());
    return true;
  }

  /** Notes how an invoice stands that is in the ledger. */
  void see(String orderCode, InvoiceFacts invoice, KnownOrders.KnownInvoice before) {
    see(orderCode, invoice.invoiceId(), invoice.finalised(), before);
  }

  /** Notes that an invoice that was final is not there any more. */
  void gone(String orderCode, String invoiceId, KnownOrders.KnownInvoice before) {
    see(orderCode, invoiceId, false, before);
  }

  private void see(
      String orderCode, String invoiceId, boolean finalised, KnownOrders.KnownInvoice before) {
    boolean revoked = before.finalisedAt() != null && !finalised;
    if (revoked != (before.revokedAt() != null)) {
      Instant since = revoked ? observedAt : null;
      invoices.add(new Object[] {Columns.atOrNull(since), source, invoiceId});
      changed.add(orderCode);
    }
  }

  /**
   * Plans what destinations are owed that keep a record of the order. Where its customer is not
   * known yet, the sale itself will say so. Call it once the orders are written.
   */
  void plan(Observations observations) {
    database
        .batches()
        .batchUpdate(
            "update sales_order set cancelled_at = null where source = ? and order_code = ?",
            restored().stream().map(code -> new Object[] {source, code}).toList());
    database
        .batches()
        .batchUpdate(
            "update invoice set revoked_at = ? where source = ? and invoice_id = ?", invoices);
    Map<String, String> owners = ownersOfSales();
    Map<String, Person> persons = new Persons(database, source).known(owners.values());
    owners.forEach((code, person) -> plan(observations, code, person, persons.get(person)));
  }

  private List<String> restored() {
    return turned.entrySet().stream()
        .filter(entry -> entry.getValue() == Change.SALE_RESTORED)
        .map(Map.Entry::getKey)
        .toList();
  }

  private Map<String, String> ownersOfSales() {
    Map<String, String> owners = new HashMap<>();
    if (!turned.isEmpty()) {
      database
          .sql()
          .sql(
              """
              select o.order_code, c.person_id from sales_order o
              join customer c on c.source = o.source and c.company_id = o.company_id
              where o.source = ? and o.order_code = any (?) and exists (select 1 from invoice i
                where i.source = o.source and i.order_code = o.order_code
                  and i.finalised_at is not null)
              order by o.order_code
              """)
          .params(source, turned.keySet().toArray(String[]::new))
          .query(
              row -> {
                owners.put(row.getString("order_code"), row.getString("person_id"));
              });
    }
    return owners;
  }

  private void plan(
      Observations observations, String code, String personId, @Nullable Person person) {
    Change change = turned.getOrDefault(code, Change.SALE_CANCELLED);
    ExclusionReason exclusion = person == null ? null : person.exclusion();
    observations.add(
        new Occurrence(
            change, code, personId, code, observedAt, observedAt, lane, false, BigDecimal.ZERO),
        (seq, scope, owed) ->
            new NewDelivery(
                scope.name(),
                owed.kind(),
                owed.event(),
                code,
                seq,
                personId,
                code,
                null,
                lane,
                DeliveryPlan.priority(owed.kind(), owed.event(), false),
                BigDecimal.ZERO,
                exclusion == null
                    ? new NewDelivery.Start.Planned()
                    : new NewDelivery.Start.Excluded(exclusion),
                observedAt,
                owed.validUntil()));
  }

  /** Sees to what was planned before. Call it once the deliveries are written. */
  void finish(CancelledAfterFinal cases) {
    Deliveries deliveries = new Deliveries(database, source);
    exclude(deliveries, cancelled, type -> !type.outlivesCancellation(), ExclusionReason.CANCELLED);
    exclude(
        deliveries, restored(), type -> type == EventType.CANCELLED, ExclusionReason.SUPERSEDED);
    if (!changed.isEmpty()) {
      deliveries.supersede(
          Selection.where(
                  "d.source = ? and d.order_code = any (?) and d.kind = 'ORDER'",
                  source,
                  turned.keySet().toArray(String[]::new))
              .standing(DeliveryStatus.PLANNED, DeliveryStatus.WAITING, DeliveryStatus.READY));
      cases.check(changed);
    }
  }

  /** Events of these types that were not sent yet. */
  private void exclude(
      Deliveries deliveries,
      Collection<String> orderCodes,
      Predicate<EventType> which,
      ExclusionReason why) {
    if (!orderCodes.isEmpty()) {
      deliveries.exclude(
          Selection.where(
                  "d.source = ? and d.order_code = any (?) and d.kind = 'EVENT'"
                      + " and d.event_type = any (?)",
                  source,
                  orderCodes.toArray(String[]::new),
                  Arrays.stream(EventType.values())
                      .filter(which)
                      .map(EventType::name)
                      .toArray(String[]::new))
              .standing(
                  DeliveryStatus.PLANNED,
                  DeliveryStatus.WAITING,
                  DeliveryStatus.READY,
                  DeliveryStatus.HELD),
          Exclusion.of(why));
    }
  }
}
