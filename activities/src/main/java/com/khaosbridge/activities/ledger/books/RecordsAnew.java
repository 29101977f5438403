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
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Plans order records and metrics that nothing new is known of, since a destination has them
 * otherwise than it should. Call it within a transaction.
 */
final class RecordsAnew {
  private final LedgerDatabase database;
  private final String source;
  private final Persons persons;
  private final PendingSignals signals;

  RecordsAnew(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
    this.persons = new Persons(database, source);
    this.signals = new PendingSignals(database, source);
  }

  /**
   * Plans them at a destination; what of them was not sent yet gives way.
   *
   * @param orders order codes
   * @param metrics person ids
   */
  void plan(DestinationScope scope, Set<String> orders, Set<String> metrics, Instant at) {
    Map<String, String> owners = new CreditParts(database, source).personsOf(orders);
    Observations observations = new Observations(database, source, List.of(scope));
    owners.forEach(
        (order, person) -> add(observations, Change.ORDER_DRIFTED, order, person, order, at));
    for (Person person : persons.known(metrics).values()) {
      add(observations, Change.METRICS_CHANGED, person.id(), person.id(), null, at);
    }
    observations.write();
    Set<String> keys = new TreeSet<>(owners.keySet());
    keys.addAll(metrics);
    new Deliveries(database, source)
        .supersede(
            Selection.where(
                    """
                    d.destination = ? and d.source = ? and d.kind in ('ORDER', 'METRICS')
                      and d.business_key = any (?)
                    """,
                    scope.name(),
                    source,
                    keys.toArray(String[]::new))
                .standing(
                    DeliveryStatus.PLANNED,
                    DeliveryStatus.WAITING,
                    DeliveryStatus.READY,
                    DeliveryStatus.HELD));
    signals.add(PendingSignals.Kind.ORDER_CHANGED, owners.keySet());
    signals.add(PendingSignals.Kind.PERSON_CHANGED, metrics);
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
}
