package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.credits.InvoicedLines;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.Deliveries;
import com.khaosbridge.activities.ledger.outbox.DeliveryMoney;
import com.khaosbridge.activities.ledger.outbox.Selection;
import com.khaosbridge.activities.ledger.outbox.StatusSql;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.Lane;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Orders of several invoices that are held because nobody knew which line belongs to which: once
 * that is known of all final ones, they go on. Call each within a transaction.
 */
final class LinesFound {
  private static final String TYPE = CaseType.SEVERAL_INVOICES.name();

  private final LedgerDatabase database;
  private final String source;

  LinesFound(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  /** Orders that are held for their lines, with their rates; some of them if there are more. */
  Map<String, BigDecimal> wanted(int limit) {
    Map<String, BigDecimal> wanted = new HashMap<>();
    // At random, so that those that nobody ever knows don't keep the others from being asked for.
    database
        .sql()
        .sql(
            """
            with held as materialized (
              select distinct d.order_code from delivery d
              where d.source = ? and d.status %s and d.case_id in (
                select c.id from bridge_case c where c.source = ? and c.type = ?))
            select o.order_code, o.rate from held h
            join sales_order o on o.source = ? and o.order_code = h.order_code
            where o.rate is not null
            order by random() limit ?
            """
                .formatted(StatusSql.HELD))
        .params(source, source, TYPE, source, limit)
        .query(
            row -> {
              wanted.put(row.getString("order_code"), row.getBigDecimal("rate"));
            });
    return wanted;
  }

  /** Those of these orders of which something is held for its lines. */
  Set<String> heldAmong(Collection<String> orders) {
    return Set.copyOf(
        database
            .sql()
            .sql(
                """
                select distinct d.order_code from delivery d join bridge_case c on c.id = d.case_id
                where d.source = ? and d.order_code = any (?) and d.status %s and c.type = ?
                """
                    .formatted(StatusSql.HELD))
            .params(source, orders.toArray(String[]::new), TYPE)
            .query(String.class)
            .list());
  }

  /**
   * Gives final invoices their lines.
   *
   * @param lines by order and invoice
   * @return the orders that go on
   */
  Set<String> complete(Map<String, Map<String, InvoicedLines>> lines, Lane lane) {
    Set<String> complete = new HashSet<>();
    Map<String, Map<String, FinalInvoice>> booked = finalInvoices(lines.keySet());
    booked.forEach(
        (order, invoices) -> {
          Map<String, InvoicedLines> found = lines.getOrDefault(order, Map.of());
          if (invoices.values().stream().allMatch(invoice -> invoice.agrees(found))) {
            invoices.keySet().forEach(id -> book(id, Objects.requireNonNull(found.get(id))));
            complete.add(order);
          }
        });
    goOn(complete, lane);
    return complete;
  }

  /**
   * Lets orders go on that turn out to have one invoice, which is booked with what it comes to.
   *
   * @return the orders that go on
   */
  Set<String> onlyOne(Set<String> orders, Lane lane) {
    Set<String> known = new HashSet<>();
    finalInvoices(orders)
        .forEach(
            (order, invoices) -> {
              FinalInvoice only = invoices.values().iterator().next();
              BigDecimal exVat = only.exVat();
              if (invoices.size() == 1 && exVat != null) {
                count(only.id(), exVat);
                known.add(order);
              }
            });
    goOn(known, lane);
    return known;
  }

  private record FinalInvoice(String id, @Nullable BigDecimal exVat) {
    boolean agrees(Map<String, InvoicedLines> found) {
      InvoicedLines lines = found.get(id);
      return lines != null && (exVat == null || exVat.compareTo(lines.exVat()) == 0);
    }
  }

  private Map<String, Map<String, FinalInvoice>> finalInvoices(Collection<String> orders) {
    Map<String, Map<String, FinalInvoice>> invoices = new HashMap<>();
    database
        .sql()
        .sql(
            "select order_code, invoice_id, total_ex_vat from invoice where source = ? and order_code"
                + " = any (?) and finalised_at is not null")
        .params(source, orders.toArray(String[]::new))
        .query(
            row -> {
              FinalInvoice invoice =
                  new FinalInvoice(row.getString("invoice_id"), row.getBigDecimal("total_ex_vat"));
              invoices
                  .computeIfAbsent(row.getString("order_code"), none -> new HashMap<>())
                  .put(invoice.id(), invoice);
            });
    return invoices;
  }

  private void book(String invoiceId, InvoicedLines lines) {
    database
        .batches()
        .update(
            "update invoice set goods_ex_vat = ?, delivery_ex_vat = ?, delivery_inc_vat = ?,"
                + " total_ex_vat = ?, lines = ?::jsonb, own_lines = true"
                + " where source = ? and invoice_id = ? and total_ex_vat is null",
            lines.goodsExVat(),
            lines.deliveryExVat(),
            lines.deliveryIncVat(),
            lines.exVat(),
            LinesJson.write(lines.lines()),
            source,
            invoiceId);
    count(invoiceId, lines.exVat());
  }

  private void count(String invoiceId, BigDecimal exVat) {
    DeliveryMoney money = new DeliveryMoney(database);
    // Once it is known, a newer delivery may have taken over what one was about.
    database
        .sql()
        .sql(
            "update observation set ex_vat = ? where source = ? and change = 'INVOICE_FINALISED' and"
                + " business_key = ? and ex_vat is null returning seq")
        .params(exVat, source, invoiceId)
        .query(Long.class)
        .list()
        .forEach(seq -> money.completeMoney(seq, exVat));
  }

  private void goOn(Set<String> orders, Lane lane) {
    String[] codes = orders.toArray(String[]::new);
    Selection held =
        Selection.where(
            "d.source = ? and d.order_code = any (?) and d.case_id in (select c.id from bridge_case"
                + " c where c.source = d.source and c.type = ?)",
            source,
            codes,
            TYPE);
    new Deliveries(database, source).goOn(held, lane);
    // Of what was told rightly before, a case may hold nothing.
    database
        .batches()
        .update(
            "update bridge_case c set closed_at = now() where c.source = ? and c.type = ? and"
                + " c.closed_at is null and c.cause = any (?) and not exists (select 1 from"
                + " delivery d where d.case_id = c.id)",
            source,
            TYPE,
            orders.stream().map(FurtherInvoices::cause).toArray(String[]::new));
  }
}
