package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.Deliveries;
import com.khaosbridge.activities.ledger.outbox.PendingSignals;
import com.khaosbridge.activities.ledger.outbox.Selection;
import com.khaosbridge.activities.ledger.persons.Person;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.Exclusion;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Persons who asked to be forgotten: the ledger is emptied of what is theirs, their contacts are
 * opted out, and whatever the ERP says of them or their addresses later makes no contact again.
 */
final class ErasedPersons {
  private final LedgerDatabase database;
  private final String source;
  private final List<DestinationScope> scopes;
  private final Persons persons;
  private final Deliveries deliveries;
  private final PendingSignals signals;

  ErasedPersons(LedgerDatabase database, String source, List<DestinationScope> scopes) {
    this.database = database;
    this.source = source;
    this.scopes = List.copyOf(scopes);
    this.persons = new Persons(database, source);
    this.deliveries = new Deliveries(database, source);
    this.signals = new PendingSignals(database, source);
  }

  /**
   * Carries out what was noted since the last time.
   *
   * @param at business time
   */
  void carryOut(Instant at) {
    if (!isAnyDue()) {
      return;
    }
    database.inTransaction(
        () -> {
          database.recordAlone(source);
          Set<String> forgotten = customersOf("c.id_hash = e.customer_hash");
          Set<String> neighbours = customersOf("c.email_hash = e.email_hash");
          neighbours.removeAll(forgotten);
          turn(forgotten, at);
          empty(forgotten);
          mark(neighbours);
          Set<String> all = new TreeSet<>(forgotten);
          all.addAll(neighbours);
          plan(new TreeMap<>(persons.ofCustomers(all)).values(), at);
          database
              .batches()
              .update(
                  "update erasure set carried_out_at = now() where source = ?"
                      + " and carried_out_at is null",
                  source);
        });
  }

  private boolean isAnyDue() {
    return database
        .sql()
        .sql("select exists (select 1 from erasure where source = ? and carried_out_at is null)")
        .param(source)
        .query(Boolean.class)
        .single();
  }

  private Set<String> customersOf(String match) {
    return new TreeSet<>(
        database
            .sql()
            .sql(
                "select c.company_id from erasure e join customer c on c.source = e.source and "
                    + match
                    + " where e.source = ? and e.carried_out_at is null")
            .param(source)
            .query(String.class)
            .list());
  }

  /** Who asks to be forgotten turns to opted out, and we saw it. */
  private void turn(Set<String> customers, Instant at) {
    database
        .batches()
        .update(
            """
            insert into consent_transition (source, company_id, person_id, from_value, to_value,
              not_before, seen_at, by_settings, known_until)
            select source, company_id, person_id, consent, 'OPTED_OUT', observed_at, ?, false,
              looked_at
            from customer where source = ? and company_id = any (?) and consent <> 'OPTED_OUT'
            """,
            Columns.at(at),
            source,
            array(customers));
  }

  /** The same as {@link CustomerFacts#forgotten}. Orders and their money stay for the books. */
  private void empty(Set<String> customers) {
    database
        .batches()
        .update(
            """
            update customer set email_state = 'MISSING', email_hash = null, surname_hash = null,
              postcode_hash = null, profile_hash = '', consent = 'OPTED_OUT', consent_raw = '',
              by_box = false, opted_in_at = null, supplier = false, hidden = false, held = false,
              erased = true
            where source = ? and company_id = any (?)
            """,
            source,
            array(customers));
    database
        .batches()
        .update(
            "delete from address_turn where source = ? and company_id = any (?)",
            source,
            array(customers));
  }

  private void mark(Set<String> customers) {
    database
        .batches()
        .update(
            "update customer set erased = true where source = ? and company_id = any (?)",
            source,
            array(customers));
  }

  private void plan(Collection<Person> erased, Instant at) {
    PersonDeliveries plan = new PersonDeliveries(database, source, scopes, at, Lane.LIVE);
    erased.forEach(person -> plan.owe(person, true, true));
    Set<String> ids = plan.write();
    // What is not theirs any more is given up; opt-outs go.
    Selection open =
        Selection.where(
                "d.source = ? and d.person_id = any (?) and d.kind not in ('CONSENT', 'RETIREMENT')",
                source,
                array(ids))
            .standing(
                DeliveryStatus.PLANNED,
                DeliveryStatus.WAITING,
                DeliveryStatus.READY,
                DeliveryStatus.HELD);
    Set<String> orders = new TreeSet<>();
    deliveries
        .exclude(open, Exclusion.of(ExclusionReason.ERASED))
        .forEach(
            delivery -> {
              String order = delivery.orderCode();
              if (order != null && delivery.lane() == Lane.LIVE && !delivery.awaited()) {
                orders.add(order);
              }
            });
    signals.add(PendingSignals.Kind.ORDER_CHANGED, orders);
    signals.add(PendingSignals.Kind.PERSON_CHANGED, ids);
  }

  /** What was read, by COMPANY_ID, without what is of somebody who asked to be forgotten. */
  Map<String, CustomerFacts> withoutForgotten(Collection<CustomerFacts> read) {
    Set<String> customers =
        known("customer_hash", read.stream().map(CustomerFacts::idHash).toList());
    Set<String> addresses =
        known("email_hash", read.stream().map(CustomerFacts::emailHash).toList());
    Map<String, CustomerFacts> byId = new HashMap<>();
    for (CustomerFacts facts : read) {
      CustomerFacts left =
          customers.contains(hex(facts.idHash()))
              ? facts.forgotten()
              : addresses.contains(hex(facts.emailHash())) ? facts.atErasedAddress() : facts;
      byId.put(facts.companyId(), left);
    }
    return byId;
  }

  private Set<String> known(String column, List<byte @Nullable []> hashes) {
    String[] asked =
        hashes.stream()
            .map(ErasedPersons::hex)
            .filter(hash -> !hash.isEmpty())
            .toArray(String[]::new);
    return new HashSet<>(
        database
            .sql()
            .sql(
                """
                select encode(%s, 'hex') from erasure where source = ?
                  and %s = any (select decode(hash, 'hex') from unnest(?::text[]) hash)
                """
                    .formatted(column, column))
            .params(source, asked)
            .query(String.class)
            .list());
  }

  private static String hex(byte @Nullable [] hash) {
    return hash == null ? "" : HexFormat.of().formatHex(hash);
  }

  private static String[] array(Set<String> values) {
    return values.toArray(String[]::new);
  }
}
