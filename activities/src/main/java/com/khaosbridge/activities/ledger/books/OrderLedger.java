package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.credits.InvoicedLines;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.outbox.Deliveries;
import com.khaosbridge.activities.ledger.outbox.PendingSignals;
import com.khaosbridge.activities.ledger.outbox.Selection;
import com.khaosbridge.activities.ledger.outbox.StatusSql;
import com.khaosbridge.activities.ledger.persons.Owner;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.decision.OrderTimes;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.Lane;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records orders, and what follows when they move on. */
public final class OrderLedger {
  private final LedgerDatabase database;
  private final String source;
  private final List<DestinationScope> scopes;
  private final Persons persons;
  private final PendingSignals signals;
  private final Cases cases;
  private final OrderTimes times;
  private final OrderLives lives;
  private final CancelledAfterFinal cancelledAfterFinal;

  public OrderLedger(
      LedgerDatabase database, String source, List<DestinationScope> scopes, OrderTimes times) {
    this.database = database;
    this.source = source;
    this.scopes = List.copyOf(scopes);
    this.persons = new Persons(database, source);
    this.signals = new PendingSignals(database, source);
    this.cases = new Cases(database, source);
    this.times = times;
    this.lives = new OrderLives(database, source, times);
    this.cancelledAfterFinal = new CancelledAfterFinal(database, source, scopes, lives);
  }

  /**
   * Records orders as just read from the ERP. New facts become deliveries, once each; a stage that
   * moves between finalised stages is no change.
   *
   * @param observedAt business time before the read
   * @return how many orders had something new
   */
  public int record(Collection<ObservedOrder> sights, Instant observedAt, Lane lane) {
    return database.inTransaction(() -> recordAll(sights, observedAt, lane));
  }

  private int recordAll(Collection<ObservedOrder> sights, Instant observedAt, Lane lane) {
    database.oneAtATime(CustomerLedger.recordingOf(source));
    List<String> codes = sights.stream().map(sight -> sight.facts().orderCode()).toList();
    KnownOrders known = new KnownOrders(database, source);
    Map<String, KnownOrders.KnownOrder> orders = known.orders(codes);
    Map<String, KnownOrders.KnownInvoice> invoices = known.invoices(codes);
    Map<String, Owner> owners = ownersOf(sights);
    Observations observations = new Observations(database, source, scopes);
    OrderDeliveries plan =
        new OrderDeliveries(observations, cases, known.announced(codes), observedAt, lane);
    HeldOrders heldOrders = new HeldOrders(database, source, lane, codes);
    OrderRows rows = new OrderRows(database, source, times, observedAt, lane);
    OrderNews news = new OrderNews();
    FurtherInvoices further = new FurtherInvoices(database, source);
    Cancellations cancellations = new Cancellations(database, source, observedAt, lane);
    AmendedOrders amended = new AmendedOrders(database, source, invoices);
    Set<String> left = new HashSet<>();
    LinesFound linesFound = new LinesFound(database, source);
    Set<String> heldForLines = linesFound.heldAmong(codes);
    Set<String> onlyOne = new HashSet<>();
    Map<String, Map<String, InvoicedLines>> lines = new HashMap<>();
    for (ObservedOrder seen : sights) {
      Map<String, KnownOrders.KnownInvoice> gone = amended.see(seen.facts());
      ObservedOrder sight =
          gone.isEmpty() ? withoutContradiction(seen, invoices) : seen.withOthersGone();
      OrderFacts facts = sight.facts();
      if (sight.several()) {
        lines.put(facts.orderCode(), sight.lines());
      } else if (heldForLines.contains(facts.orderCode())) {
        onlyOne.add(facts.orderCode());
      }
      KnownOrders.KnownOrder before = orders.get(facts.orderCode());
      Owner owner = owner(sight, owners);
      OrderDeliveries.Subject subject = new OrderDeliveries.Subject(sight, owner, before != null);
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
      rows.add(sight, owner);
      gone.forEach((id, invoice) -> cancellations.gone(facts.orderCode(), id, invoice));
      int ordinal = gone.size();
      for (InvoiceFacts invoice : facts.invoices()) {
        KnownOrders.KnownInvoice was = invoices.get(invoice.invoiceId());
        boolean finalised = invoice.finalised() && (was == null || was.finalisedAt() == null);
        boolean despatched = invoice.despatched() && (was == null || was.despatchedAt() == null);
        if (was == null && before != null && sight.several()) {
          further.add(sight);
        }
        if (was != null) {
          cancellations.see(facts.orderCode(), invoice, was);
        }
        if (finalised) {
          plan.finalised(subject, invoice);
          news.add(PendingSignals.Kind.ORDER_INVOICED, facts.orderCode());
        }
        if (despatched) {
          plan.despatched(subject, invoice);
          news.add(PendingSignals.Kind.ORDER_DESPATCHED, facts.orderCode());
        }
        rows.add(
            sight,
            invoice,
            ordinal++,
            finalised ? plan.seenAt(subject) : null,
            despatched ? plan.despatchedAt(subject, invoice) : null);
      }
    }
    further.forgetAmounts();
    amended.forgetReplaced();
    rows.write();
    cancellations.plan(observations);
    observations.write();
    cancellations.finish(cancelledAfterFinal);
    further.finish(scopes, cases);
    Stream.concat(
            linesFound.complete(lines, lane).stream(), linesFound.onlyOne(onlyOne, lane).stream())
        .forEach(order -> news.add(PendingSignals.Kind.ORDER_CHANGED, order));
    Set<String> wanted = contactsOwedAgain(news.orders(), owners.values(), observedAt, lane);
    if (lane == Lane.LIVE) {
      signals.add(PendingSignals.Kind.PERSON_CHANGED, wanted);
      signals.add(PendingSignals.Kind.PERSON_CHANGED, contactsWantedNow(news.orders()));
      news.tell(signals);
      lives.schedule(news.orders());
    }
    cases.closeAbout(CaseType.DESPATCH_OVERDUE, PassedDeadlines.ORDER, left);
    return news.orders().size();
  }

  /**
   * Orders that are held until somebody knows their invoices' lines, with their rates of exchange;
   * some if there are more.
   */
  public Map<String, BigDecimal> withoutLines(int limit) {
    return new LinesFound(database, source).wanted(limit);
  }

  /**
   * Gives held orders of several invoices the lines of these. One goes on, as live work, once those
   * of all its final invoices are known.
   *
   * @param lines by order code and invoice id
   * @return how many orders go on
   */
  public int complete(Map<String, Map<String, InvoicedLines>> lines) {
    return database.inTransaction(
        () -> {
          database.oneAtATime(CustomerLedger.recordingOf(source));
          Set<String> complete = new LinesFound(database, source).complete(lines, Lane.LIVE);
          signals.add(PendingSignals.Kind.ORDER_CHANGED, complete);
          return complete.size();
        });
  }

  private static ObservedOrder withoutContradiction(
      ObservedOrder seen, Map<String, KnownOrders.KnownInvoice> known) {
    boolean contradiction = false;
    for (InvoiceFacts invoice : seen.facts().invoices()) {
      KnownOrders.KnownInvoice was = known.get(invoice.invoiceId());
      contradiction |= was != null && was.contradicts(seen.lines().get(invoice.invoiceId()));
    }
    return contradiction ? seen.withoutLines() : seen;
  }

  /** With several parcels, those that have left say nothing of the last. */
  private static boolean nothingWaitsInWarehouse(OrderFacts status) {
    return status.cancelled()
        || (!status.invoices().isEmpty()
            && status.invoices().stream().allMatch(InvoiceFacts::despatched));
  }

  private static boolean enteredWarehouse(
      OrderFacts status, KnownOrders.@Nullable KnownOrder before) {
    return status.invoices().stream().anyMatch(InvoiceFacts::inWarehouse)
        && (before == null || before.inWarehouseSince() == null);
  }

  /** An order makes a person worth a contact that the creation policy had left out. */
  private Set<String> contactsOwedAgain(
      Set<String> changed, Collection<Owner> owners, Instant observedAt, Lane lane) {
    if (changed.isEmpty() || owners.isEmpty() || !mayBeLeftOut(lane)) {
      return Set.of();
    }
    List<String> ids = owners.stream().map(Owner::personId).distinct().toList();
    PersonDeliveries plan = new PersonDeliveries(database, source, scopes, observedAt, lane);
    new CreationPolicy(database, source, scopes)
        .noLongerLeftOut(ids, observedAt)
        .forEach(person -> plan.owe(person, true, true));
    return plan.write();
  }

  private boolean mayBeLeftOut(Lane lane) {
    return lane == Lane.LIVE
        || new BackfillLedger(database, source, scopes).isCreationPolicyApplied();
  }

  /** A live order's contact must not wait for its turn in history. */
  private Set<String> contactsWantedNow(Set<String> orderCodes) {
    Selection ofTheirPersons =
        Selection.where(
            """
            d.source = ? and d.kind in ('CONTACT', 'CONSENT')
              and d.person_id in (select o.person_id from delivery o where o.source = d.source
                and o.order_code = any (?) and o.lane = 'LIVE' and o.status %s)
            """
                .formatted(StatusSql.IN_FLIGHT),
            source,
            orderCodes.toArray(String[]::new));
    return new Deliveries(database, source)
        .hurry(ofTheirPersons).stream()
            .map(contact -> Objects.requireNonNull(contact.personId()))
            .collect(Collectors.toSet());
  }

  private static @Nullable Owner owner(ObservedOrder sight, Map<String, Owner> owners) {
    OrderDetail detail = sight.detail();
    return detail == null || detail.urn() == null ? null : owners.get(detail.urn());
  }

  private Map<String, Owner> ownersOf(Collection<ObservedOrder> sights) {
    List<String> urns = new ArrayList<>();
    for (ObservedOrder sight : sights) {
      OrderDetail detail = sight.detail();
      if (detail != null && detail.urn() != null) {
        urns.add(detail.urn());
      }
    }
    return persons.owners(urns);
  }
}
