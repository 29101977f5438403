package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.Deliveries;
import com.khaosbridge.activities.ledger.outbox.DeliveryMoney;
import com.khaosbridge.activities.ledger.outbox.NewDelivery;
import com.khaosbridge.activities.ledger.outbox.Selection;
import com.khaosbridge.activities.ledger.outbox.StatusSql;
import com.khaosbridge.activities.ledger.persons.Owner;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Lane;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries held because nobody knew whose order it was: its record could not be read, or its
 * customer was not there. They go on, with what was missing, once it is there.
 */
final class HeldOrders {
  private final LedgerDatabase database;
  private final String source;
  private final Deliveries deliveries;
  private final DeliveryMoney money;
  private final Lane lane;
  private final Map<String, List<Ownerless>> byOrder = new HashMap<>();

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
            select id, seq, destination, kind, order_code, invoice_id from delivery
            where source = ? and order_code = any (?) and status %s and person_id is null
            order by id for update
            """
                .formatted(StatusSql.HELD))
        .params(source, orderCodes.toArray(String[]::new))
        .query(
            row -> {
              byOrder
                  .computeIfAbsent(row.getString("order_code"), code -> new ArrayList<>())
                  .add(
                      new Ownerless(
                          row.getLong("id"),
                          row.getLong("seq"),
                          row.getString("destination"),
                          DeliveryKind.valueOf(row.getString("kind")),
                          row.getString("invoice_id")));
            });
  }

  private record Ownerless(
      long id, long seq, String destination, DeliveryKind kind, @Nullable String invoiceId) {}

  /**
   * Decides anew on what is held of this order, if its record and its customer are there now.
   *
   * @return whether anything goes on
   */
  boolean goOn(OrderDeliveries plan, OrderDeliveries.Subject subject) {
    List<Ownerless> held = byOrder.getOrDefault(subject.facts().orderCode(), List.of());
    if (held.isEmpty() || !subject.ownerKnown()) {
      return false;
    }
    for (Ownerless delivery : held) {
      BigDecimal exVat = delivery.invoiceId() == null ? null : amount(subject, delivery);
      complete(delivery, subject, exVat);
      start(delivery, plan.startOf(delivery.destination(), subject, delivery.kind()));
    }
    return true;
  }

  private static @Nullable BigDecimal amount(OrderDeliveries.Subject subject, Ownerless delivery) {
    return subject.facts().invoices().stream()
        .filter(InvoiceFacts::finalised)
        .filter(invoice -> invoice.invoiceId().equals(delivery.invoiceId()))
        .findFirst()
        .map(subject::exVat)
        .orElse(null);
  }

  private void complete(
      Ownerless delivery, OrderDeliveries.Subject subject, @Nullable BigDecimal exVat) {
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

  private void start(Ownerless delivery, NewDelivery.Start start) {
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
