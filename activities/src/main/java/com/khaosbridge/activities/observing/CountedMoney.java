package com.khaosbridge.activities.observing;

import com.khaosbridge.activities.credits.CreditLine;
import com.khaosbridge.activities.credits.CreditNote;
import com.khaosbridge.activities.credits.InvoicedLines;
import com.khaosbridge.activities.khaos.records.SalesOrder;
import com.khaosbridge.activities.ledger.books.OrderDetail;
import com.khaosbridge.activities.money.MoneyTerms;
import com.khaosbridge.workflows.delivery.OrderLine;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The money of the ERP's documents on the site's terms: in the account's currency, and only what
 * counts.
 */
public final class CountedMoney {
  private final MoneyTerms terms;

  public CountedMoney(MoneyTerms terms) {
    this.terms = terms;
  }

  /** An order. Without a rate of its currency its amounts stay as they are, and count nothing. */
  public OrderDetail detail(SalesOrder order) {
    @Nullable BigDecimal rate = terms.rate(order.currency(), order.businessDate()).orElse(null);
    BigDecimal factor = rate == null ? BigDecimal.ONE : rate;
    return new OrderDetail(
        order.urn(),
        order.placedAt(),
        order.businessDate(),
        order.currency(),
        order.brand(),
        order.salesSource(),
        order.website(),
        order.lines().stream().map(line -> counted(line, factor)).toList(),
        order.deliveryExVat().multiply(factor),
        order.deliveryIncVat().multiply(factor),
        new OrderDetail.Terms(
            terms.currency(), rate, terms.deliveryCounts(), terms.ownOrderNumber()));
  }

  /** An invoice of which a reporting copy gives the lines. */
  InvoicedLines invoice(InvoicedLines invoice, BigDecimal rate) {
    return new InvoicedLines(
        invoice.lines().stream().map(line -> counted(line, rate)).toList(),
        invoice.deliveryExVat().multiply(rate),
        invoice.deliveryIncVat().multiply(rate),
        terms.deliveryCounts());
  }

  private OrderLine counted(OrderLine line, BigDecimal rate) {
    return line.at(rate).counting(terms.isRevenue(line.sku()));
  }

  /** What counts of a credit note; empty if there is no rate of its currency on its date. */
  public Optional<CreditNote> note(CreditNote note) {
    return terms.rate(note.currency(), note.businessDate()).map(rate -> counted(note, rate));
  }

  private CreditNote counted(CreditNote note, BigDecimal rate) {
    List<CreditLine> lines =
        note.lines().stream().filter(this::counts).map(line -> line.at(rate)).toList();
    return new CreditNote(
        note.creditId(),
        note.creditCode(),
        note.companyId(),
        note.orderCode(),
        note.issuedAt(),
        note.businessDate(),
        terms.currency(),
        note.reason(),
        lines,
        note.changedAt());
  }

  private boolean counts(CreditLine line) {
    return line.delivery() ? terms.deliveryCounts() : terms.isRevenue(line.sku());
  }

  /** The account's currency. */
  String currency() {
    return terms.currency();
  }

  /** Changes whenever there may be a rate that was missing. */
  long version() {
    return terms.rates().version();
  }
}
