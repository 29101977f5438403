package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.PendingSignals;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.reconciliation.Difference;
import com.khaosbridge.workflows.reconciliation.DifferenceClass;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Plans anew what would end differences that a reconciliation found, where what we write is ours:
 * contacts, consents, order records and metrics. The bridge sends it like all else.
 */
public final class Repairs {
  private final LedgerDatabase database;
  private final String source;
  private final List<DestinationScope> scopes;
  private final Persons persons;

  public Repairs(LedgerDatabase database, String source, List<DestinationScope> scopes) {
    this.database = database;
    this.source = source;
    this.scopes = List.copyOf(scopes);
    this.persons = new Persons(database, source);
  }

  /**
   * Plans the repairs of what can be repaired at destinations; nothing here repairs the ledger.
   *
   * @return how many differences that was
   */
  public long plan(List<Difference> differences, Instant businessNow) {
    Set<String> names = scopes.stream().map(DestinationScope::name).collect(Collectors.toSet());
    List<Difference> ours =
        differences.stream()
            .filter(one -> one.repairable() && names.contains(one.destination()))
            .toList();
    database.inTransaction(
        () -> {
          database.recordAlone(source);
          for (DestinationScope scope : scopes) {
            plan(
                scope,
                ours.stream().filter(one -> one.destination().equals(scope.name())).toList(),
                businessNow);
          }
        });
    return ours.size();
  }

  private void plan(DestinationScope scope, List<Difference> differences, Instant at) {
    if (differences.isEmpty()) {
      return;
    }
    Set<String> gone = persons(differences, DifferenceClass.MISSING);
    Set<String> profiles = persons(differences, DifferenceClass.OTHER_PROFILE);
    profiles.addAll(persons(differences, DifferenceClass.OTHER_OWNER));
    Set<String> consents = persons(differences, DifferenceClass.CONSENT_DRIFT);
    Set<String> metrics = persons(differences, DifferenceClass.STALE_METRIC);
    // Whatever belonged to a contact went with it.
    profiles.addAll(gone);
    consents.addAll(gone);
    metrics.addAll(gone);
    Set<String> orders =
        differences.stream()
            .map(Difference::order)
            .flatMap(Stream::ofNullable)
            .collect(Collectors.toCollection(TreeSet::new));
    orders.addAll(ordersOf(gone));
    forget(scope, gone, consents);
    planPersons(scope, profiles, consents, at);
    new RecordsAnew(database, source).plan(scope, orders, metrics, at);
  }

  private static Set<String> persons(List<Difference> differences, DifferenceClass type) {
    Set<String> persons = new TreeSet<>();
    for (Difference one : differences) {
      String person = one.person();
      if (one.type() == type && one.order() == null && person != null) {
        persons.add(person);
      }
    }
    return persons;
  }

  /** What we believed of these contacts is not so. */
  private void forget(DestinationScope scope, Set<String> gone, Set<String> consents) {
    database
        .sql()
        .sql(
            "delete from contact_link where destination = ? and source = ? and person_id = any (?)")
        .params(scope.name(), source, gone.toArray(String[]::new))
        .update();
    database
        .sql()
        .sql(
            """
            update contact_link set consent_written = null, consent_written_at = null
            where destination = ? and source = ? and person_id = any (?)
            """)
        .params(scope.name(), source, consents.toArray(String[]::new))
        .update();
  }

  private void planPersons(
      DestinationScope scope, Set<String> profiles, Set<String> consents, Instant at) {
    Set<String> all = new TreeSet<>(profiles);
    all.addAll(consents);
    PersonDeliveries plan = new PersonDeliveries(database, source, List.of(scope), at, Lane.LIVE);
    persons
        .known(all)
        .forEach((id, person) -> plan.owe(person, profiles.contains(id), consents.contains(id)));
    tell(PendingSignals.Kind.PERSON_CHANGED, plan.write());
  }

  private Set<String> ordersOf(Set<String> personIds) {
    return new TreeSet<>(
        database
            .sql()
            .sql(
                """
                select distinct order_code from delivery where source = ? and person_id = any (?)
                  and kind = ?
                """)
            .params(source, personIds.toArray(String[]::new), DeliveryKind.ORDER.name())
            .query(String.class)
            .list());
  }

  private void tell(PendingSignals.Kind kind, Collection<String> keys) {
    new PendingSignals(database, source).add(kind, keys);
  }
}
