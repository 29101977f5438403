package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.credits.InvoicedLines;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.outbox.PendingSignals;
import com.khaosbridge.activities.ledger.persons.Owner;
import com.khaosbridge.workflows.decision.OrderTimes;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What follows from some orders that were just read, in one transaction: each is seen once, then
 * all is written.
 */
final class OrderRound {
  private final List<DestinationScope> scopes;
  private final Cases cases;
  private final Lane lane;
  private final Map<String, Owner> owners;
  private final Map<String, KnownOrders.KnownOrder> orders;
  private final Map<String, KnownOrders.KnownInvoice> invoices;
  private final Observations observations;
  private final OrderDeliveries plan;
  private final HeldOrders heldOrders;
  private final OrderRows rows;
  private final FurtherInvoices further;
  private final Cancellations cancellations;
  private final AmendedOrders amended;
  private final LinesFound linesFound;
  private final Set<String> heldForLines;
  private final OrderNews news = new OrderNews();
  private final Set<String> left = new HashSet<>();
  private final Set<String> onlyOne = new HashSet<>();
  private final Map<String, Map<String, InvoicedLines>> lines = new HashMap<>();

  /**
   * @param codes of all orders that will be seen
   * @param owners whose they are, by the code of the customer
   */
  OrderRound(
      LedgerDatabase database,
      String source,
      List<DestinationScope> scopes,
      OrderTimes times,
      Cases cases,
      Collection<String> codes,
      Map<String, Owner> owners,
      Instant observedAt,
      Lane lane) {
    this.scopes = scopes;
    this.cases = cases;
    this.lane = lane;
    this.owners = owners;
    KnownOrders known = new KnownOrders(database, source);
    this.orders = known.orders(codes);
    this.invoices = known.invoices(codes);
    this.observations = new Observations(database, source, scopes);
    this.plan = new OrderDeliveries(observations, cases, known.announced(codes), observedAt, lane);
    this.heldOrders = new HeldOrders(database, source, lane, codes);
    this.rows = new OrderRows(database, source, times, observedAt, lane);
    this.further = new FurtherInvoices(database, source);
    this.cancellations = new Cancellations(database, source, observedAt, lane);
    this.amended = new AmendedOrders(database, source, invoices);
    this.linesFound = new LinesFound(database, source);
    this.heldForLines = linesFound.heldAmong(codes);
  }

  void see(ObservedOrder seen) {
    Map<String, KnownOrders.KnownInvoice> gone = amended.see(seen.facts());
    ObservedOrder sight = gone.isEmpty() ? withoutContradiction(seen) : seen.withOthersGone();
    OrderFacts facts = sight.facts();
    KnownOrders.KnownOrder before = orders.get(facts.orderCode());
    Owner owner = owner(sight);
    OrderDeliveries.Subject subject = new OrderDeliveries.Subject(sight, owner, before != null);
    noteLines(sight);
    seeOrder(subject, before);
    rows.add(sight, owner);
    gone.forEach((id, invoice) -> cancellations.gone(facts.orderCode(), id, invoice));
    int ordinal = gone.size();
    for (InvoiceFacts invoice : facts.invoices()) {
      seeInvoice(subject, invoice, before, ordinal++);
    }
  }

  private ObservedOrder withoutContradiction(ObservedOrder seen) {
    boolean contradiction = false;
    for (InvoiceFacts invoice : seen.facts().invoices()) {
      KnownOrders.KnownInvoice was = invoices.get(invoice.invoiceId());
      contradiction |= was != null && was.contradicts(seen.lines().get(invoice.invoiceId()));
    }
    return contradiction ? seen.withoutLines() : seen;
  }

  private @Nullable Owner owner(ObservedOrder sight) {
    OrderDetail detail = sight.detail();
    return detail == null || detail.urn() == null ? null : owners.get(detail.urn());
  }

  private void noteLines(ObservedOrder sight) {
    String code = sight.facts().orderCode();
    if (sight.several()) {
      lines.put(code, sight.lines());
    } else if (heldForLines.contains(code)) {
      onlyOne.add(code);
    }
  }

  private void seeOrder(OrderDeliveries.Subject subject, KnownOrders.@Nullable KnownOrder before) {
    OrderFacts facts = subject.sight().facts();
    if (before == null || before.receivedAt() == null) {
      plan.received(subject);
      news.add(PendingSignals.Kind.ORDER_RECEIVED, facts.orderCode());
    }
    if (heldOrders.goOn(plan, subject)) {
      news.add(PendingSignals.Kind.ORDER_CHANGED, facts.orderCode());
    }
    if (cancellations.see(facts, before)) {
      if (facts.cancelled()) {
        plan.cancelled(subject);
      }
      news.add(
          facts.cancelled()
              ? PendingSignals.Kind.ORDER_CANCELLED
              : PendingSignals.Kind.ORDER_CHANGED,
          facts.orderCode());
    }
    if (enteredWarehouse(facts, before)) {
      news.add(PendingSignals.Kind.ORDER_CHANGED, facts.orderCode());
    }
    if (nothingWaitsInWarehouse(facts)) {
      left.add(facts.orderCode());
    }
  }

  private void seeInvoice(
      OrderDeliveries.Subject subject,
      InvoiceFacts invoice,
      KnownOrders.@Nullable KnownOrder before,
      int ordinal) {
    ObservedOrder sight = subject.sight();
    String code = sight.facts().orderCode();
    KnownOrders.KnownInvoice was = invoices.get(invoice.invoiceId());
    boolean finalised = invoice.finalised() && (was == null || was.finalisedAt() == null);
    boolean despatched = invoice.despatched() && (was == null || was.despatchedAt() == null);
    if (was == null && before != null && sight.several()) {
      further.add(sight);
    }
    if (was != null) {
      cancellations.see(code, invoice, was);
    }
    if (finalised) {
      plan.finalised(subject, invoice);
      news.add(PendingSignals.Kind.ORDER_INVOICED, code);
    }
    if (despatched) {
      plan.despatched(subject, invoice);
      news.add(PendingSignals.Kind.ORDER_DESPATCHED, code);
    }
    rows.add(
        sight,
        invoice,
        ordinal,
        finalised ? plan.seenAt(subject) : null,
        despatched ? plan.despatchedAt(subject, invoice) : null);
  }

  private static boolean enteredWarehouse(
      OrderFacts status, KnownOrders.@Nullable KnownOrder before) {
    return status.invoices().stream().anyMatch(InvoiceFacts::inWarehouse)
        && (before == null || before.inWarehouseSince() == null);
  }

  /** With several parcels, those that have left say nothing of the last. */
  private static boolean nothingWaitsInWarehouse(OrderFacts status) {
    return status.cancelled()
        || (!status.invoices().isEmpty()
            && status.invoices().stream().allMatch(InvoiceFacts::despatched));
  }

  /** Writes what was seen, and what destinations are owed for it. */
  OrderNews write(CancelledAfterFinal cancelledAfterFinal) {
    further.forgetAmounts();
    amended.forgetReplaced();
    rows.write();
    cancellations.plan(observations);
    observations.write();
    cancellations.finish(cancelledAfterFinal);
    further.finish(scopes, cases);
    for (String order : linesFound.complete(lines, lane)) {
      news.add(PendingSignals.Kind.ORDER_CHANGED, order);
    }
    for (String order : linesFound.onlyOne(onlyOne, lane)) {
      news.add(PendingSignals.Kind.ORDER_CHANGED, order);
    }
    cases.closeAbout(CaseType.DESPATCH_OVERDUE, PassedDeadlines.ORDER, left);
    return news;
  }
}
