package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.BindingOptOuts;
import com.khaosbridge.activities.ledger.outbox.PendingSignals;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Plans that an opt-out at one contact is made true where it binds besides: of who has the address
 * by now at which it was made, and, if it is so set, at the other destinations.
 */
public final class OptOutSharing {
  private final LedgerDatabase database;
  private final String source;
  private final List<DestinationScope> scopes;
  private final boolean amongDestinations;
  private final BindingOptOuts binding;
  private final Persons persons;

  /**
   * @param scopes the destinations of one brand
   * @param amongDestinations whether opt-outs are shared among them
   */
  public OptOutSharing(
      LedgerDatabase database,
      String source,
      List<DestinationScope> scopes,
      boolean amongDestinations) {
    this.database = database;
    this.source = source;
    this.scopes = List.copyOf(scopes);
    this.amongDestinations = amongDestinations;
    this.binding = new BindingOptOuts(database, source);
    this.persons = new Persons(database, source);
  }

  /** Does so for what does not bind yet; each opt-out is planned once wherever it binds. */
  public void share(Instant businessNow) {
    database.inTransaction(
        () -> {
          database.recordAlone(source);
          List<String> names = scopes.stream().map(DestinationScope::name).toList();
          Map<String, Set<String>> others = amongDestinations ? binding.share(names) : Map.of();
          Map<String, Set<String>> atTheirAddress = binding.follow(names, amongDestinations);
          for (DestinationScope scope : scopes) {
            Set<String> bound = new TreeSet<>(others.getOrDefault(scope.name(), Set.of()));
            bound.addAll(atTheirAddress.getOrDefault(scope.name(), Set.of()));
            plan(scope, bound, businessNow);
          }
        });
  }

  private void plan(DestinationScope scope, Set<String> bound, Instant at) {
    if (bound.isEmpty()) {
      return;
    }
    PersonDeliveries plan = new PersonDeliveries(database, source, List.of(scope), at, Lane.LIVE);
    persons.known(bound).values().forEach(person -> plan.owe(person, false, true));
    new PendingSignals(database, source).add(PendingSignals.Kind.PERSON_CHANGED, plan.write());
  }
}
