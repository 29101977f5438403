package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.Exclusion;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What waits for a person's contact (consent, orders, sales rows and events) and shares its fate.
 */
public final class Dependants {
  private static final String OF_PERSONS =
      "d.destination = ? and d.source = ? and d.person_id = any (?) and d.kind <> 'CONTACT'";

  private final LedgerDatabase database;
  private final String source;
  private final Deliveries deliveries;
  private final DeliveryReads reads;
  private final PendingSignals signals;

  public Dependants(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
    this.deliveries = new Deliveries(database, source);
    this.reads = new DeliveryReads(database, source);
    this.signals = new PendingSignals(database, source);
  }

  private Selection of(String destination, List<String> persons) {
    return Selection.where(OF_PERSONS, destination, source, persons.toArray(String[]::new));
  }

  /** Those held with their contact wait for it again, since it is confirmed now. */
  void unhold(String destination, List<String> persons) {
    deliveries.waitAgain(of(destination, persons));
  }

  /** Whoever still waits for these contacts goes on. */
  void release(String destination, List<String> persons) {
    Selection waiting = of(destination, persons).standing(DeliveryStatus.WAITING);
    deliveries.ready(waiting.and("d.lane = 'HISTORY' and d.kind <> 'CONSENT'"), null);
    // Consent is decided before it goes, which only a workflow does once the backfill is past it.
    signals.add(
        PendingSignals.Kind.PERSON_OBSERVED,
        deliveries.hurry(waiting.and("d.kind = 'CONSENT'")).stream()
            .map(consent -> Objects.requireNonNull(consent.personId()))
            .toList());
    signal(destination, persons);
  }

  /** If the person's contact is excluded, what can't go without it is, too. */
  public void followContact(String destination, String person) {
    reads
        .contact(destination, person)
        .map(DeliveryReads.Contact::exclusion)
        .ifPresent(why -> exclude(destination, person, why));
  }

  /** What can't go without this contact is excluded for its reason. */
  void exclude(String destination, String person, Exclusion why) {
    signal(destination, List.of(person));
    deliveries.exclude(
        of(destination, List.of(person))
            .and("(d.by_contact or d.status " + waiting() + ")")
            .standing(DeliveryStatus.PLANNED, DeliveryStatus.WAITING, DeliveryStatus.HELD),
        why);
  }

  /** What can't go without this contact is held under its case. */
  void hold(String destination, String person, long caseId) {
    signal(destination, List.of(person));
    Selection dependants = of(destination, List.of(person));
    deliveries.holdWithContact(dependants.standing(DeliveryStatus.WAITING), caseId);
    deliveries.holdWithContact(
        dependants.and("d.lane = 'HISTORY'").standing(DeliveryStatus.PLANNED), caseId);
  }

  private static String waiting() {
    return StatusSql.in(DeliveryStatus.PLANNED, DeliveryStatus.WAITING);
  }

  /**
   * Tells the workflows of those who wait that the contact is settled, one way or the other; also
   * of what is planned, since it may be about to find that it must wait, in a transaction under
   * way.
   */
  private void signal(String destination, List<String> persons) {
    List<String> orders = new ArrayList<>();
    List<String> people = new ArrayList<>();
    database
        .sql()
        .sql(
            "select distinct d.kind, d.person_id, d.order_code from delivery d where "
                + OF_PERSONS
                + " and d.lane = 'LIVE' and (d.by_contact or d.status "
                + waiting()
                + ")")
        .params(destination, source, persons.toArray(String[]::new))
        .query(
            row -> {
              if (DeliveryKind.valueOf(row.getString("kind")).belongsToPerson()) {
                people.add(row.getString("person_id"));
              } else {
                orders.add(row.getString("order_code"));
              }
            });
    signals.add(PendingSignals.Kind.ORDER_CONTACT_SETTLED, orders);
    signals.add(PendingSignals.Kind.PERSON_OBSERVED, people);
  }
}
