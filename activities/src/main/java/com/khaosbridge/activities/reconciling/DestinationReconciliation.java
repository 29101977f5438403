package com.khaosbridge.activities.reconciling;

import com.khaosbridge.activities.destination.ConsentThere;
import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.destination.ReadBack;
import com.khaosbridge.activities.destination.ReadBackException;
import com.khaosbridge.activities.ledger.KeyedHash;
import com.khaosbridge.activities.ledger.outbox.FoundOptOuts;
import com.khaosbridge.activities.ledger.reports.AcceptedSales;
import com.khaosbridge.activities.ledger.reports.Expectations;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.reconciliation.Difference;
import com.khaosbridge.workflows.reconciliation.ExpectedPerson;
import com.khaosbridge.workflows.reconciliation.ReconciliationReport.Side;
import com.khaosbridge.workflows.reconciliation.Standing;
import com.khaosbridge.workflows.reconciliation.Sums;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares one destination with the ledger, and its contacts with the ERP's customers. */
final class DestinationReconciliation {
  private static final int KEY_BYTES = 32;

  private final Expectations expectations;
  private final AcceptedSales accepted;
  private final Profiles profiles;
  private final ExpectedMetrics metrics;
  private final FoundOptOuts consents;

  DestinationReconciliation(
      Expectations expectations,
      AcceptedSales accepted,
      Profiles profiles,
      ExpectedMetrics metrics,
      FoundOptOuts consents) {
    this.consents = consents;
    this.expectations = expectations;
    this.accepted = accepted;
    this.profiles = profiles;
    this.metrics = metrics;
  }

  /**
   * Reads the destination to its end.
   *
   * @throws ReadBackException if it can't be read to its end
   */
  Side compare(Destination destination, Window window) {
    String name = destination.name();
    ReadBack readBack =
        destination
            .readBack(ReadBack.Terms.reading(metrics.fields(name)))
            .orElseThrow(
                () -> new ReadBackException(name, "anything", "it gives nothing to read back"));
    Instant began = expectations.now();
    Map<String, ExpectedPerson> persons = expectations.persons(name);
    OrderComparison orders =
        new OrderComparison(
            name, readBack.ordersReadable() ? expectations.orders(name) : Map.of(), window);
    Map<String, Map<String, Optional<String>>> figures = metrics.byPerson(name);
    figures.keySet().retainAll(expectations.withMetrics(name));
    ContactComparison contacts =
        new ContactComparison(name, persons, expectations.aliases(), figures, newHash());
    readBack.contacts(page -> page.forEach(contacts::see));
    Set<String> unlisted = contacts.unseen();
    if (!unlisted.isEmpty()) {
      readBack.contacts(unlisted, page -> page.forEach(contacts::see));
    }
    contacts.judge();
    profiles.compare(persons, contacts);
    contacts.consents();
    consents.optedOut(name, contacts.optedOutThere(), began);
    if (readBack.ordersReadable()) {
      readBack.orders(page -> page.forEach(orders::see));
      Map<String, String> ours = contacts.ours();
      orders.judge(live(readBack, orders.owners(), ours), ours);
    }
    return side(name, readBack, window, began, persons, contacts, orders);
  }

  /** Owners that are there: ours were read before, the others are asked for. */
  private static Set<String> live(ReadBack readBack, Set<String> owners, Map<String, String> ours) {
    Set<String> live = new HashSet<>(owners);
    Set<String> others = new HashSet<>(owners);
    others.removeAll(ours.keySet());
    if (!others.isEmpty()) {
      live.removeAll(readBack.contacts(others, page -> {}));
    }
    return live;
  }

  private Side side(
      String name,
      ReadBack readBack,
      Window window,
      Instant began,
      Map<String, ExpectedPerson> persons,
      ContactComparison contacts,
      OrderComparison orders) {
    List<String> notes = new ArrayList<>();
    OrderSums sums = orders.sums();
    if (!readBack.ordersReadable()) {
      notes.add("Sales rows can't be read back: the money is only what was accepted.");
      sums = acceptedSums(name, window);
    }
    if (readBack.listing() == ReadBack.Listing.STAMPED) {
      notes.add("Only contacts that carry a person id of ours are listed; native ones are not.");
    }
    if (metrics.fields(name).isEmpty()) {
      notes.add("Metrics were not compared.");
    }
    Expectations.Moved moved = expectations.moved(name, began);
    List<Difference> differences = new ArrayList<>();
    long meanwhile = 0;
    for (List<Difference> some : List.of(contacts.differences(), orders.differences())) {
      for (Difference difference : some) {
        if (hasMoved(difference, moved)) {
          meanwhile++;
        } else {
          differences.add(difference);
        }
      }
    }
    return new Side(
        name,
        notes,
        readBack.ordersReadable(),
        expected(persons).plus(sums.expected()),
        new Sums(
                contacts.there(null),
                contacts.there(ConsentThere.OPTED_IN),
                contacts.there(ConsentThere.OPTED_OUT),
                0,
                Sums.NOTHING.units(),
                Sums.NOTHING.gross(),
                Sums.NOTHING.credits())
            .plus(sums.there()),
        contacts.natives(),
        orders.foreign(),
        contacts.pending() + orders.pending() + meanwhile,
        orders.excluded(),
        sums.days(),
        readBack.ordersReadable() ? sums.persons() : List.of(),
        differences);
  }

  private static boolean hasMoved(Difference difference, Expectations.Moved moved) {
    String order = difference.order();
    return order == null
        ? difference.person() != null && moved.persons().contains(difference.person())
        : moved.orders().contains(order);
  }

  private OrderSums acceptedSums(String name, Window window) {
    OrderSums sums = new OrderSums();
    for (AcceptedSales.Accepted one : accepted.read(name)) {
      if (window.contains(one.businessDate())) {
        sums.expect(one.businessDate(), null, Sums.NOTHING.units(), one.gross(), one.credits());
      }
    }
    return sums;
  }

  private static Sums expected(Map<String, ExpectedPerson> persons) {
    List<ExpectedPerson> linked =
        persons.values().stream()
            .filter(person -> person.contactId() != null)
            .filter(person -> person.contact() == Standing.EXPECTED)
            .toList();
    return new Sums(
        linked.size(),
        linked.stream().filter(person -> person.consent() == Consent.OPTED_IN).count(),
        linked.stream().filter(person -> person.consent() == Consent.OPTED_OUT).count(),
        0,
        Sums.NOTHING.units(),
        Sums.NOTHING.gross(),
        Sums.NOTHING.credits());
  }

  /** The hashes live as long as the comparison, and so does their key. */
  private static KeyedHash newHash() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return new KeyedHash(key);
  }
}
