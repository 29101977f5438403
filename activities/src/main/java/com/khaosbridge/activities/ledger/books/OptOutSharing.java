package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.PendingSignals;
import com.khaosbridge.activities.ledger.outbox.SharedOptOuts;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Plans that whoever opted out at one destination is opted out at the others. */
public final class OptOutSharing {
  private final LedgerDatabase database;
  private final String source;
  private final List<DestinationScope> scopes;
  private final SharedOptOuts shared;
  private final Persons persons;

  /**
   * @param scopes the destinations of one brand
   */
  public OptOutSharing(LedgerDatabase database, String source, List<DestinationScope> scopes) {
    this.database = database;
    this.source = source;
    this.scopes = List.copyOf(scopes);
    this.shared = new SharedOptOuts(database, source);
    this.persons = new Persons(database, source);
  }

  /** Shares what is not shared yet; each opt-out is planned once at each of the others. */
  public void share(Instant businessNow) {
    database.inTransaction(
        () -> {
          database.recordAlone(source);
          Map<String, Set<String>> bound =
              shared.share(scopes.stream().map(DestinationScope::name).toList());
          for (DestinationScope scope : scopes) {
            plan(scope, bound.getOrDefault(scope.name(), Set.of()), businessNow);
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
