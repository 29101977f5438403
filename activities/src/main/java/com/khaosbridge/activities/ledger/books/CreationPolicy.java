package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.Deliveries;
import com.khaosbridge.activities.ledger.outbox.Selection;
import com.khaosbridge.activities.ledger.persons.Person;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.Exclusion;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A contact is created only with consent, or with an order in the last months. Existing contacts
 * are always kept true.
 */
final class CreationPolicy {
  private static final String OPTED_OUT =
      """
      exists (select 1 from customer o where o.source = d.source and o.person_id = d.person_id
        and o.consent = 'OPTED_OUT')
      """;

  private final LedgerDatabase database;
  private final String source;
  private final List<DestinationScope> scopes;
  private final Contacts contacts;
  private final Persons persons;

  CreationPolicy(LedgerDatabase database, String source, List<DestinationScope> scopes) {
    this.database = database;
    this.source = source;
    this.scopes = scopes;
    this.contacts = new Contacts(database, source);
    this.persons = new Persons(database, source);
  }

  /**
   * Excludes what was planned for persons without consent, recent order and contact. Who is opted
   * out may have a contact at the destination that we do not know of: it is looked for, and opted
   * out, but none is made. Call it within a transaction.
   */
  void apply(Instant businessNow) {
    Deliveries deliveries = new Deliveries(database, source);
    for (DestinationScope scope : scopes) {
      Selection unwanted =
          Selection.where(
              """
              d.source = ? and d.destination = ? and d.kind in ('CONTACT', 'CONSENT')
                and not exists (select 1 from contact_link l where l.destination = d.destination
                  and l.source = d.source and l.person_id = d.person_id)
                and exists (select 1 from customer c where c.source = d.source
                  and c.person_id = d.person_id and c.consent <> 'OPTED_IN')
                and not exists (select 1 from customer c join sales_order o
                  on o.source = c.source and o.company_id = c.company_id
                  where c.source = d.source and c.person_id = d.person_id and o.placed_at >= ?)
              """,
              source,
              scope.name(),
              Columns.at(since(scope, businessNow)));
      deliveries.adoptOnly(
          unwanted.and("d.kind = 'CONTACT' and " + OPTED_OUT).standing(DeliveryStatus.PLANNED));
      deliveries.exclude(
          unwanted.and("not " + OPTED_OUT).standing(DeliveryStatus.HELD, DeliveryStatus.PLANNED),
          Exclusion.of(ExclusionReason.CREATION_POLICY));
    }
  }

  /** Whether no contact of this person is to be created at this destination. */
  boolean leavesOut(DestinationScope scope, Person person, Instant businessNow) {
    return person.consent() != Consent.OPTED_IN
        && !contacts.mayExist(scope.name(), person.id())
        && !orderedSince(person, since(scope, businessNow));
  }

  private static Instant since(DestinationScope scope, Instant businessNow) {
    return businessNow.atOffset(ZoneOffset.UTC).minusMonths(scope.creationMonths()).toInstant();
  }

  private boolean orderedSince(Person person, Instant since) {
    return database
        .sql()
        .sql(
            "select exists (select 1 from sales_order where source = ? and company_id = any (?)"
                + " and placed_at >= ?)")
        .params(source, person.companyIds().toArray(String[]::new), Columns.at(since))
        .query(Boolean.class)
        .single();
  }

  /** Those of these persons that had been left out somewhere, and would be no longer. */
  Collection<Person> noLongerLeftOut(Collection<String> personIds, Instant businessNow) {
    Map<String, Person> wanted = new TreeMap<>();
    for (DestinationScope scope : scopes) {
      Set<String> leftOut = leftOut(scope, personIds);
      if (!leftOut.isEmpty()) {
        for (Person person : persons.known(leftOut).values()) {
          if (person.exclusion() == null && !leavesOut(scope, person, businessNow)) {
            wanted.put(person.id(), person);
          }
        }
      }
    }
    return wanted.values();
  }

  /** Those of these persons of whom the last word was that no contact is made for them there. */
  private Set<String> leftOut(DestinationScope scope, Collection<String> personIds) {
    return new HashSet<>(
        database
            .sql()
            .sql(
                """
                select person_id from (
                  select distinct on (person_id) person_id, reason,
                    adopt_only and ended_at is null as looked_for from delivery
                  where destination = ? and source = ? and person_id = any (?)
                    and kind = 'CONTACT'
                  order by person_id, id desc) last
                where reason = ? or looked_for
                """)
            .params(
                scope.name(),
                source,
                personIds.toArray(String[]::new),
                ExclusionReason.CREATION_POLICY.name())
            .query(String.class)
            .list());
  }
}
