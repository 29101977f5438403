package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.Exclusion;
import com.khaosbridge.workflows.delivery.Lane;
import java.util.List;

/**
 * What waits for a person's contact (consent, orders, sales rows and events) and shares its fate.
 */
public final class Dependants {
  private static final String OF_PERSONS =
      "d.destination = ? and d.source = ? and d.person_id = any (?) and d.kind <> 'CONTACT'";

  private final String source;
  private final Deliveries deliveries;
  private final DeliveryReads reads;
  private final PendingSignals signals;

  public Dependants(LedgerDatabase database, String source) {
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
    tell(deliveries.waitAgain(of(destination, persons)));
  }

  /** Whoever still waits for these contacts goes on. */
  void release(String destination, List<String> persons) {
    Selection waiting = of(destination, persons).standing(DeliveryStatus.WAITING);
    deliveries.ready(waiting.and("d.kind <> 'CONSENT'"));
    // Consent is decided before it goes, which only a workflow does once the backfill is past it.
    tell(
        deliveries.decideAnew(waiting.and("d.kind = 'CONSENT'")).stream()
            .filter(consent -> !consent.awaited())
            .toList());
  }

  /** If the person's contact is excluded, what can't go without it is, too. */
  public void followContact(String destination, String person) {
    reads
        .contact(destination, person)
        .map(DeliveryReads.Precondition::exclusion)
        .ifPresent(why -> exclude(destination, person, why));
  }

  /** What can't go without this contact is excluded for its reason. */
  void exclude(String destination, String person, Exclusion why) {
    tell(
        deliveries.exclude(
            of(destination, List.of(person))
                .and("(d.by_contact or d.status " + waiting() + ")")
                .standing(DeliveryStatus.PLANNED, DeliveryStatus.WAITING, DeliveryStatus.HELD),
            why));
  }

  /** What can't go without this contact is held under its case. */
  void hold(String destination, String person, long caseId) {
    Selection dependants = of(destination, List.of(person));
    deliveries.holdWithContact(dependants.standing(DeliveryStatus.WAITING), caseId);
    deliveries.holdWithContact(
        dependants.and("d.lane = 'HISTORY'").standing(DeliveryStatus.PLANNED), caseId);
  }

  private static String waiting() {
    return StatusSql.in(DeliveryStatus.PLANNED, DeliveryStatus.WAITING);
  }

  /** Lets the workflows of live ones look for which no activity waits that would be told. */
  private void tell(List<ChangedDelivery> changed) {
    for (ChangedDelivery delivery : changed) {
      if (delivery.lane() == Lane.LIVE && !delivery.awaited()) {
        signals.changed(delivery);
      }
    }
  }
}
