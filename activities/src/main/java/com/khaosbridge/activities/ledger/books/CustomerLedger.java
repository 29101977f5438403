package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.UnreadableRecord;
import com.khaosbridge.activities.ledger.outbox.MassFlipLimit;
import com.khaosbridge.activities.ledger.outbox.MassFlips;
import com.khaosbridge.activities.ledger.outbox.PendingSignals;
import com.khaosbridge.activities.ledger.persons.Customer;
import com.khaosbridge.activities.ledger.persons.Person;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the ledger knows of customers, and what follows for their persons when they change. A
 * customer's change alone is owed to nobody: only what changes the person is.
 */
public final class CustomerLedger {
  private final LedgerDatabase database;
  private final String source;
  private final List<DestinationScope> scopes;
  private final Persons persons;
  private final PendingSignals signals;
  private final SharedAddresses sharedAddresses;
  private final JoinedPersons joins;
  private final VanishedCustomers vanished;
  private final ErasedPersons erased;
  private final MassFlips flips;
  private final MassFlipLimit flipLimit;

  /**
   * @param flipLimit how many customers may change their consent at once
   */
  public CustomerLedger(
      LedgerDatabase database,
      String source,
      List<DestinationScope> scopes,
      MassFlipLimit flipLimit) {
    this.database = database;
    this.source = source;
    this.scopes = List.copyOf(scopes);
    this.persons = new Persons(database, source);
    this.signals = new PendingSignals(database, source);
    this.sharedAddresses = new SharedAddresses(database, source);
    this.joins = new JoinedPersons(database, source, scopes);
    this.vanished = new VanishedCustomers(database, source, scopes);
    this.erased = new ErasedPersons(database, source, scopes);
    this.flips = new MassFlips(database, source);
    this.flipLimit = flipLimit;
  }

  /**
   * Records customers as just read from the ERP. What changed of their persons becomes deliveries;
   * what did not change leaves no trace.
   *
   * @return how many customers were new or changed
   */
  public int record(Collection<CustomerFacts> customers, Look look, Lane lane) {
    return database.inTransaction(() -> recordAll(customers, look, lane));
  }

  /**
   * Begins a look at customers, which is to be read after that.
   *
   * @param at business time
   */
  public Look look(Instant at) {
    return new Look(at, database.now(), null);
  }

  /** Lets a person look at customers that the ERP listed, but did not give. */
  public void notGiven(Collection<UnreadableRecord> listed) {
    vanished.notGiven(listed);
  }

  private int recordAll(Collection<CustomerFacts> customers, Look look, Lane lane) {
    Instant observedAt = look.at();
    database.recordAlone(source);
    erased.carryOut(observedAt);
    Map<String, CustomerFacts> byId = erased.withoutForgotten(customers);
    Known known = known(byId);
    Map<String, Person> now = new HashMap<>(known.persons());
    Set<String> touched = new TreeSet<>();
    CustomerRows rows = new CustomerRows(database, source, look);
    Set<String> changed = new TreeSet<>();
    for (CustomerFacts facts : byId.values()) {
      Customer before = known.customers().get(facts.companyId());
      if (before != null && isUnchanged(before, facts)) {
        rows.unchanged(before);
        continue;
      }
      changed.add(facts.companyId());
      String personId = Objects.requireNonNull(known.personIds().get(facts.companyId()));
      Customer stood = before == null || before.vanished() ? null : before;
      Customer after = facts.of(personId, look, stood);
      rows.add(facts, after, stood);
      now.merge(personId, new Person(personId, List.of(after)), (p, its) -> p.with(after));
      touched.add(personId);
    }
    rows.write();
    PersonDeliveries plan = new PersonDeliveries(database, source, scopes, observedAt, lane);
    for (String id : touched) {
      plan.changed(known.persons().get(id), Objects.requireNonNull(now.get(id)));
    }
    Set<String> owed = new TreeSet<>(plan.write());
    for (String id : touched) {
      vanished.found(known.persons().get(id), Objects.requireNonNull(now.get(id)));
    }
    if (changed.isEmpty()) {
      return 0;
    }
    owed.addAll(oweConsentOfAll(sharedAddresses.settle(changed, observedAt), observedAt, lane));
    if (lane == Lane.LIVE) {
      signals.add(PendingSignals.Kind.PERSON_CHANGED, owed);
    }
    joins.joinDue(observedAt);
    flips.look(flipLimit);
    return changed.size();
  }

  /** One who shares an address may have opted out at it. */
  private Set<String> oweConsentOfAll(Set<String> personIds, Instant observedAt, Lane lane) {
    if (personIds.isEmpty()) {
      return Set.of();
    }
    PersonDeliveries plan = new PersonDeliveries(database, source, scopes, observedAt, lane);
    new TreeMap<>(persons.known(personIds)).values().forEach(each -> plan.owe(each, false, true));
    return plan.write();
  }

  /**
   * Forgets those who asked for it since the last time, and joins persons that turned out to be one
   * and could not be joined before, since a call about one of them was under way.
   *
   * @param at business time
   */
  public void joinDue(Instant at) {
    erased.carryOut(at);
    joins.joinDue(at);
  }

  private static boolean isUnchanged(Customer before, CustomerFacts facts) {
    return !before.vanished()
        && Arrays.equals(before.profileHash(), facts.profileHash())
        && before.erased() == facts.erased()
        && before.consent() == facts.consent()
        && before.consentRaw().equals(facts.consentRaw());
  }

  /**
   * What the ledger knew before.
   *
   * @param persons by person id
   * @param customers by COMPANY_ID
   * @param personIds by COMPANY_ID, also of customers that are new
   */
  private record Known(
      Map<String, Person> persons,
      Map<String, Customer> customers,
      Map<String, String> personIds) {}

  private Known known(Map<String, CustomerFacts> read) {
    Set<String> companyIds = read.keySet();
    Map<String, Person> byId = new HashMap<>(persons.ofCustomers(companyIds));
    Map<String, Customer> customers = new HashMap<>();
    byId.values().forEach(p -> p.customers().forEach(c -> customers.put(c.companyId(), c)));
    Map<String, String> personIds = new HashMap<>();
    customers.forEach((id, customer) -> personIds.put(id, customer.personId()));
    List<String> strangers = companyIds.stream().filter(id -> !customers.containsKey(id)).toList();
    if (!strangers.isEmpty()) {
      // A new customer is a person of its own, unless its id was made an alias before, or somebody
      // has its address.
      personIds.putAll(persons.resolve(strangers));
      List<CustomerFacts> newcomers =
          strangers.stream()
              .filter(id -> id.equals(personIds.get(id)))
              .map(id -> Objects.requireNonNull(read.get(id)))
              .toList();
      personIds.putAll(sharedAddresses.personsOf(newcomers, read));
      List<String> theirs = strangers.stream().map(personIds::get).distinct().toList();
      persons.known(theirs).values().forEach(person -> byId.put(person.id(), person));
    }
    return new Known(byId, customers, personIds);
  }

  /** URNs among these that the ledger does not know. */
  public List<String> unknown(Collection<String> urns) {
    return persons.unknown(urns);
  }
}
