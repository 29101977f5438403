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
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.Lane;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

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
    database.recordAlone(source);
    List<String> codes = sights.stream().map(sight -> sight.facts().orderCode()).toList();
    Map<String, Owner> owners = ownersOf(sights);
    OrderRound round =
        new OrderRound(database, source, scopes, times, cases, codes, owners, observedAt, lane);
    sights.forEach(round::see);
    OrderNews news = round.write(cancelledAfterFinal);
    Set<String> wanted = contactsOwedAgain(news.orders(), owners.values(), observedAt, lane);
    if (lane == Lane.LIVE) {
      signals.add(PendingSignals.Kind.PERSON_CHANGED, wanted);
      signals.add(PendingSignals.Kind.PERSON_CHANGED, contactsWantedNow(news.orders()));
      news.tell(signals);
      lives.schedule(news.orders());
    }
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
          database.recordAlone(source);
          Set<String> complete = new LinesFound(database, source).complete(lines, Lane.LIVE);
          signals.add(PendingSignals.Kind.ORDER_CHANGED, complete);
          return complete.size();
        });
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
