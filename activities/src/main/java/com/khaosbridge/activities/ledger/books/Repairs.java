package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.Deliveries;
import com.khaosbridge.activities.ledger.outbox.NewDelivery;
import com.khaosbridge.activities.ledger.outbox.PendingSignals;
import com.khaosbridge.activities.ledger.outbox.Selection;
import com.khaosbridge.activities.ledger.persons.Person;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.decision.DeliveryPlan;
import com.khaosbridge.workflows.delivery.Change;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.reconciliation.Difference;
import com.khaosbridge.workflows.reconciliation.DifferenceClass;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    planRecords(scope, orders, metrics, at);
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

  private void planRecords(
      DestinationScope scope, Set<String> orders, Set<String> metrics, Instant at) {
    Map<String, String> owners = new CreditParts(database, source).personsOf(orders);
    Observations observations = new Observations(database, source, List.of(scope));
    owners.forEach(
        (order, person) -> add(observations, Change.ORDER_DRIFTED, order, person, order, at));
    for (Person person : persons.known(metrics).values()) {
      add(observations, Change.METRICS_CHANGED, person.id(), person.id(), null, at);
    }
    observations.write();
    new Deliveries(database, source)
        .supersede(
            Selection.where(
                    """
                    d.destination = ? and d.source = ? and d.kind in ('ORDER', 'METRICS')
                      and d.business_key = any (?)
                    """,
                    scope.name(),
                    source,
                    both(owners.keySet(), metrics).toArray(String[]::new))
                .standing(
                    DeliveryStatus.PLANNED,
                    DeliveryStatus.WAITING,
                    DeliveryStatus.READY,
                    DeliveryStatus.HELD));
    tell(PendingSignals.Kind.ORDER_CHANGED, owners.keySet());
    tell(PendingSignals.Kind.PERSON_CHANGED, metrics);
  }

  private static void add(
      Observations observations,
      Change change,
      String key,
      String personId,
      @Nullable String orderCode,
      Instant at) {
    observations.add(
        new Occurrence(change, key, personId, orderCode, at, at, Lane.LIVE, false, null),
        (seq, scope, owed) ->
            new NewDelivery(
                scope.name(),
                owed.kind(),
                null,
                key,
                seq,
                personId,
                orderCode,
                null,
                Lane.LIVE,
                DeliveryPlan.priority(owed.kind(), null, false),
                null,
                new NewDelivery.Start.Planned(),
                at,
                null));
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

  private static Set<String> both(Collection<String> some, Collection<String> others) {
    Set<String> both = new TreeSet<>(some);
    both.addAll(others);
    return both;
  }

  private void tell(PendingSignals.Kind kind, Collection<String> keys) {
    new PendingSignals(database, source).add(kind, keys);
  }
}
