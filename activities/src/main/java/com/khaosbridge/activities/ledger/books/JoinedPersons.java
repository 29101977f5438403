package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.Deliveries;
import com.khaosbridge.activities.ledger.outbox.PendingSignals;
import com.khaosbridge.activities.ledger.outbox.Selection;
import com.khaosbridge.activities.ledger.persons.Person;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Makes one person of two that turned out to be one human. Who they are is decided elsewhere; here
 * everything follows from it, in one transaction.
 */
public final class JoinedPersons {
  private final LedgerDatabase database;
  private final String source;
  private final List<DestinationScope> scopes;
  private final Persons persons;
  private final Deliveries deliveries;
  private final PendingSignals signals;

  public JoinedPersons(LedgerDatabase database, String source, List<DestinationScope> scopes) {
    this.database = database;
    this.source = source;
    this.scopes = List.copyOf(scopes);
    this.persons = new Persons(database, source);
    this.deliveries = new Deliveries(database, source);
    this.signals = new PendingSignals(database, source);
  }

  /**
   * Gives the customers of one person to another, for good: the one's id is an alias of the other's
   * from then on. The other takes over its contacts wherever it has none itself; a second contact
   * stays with the alias, for whoever retires it.
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
          database.oneAtATime(CustomerLedger.recordingOf(source));
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
            "d.source = ? and d.person_id = ? and d.order_code is not null", source, goes.id()),
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
    plan.joined(stays.with(goes.customers()));
    signals.add(PendingSignals.Kind.PERSON_CHANGED, plan.write());
    signals.aliased(goes.id());
  }

  private void change(String sql, Person stays, Person goes) {
    database.batches().update(sql, stays.id(), source, goes.id());
  }
}
