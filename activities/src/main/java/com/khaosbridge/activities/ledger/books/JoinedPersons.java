package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.BindingOptOuts;
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

/**
 * Makes one person of two that turned out to be one human. Who they are is decided elsewhere; here
 * everything follows from it, in one transaction.
 */
public final class JoinedPersons {
  private static final int DUE_AT_ONCE = 200;

  private final LedgerDatabase database;
  private final String source;
  private final List<DestinationScope> scopes;
  private final Persons persons;
  private final Deliveries deliveries;
  private final PendingSignals signals;
  private final VanishedCustomers vanished;
  private final BindingOptOuts binding;

  public JoinedPersons(LedgerDatabase database, String source, List<DestinationScope> scopes) {
    this.database = database;
    this.source = source;
    this.scopes = List.copyOf(scopes);
    this.persons = new Persons(database, source);
    this.deliveries = new Deliveries(database, source);
    this.signals = new PendingSignals(database, source);
    this.vanished = new VanishedCustomers(database, source, scopes);
    this.binding = new BindingOptOuts(database, source);
  }

  /**
   * Gives the customers of one person to another, for good: the one's id is an alias of the other's
   * from then on. The other takes over its contacts wherever it has none itself; a second contact
   * stays with the alias and is retired: opted out for good.
   *
   * @param personId the person that stays
   * @param joining the person that becomes an alias
   * @param at business time
   * @return false if nothing was done, since a call about the joining person's contact is under
   *     way: ask again after it
   */
  public boolean join(String personId, String joining, Instant at) {
    return database.inTransaction(
        () -> {
          database.recordAlone(source);
          Map<String, Person> known = persons.known(List.of(personId, joining));
          Person stays = known(known, personId);
          Person goes = known(known, joining);
          if (stays.id().equals(goes.id())) {
            return true;
          }
          if (isInCall(goes)) {
            return false;
          }
          move(stays, goes, at);
          return true;
        });
  }

  /** Joins those that are due; the others as soon as no call is under way. */
  void joinDue(Instant at) {
    database.inTransaction(
        () -> {
          for (Due due : due()) {
            if (join(due.stays(), due.goes(), at)) {
              database
                  .batches()
                  .update(
                      "delete from join_due where source = ? and stays = ? and goes = ?",
                      source,
                      due.stays(),
                      due.goes());
            }
          }
        });
  }

  private record Due(String stays, String goes) {}

  private List<Due> due() {
    return database
        .sql()
        .sql(
            "select stays, goes from join_due where source = ? order by since, stays, goes limit ?")
        .params(source, DUE_AT_ONCE)
        .query((row, n) -> new Due(row.getString("stays"), row.getString("goes")))
        .list();
  }

  private static Person known(Map<String, Person> known, String personId) {
    Person person = known.get(personId);
    if (person == null) {
      throw new IllegalArgumentException("person " + personId + " is not in this ledger");
    }
    return person;
  }

  /** Looks and keeps every sender from a new call until the transaction's end. */
  private boolean isInCall(Person goes) {
    return database
        .sql()
        .sql(
            """
            select status from delivery where source = ? and person_id = ? and ended_at is null
              and order_code is null for update
            """)
        .params(source, goes.id())
        .query(String.class)
        .list()
        .contains(DeliveryStatus.CLAIMED.name());
  }

  private void move(Person stays, Person goes, Instant at) {
    PersonDeliveries plan = new PersonDeliveries(database, source, scopes, at, Lane.LIVE);
    plan.giveWay(goes.id());
    deliveries.moveTo(
        Selection.where(
            "d.source = ? and d.person_id = ? and d.kind in ('ORDER', 'SALES_ROWS', 'EVENT')",
            source,
            goes.id()),
        stays.id());
    change("update customer set person_id = ? where source = ? and person_id = ?", stays, goes);
    change("update person_alias set person_id = ? where source = ? and person_id = ?", stays, goes);
    change("insert into person_alias (person_id, source, alias_id) values (?, ?, ?)", stays, goes);
    database
        .batches()
        .update(
            """
            update contact_link l set person_id = ? where l.source = ? and l.person_id = ?
              and not exists (select 1 from contact_link own where own.destination = l.destination
                and own.source = l.source and own.person_id = ?)
            """,
            stays.id(),
            source,
            goes.id(),
            stays.id());
    binding.join(goes.id());
    Person joined = stays.with(goes.customers());
    plan.joined(joined);
    plan.write();
    vanished.found(stays, joined);
    vanished.found(goes, joined);
    retire(stays, goes, at);
    signals.add(PendingSignals.Kind.PERSON_CHANGED, List.of(stays.id()));
    signals.aliased(goes.id());
    database
        .batches()
        .update(
            """
            insert into person_merge (source, alias_id, company_ids) values (?, ?, ?)
            on conflict (source, alias_id) do update set
              company_ids = excluded.company_ids, begun_at = now(), ended_at = null
            """,
            source,
            goes.id(),
            goes.companyIds().toArray(String[]::new));
    signals.merging(goes.id());
  }

  /** Whoever had two contacts is mailed at one. */
  private void retire(Person stays, Person goes, Instant at) {
    Set<String> second =
        Set.copyOf(
            database
                .sql()
                .sql("select destination from contact_link where source = ? and person_id = ?")
                .params(source, goes.id())
                .query(String.class)
                .list());
    Observations observations =
        new Observations(
            database,
            source,
            scopes.stream().filter(scope -> second.contains(scope.name())).toList());
    observations.add(
        new Occurrence(
            Change.CONTACT_REPLACED, goes.id(), stays.id(), null, at, at, Lane.LIVE, false, null),
        (seq, scope, owed) ->
            new NewDelivery(
                scope.name(),
                owed.kind(),
                null,
                goes.id(),
                seq,
                stays.id(),
                null,
                null,
                Lane.LIVE,
                DeliveryPlan.priority(owed.kind(), null, true),
                null,
                new NewDelivery.Start.Planned(),
                at,
                null));
    if (!second.isEmpty()) {
      observations.write();
    }
  }

  private void change(String sql, Person stays, Person goes) {
    database.batches().update(sql, stays.id(), source, goes.id());
  }
}
