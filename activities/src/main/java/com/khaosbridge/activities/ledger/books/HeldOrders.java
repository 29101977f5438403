package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.Deliveries;
import com.khaosbridge.activities.ledger.outbox.DeliveryMoney;
import com.khaosbridge.activities.ledger.outbox.NewDelivery;
import com.khaosbridge.activities.ledger.outbox.Selection;
import com.khaosbridge.activities.ledger.outbox.StatusSql;
import com.khaosbridge.activities.ledger.persons.Owner;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.Lane;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries held because nobody knew whose order it was, as its record could not be read or its
 * customer was not there, or what it comes to, for want of a rate of exchange. They go on, with
 * what was missing, once it is there.
 */
final class HeldOrders {
  private final LedgerDatabase database;
  private final String source;
  private final Deliveries deliveries;
  private final DeliveryMoney money;
  private final Lane lane;
  private final Map<String, List<Waiting>> byOrder = new HashMap<>();

  /**
   * Reads what is held of these orders.
   *
   * @param lane the lane of the look that may free them; a live look makes live work of them
   */
  HeldOrders(LedgerDatabase database, String source, Lane lane, Collection<String> orderCodes) {
    this.database = database;
    this.source = source;
    this.deliveries = new Deliveries(database, source);
    this.money = new DeliveryMoney(database);
    this.lane = lane;
    database
        .sql()
        .sql(
            """
            select d.id, d.seq, d.destination, d.kind, d.event_type, d.order_code, d.invoice_id,
              c.type = ? as no_rate
            from delivery d left join bridge_case c on c.id = d.case_id
            where d.source = ? and d.order_code = any (?) and d.status %s
              and (d.person_id is null or c.type = ?)
            order by d.id for update of d
            """
                .formatted(StatusSql.HELD))
        .params(
            CaseType.NO_RATE.name(),
            source,
            orderCodes.toArray(String[]::new),
            CaseType.NO_RATE.name())
        .query(
            row -> {
              byOrder
                  .computeIfAbsent(row.getString("order_code"), code -> new ArrayList<>())
                  .add(
                      new Waiting(
                          row.getLong("id"),
                          row.getLong("seq"),
                          row.getString("destination"),
                          DeliveryKind.valueOf(row.getString("kind")),
                          event(row.getString("event_type")),
                          row.getString("invoice_id"),
                          row.getBoolean("no_rate")));
            });
  }

  private static @Nullable EventType event(@Nullable String name) {
    return name == null ? null : EventType.valueOf(name);
  }

  private record Waiting(
      long id,
      long seq,
      String destination,
      DeliveryKind kind,
      @Nullable EventType event,
      @Nullable String invoiceId,
      boolean noRate) {
    /** Whether what it waits for is there, as far as this order shows. */
    boolean mayGoOn(OrderDeliveries.Subject subject) {
      OrderDetail detail = subject.sight().detail();
      return subject.ownerKnown() && (!noRate || (detail != null && detail.hasRate()));
    }
  }

  /**
   * Decides anew on what is held of this order, if what it waits for is there now.
   *
   * @return whether anything goes on
   */
  boolean goOn(OrderDeliveries plan, OrderDeliveries.Subject subject) {
    List<Waiting> held =
        byOrder.getOrDefault(subject.facts().orderCode(), List.of()).stream()
            .filter(delivery -> delivery.mayGoOn(subject))
            .toList();
    for (Waiting delivery : held) {
      BigDecimal exVat = delivery.invoiceId() == null ? null : amount(subject, delivery);
      complete(delivery, subject, exVat);
      start(
          delivery,
          plan.startOf(delivery.destination(), subject, delivery.kind(), delivery.event()));
    }
    return !held.isEmpty();
  }

  private static @Nullable BigDecimal amount(OrderDeliveries.Subject subject, Waiting delivery) {
    return subject.facts().invoices().stream()
        .filter(InvoiceFacts::finalised)
        .filter(invoice -> invoice.invoiceId().equals(delivery.invoiceId()))
        .findFirst()
        .map(subject::exVat)
        .orElse(null);
  }

  private void complete(
      Waiting delivery, OrderDeliveries.Subject subject, @Nullable BigDecimal exVat) {
    Owner owner = subject.owner();
    String personId = owner == null ? null : owner.personId();
    money.complete(delivery.id(), personId, exVat);
    if (!subject.guest()) {
      // Also of what a person excluded meanwhile: its money counts.
      money.completeMoney(delivery.seq(), exVat);
    }
    database
        .batches()
        .update(
            "update observation set person_id = ?, guest = ?,"
                + " ex_vat = case when change = 'INVOICE_FINALISED' then coalesce(ex_vat, ?) end"
                + " where seq = ? and source = ?",
            personId,
            subject.guest(),
            exVat,
            delivery.seq(),
            source);
  }

  private void start(Waiting delivery, NewDelivery.Start start) {
    Selection it = Selection.of(delivery.id());
    if (start instanceof NewDelivery.Start.Excluded excluded) {
      deliveries.exclude(it, excluded.exclusion());
    } else if (start instanceof NewDelivery.Start.Held held) {
      deliveries.hold(it, held.caseId());
    } else {
      deliveries.goOn(it, lane);
    }
  }
}
