package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.Deliveries;
import com.khaosbridge.activities.ledger.outbox.NewDelivery;
import com.khaosbridge.activities.ledger.outbox.PendingSignals;
import com.khaosbridge.activities.ledger.outbox.Selection;
import com.khaosbridge.activities.ledger.persons.Person;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.decision.DeliveryPlan;
import com.khaosbridge.workflows.decision.PersonMetrics;
import com.khaosbridge.workflows.delivery.Change;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * Plans what destinations are told of what persons' orders and credits add up to: when the books
 * change, and when a day passes, but only what differs from what was planned last.
 */
public final class MetricsLedger {
  private static final int CHANGES_AT_ONCE = 2000;
  private static final int PERSONS_AT_ONCE = 500;

  private final LedgerDatabase database;
  private final String source;
  private final List<DestinationScope> scopes;
  private final String takers;
  private final PersonFigures figures;
  private final Persons persons;
  private final MetricsRows rows;
  private final ReentrantLock planning = new ReentrantLock();

  public MetricsLedger(
      LedgerDatabase database,
      String source,
      List<DestinationScope> scopes,
      PersonFigures figures) {
    this.database = database;
    this.source = source;
    this.scopes = List.copyOf(scopes);
    this.takers =
        scopes.stream()
            .filter(scope -> scope.takes(DeliveryKind.METRICS))
            .map(DestinationScope::name)
            .sorted()
            .collect(Collectors.joining(" "));
    this.figures = figures;
    this.persons = new Persons(database, source);
    this.rows = new MetricsRows(database, source);
  }

  /**
   * Plans the metrics of everybody, once, when history has been read.
   *
   * @param beat called now and then
   */
  public void planHistory(Instant businessNow, Runnable beat) {
    if (takers.isEmpty() || rows.cursor().isPresent()) {
      return;
    }
    long upTo = database.inTransaction(rows::newest);
    String last = "";
    List<String> next = persons.after(last, PERSONS_AT_ONCE);
    while (!next.isEmpty()) {
      List<String> some = next;
      Map<String, PersonMetrics> now = figuresOf(some, businessNow);
      database.inTransaction(() -> plan(now, businessNow, Lane.HISTORY));
      beat.run();
      last = next.get(next.size() - 1);
      next = persons.after(last, PERSONS_AT_ONCE);
    }
    rows.begin(upTo);
  }

  /**
   * Plans the metrics of those whose books have changed since, or whose day has passed. If somebody
   * else is at it, it is left to them, or to the next time.
   */
  public void plan(Instant businessNow) {
    if (takers.isEmpty() || !planning.tryLock()) {
      return;
    }
    try {
      boolean more = true;
      while (more) {
        more = planSome(businessNow);
      }
    } finally {
      planning.unlock();
    }
  }

  /**
   * Those whose metrics are to be looked at.
   *
   * @param aged those of them whose day has passed
   * @param from the cursor
   * @param upTo where it goes
   * @param more whether there are more of them
   */
  private record Due(Set<String> persons, List<String> aged, long from, long upTo, boolean more) {}

  private boolean planSome(Instant businessNow) {
    Due due = database.inTransaction(() -> due(businessNow)).orElse(null);
    if (due == null) {
      return false;
    }
    // Outside of any transaction: it takes long, and whoever records must not wait for it. What
    // changes meanwhile is newer than the cursor.
    Map<String, PersonMetrics> now = figuresOf(due.persons(), businessNow);
    boolean planned =
        database.inTransaction(
            () -> {
              database.recordAlone(source);
              if (rows.cursor().orElse(due.upTo()) != due.from()) {
                // Another worker was at it, with figures that may be newer.
                return false;
              }
              plan(now, businessNow, Lane.LIVE);
              rows.lookedAt(due.aged(), figures.dayOf(businessNow));
              rows.move(due.upTo());
              return true;
            });
    return due.more() || !planned;
  }

  private Optional<Due> due(Instant businessNow) {
    Optional<Long> cursor = rows.cursor();
    if (cursor.isEmpty()) {
      return Optional.empty();
    }
    // Whoever records has committed, so that no change before the newest one is still to come.
    database.recordAlone(source);
    Set<String> changed = new LinkedHashSet<>();
    List<Long> seen = new ArrayList<>();
    database
        .sql()
        .sql(
            """
            select seq, person_id from observation
            where source = ? and seq > ? and change <> 'METRICS_CHANGED' order by seq limit ?
            """)
        .params(source, cursor.get(), CHANGES_AT_ONCE)
        .query(
            row -> {
              seen.add(row.getLong("seq"));
              if (row.getString("person_id") != null) {
                changed.add(row.getString("person_id"));
              }
            });
    List<String> aged = rows.before(figures.dayOf(businessNow), PERSONS_AT_ONCE);
    changed.addAll(aged);
    return Optional.of(
        new Due(
            changed,
            aged,
            cursor.get(),
            seen.isEmpty() ? cursor.get() : seen.get(seen.size() - 1),
            seen.size() == CHANGES_AT_ONCE || aged.size() == PERSONS_AT_ONCE));
  }

  /** By person; of an alias, by the id by which it goes on. */
  private Map<String, PersonMetrics> figuresOf(Collection<String> personIds, Instant businessNow) {
    Set<String> people = new TreeSet<>();
    persons.known(personIds).values().forEach(person -> people.add(person.id()));
    return people.isEmpty() ? Map.of() : figures.of(people, businessNow);
  }

  private void plan(Map<String, PersonMetrics> now, Instant businessNow, Lane lane) {
    if (now.isEmpty()) {
      return;
    }
    Map<String, Person> people = persons.known(now.keySet());
    Map<String, byte[]> before = rows.planned(now.keySet());
    Observations observations = new Observations(database, source, scopes);
    Set<String> changed = new TreeSet<>();
    Map<String, byte[]> hashes = new TreeMap<>();
    now.forEach(
        (id, metrics) -> {
          Person person = people.get(id);
          if (person == null || !person.id().equals(id)) {
            // Joined to another meanwhile, which is a change of that one.
            return;
          }
          byte[] hash = hash(metrics);
          if (!Arrays.equals(hash, before.get(id))) {
            changed.add(id);
            plan(observations, person, businessNow, lane);
          }
          hashes.put(id, hash);
        });
    observations.write();
    rows.write(hashes, figures.dayOf(businessNow));
    supersede(changed);
    if (lane == Lane.LIVE) {
      letGo(changed);
    }
  }

  /**
   * Whose contact is there needs no workflow to go: metrics are many, and nobody decides about
   * them. The others' workflows carry them.
   */
  private void letGo(Set<String> personIds) {
    String[] ids = personIds.toArray(String[]::new);
    new Deliveries(database, source)
        .ready(
            Selection.where(
                    """
                    d.source = ? and d.kind = 'METRICS' and d.person_id = any (?)
                      and exists (select 1 from contact_link l where l.destination = d.destination
                        and l.source = d.source and l.person_id = d.person_id)
                    """,
                    source,
                    ids)
                .standing(DeliveryStatus.PLANNED));
    new PendingSignals(database, source)
        .add(PendingSignals.Kind.PERSON_CHANGED, rows.stillPlanned(ids));
  }

  private static void plan(Observations observations, Person person, Instant at, Lane lane) {
    ExclusionReason exclusion = person.exclusion();
    observations.add(
        Occurrence.of(Change.METRICS_CHANGED, person, at, lane),
        (seq, scope, owed) ->
            new NewDelivery(
                scope.name(),
                owed.kind(),
                null,
                person.id(),
                seq,
                person.id(),
                null,
                null,
                lane,
                DeliveryPlan.priority(owed.kind(), null, false),
                null,
                exclusion == null
                    ? new NewDelivery.Start.Planned()
                    : new NewDelivery.Start.Excluded(exclusion),
                at,
                null));
  }

  private void supersede(Set<String> personIds) {
    if (personIds.isEmpty()) {
      return;
    }
    new Deliveries(database, source)
        .supersede(
            Selection.where(
                    "d.source = ? and d.kind = 'METRICS' and d.person_id = any (?)",
                    source,
                    personIds.toArray(String[]::new))
                .standing(
                    DeliveryStatus.PLANNED,
                    DeliveryStatus.WAITING,
                    DeliveryStatus.READY,
                    DeliveryStatus.HELD));
  }

  /** A destination that takes them from now on changes it, too. */
  private byte[] hash(PersonMetrics metrics) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(takers.getBytes(StandardCharsets.UTF_8));
      new TreeMap<>(metrics.values())
          .forEach(
              (metric, value) ->
                  sha.update(
                      (metric.name() + "=" + value.orElse("") + "\n")
                          .getBytes(StandardCharsets.UTF_8)));
      return sha.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
