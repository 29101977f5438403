package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Audit;
import com.khaosbridge.activities.ledger.outbox.DeliveryReads.Standing;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.Exclusion;
import com.khaosbridge.workflows.delivery.ExclusionReason;

/** What people decide about held deliveries. */
final class Decisions {
  private final Deliveries deliveries;
  private final DeliveryReads reads;
  private final Dependants dependants;
  private final Audit audit;

  Decisions(LedgerDatabase database, String source) {
    this.deliveries = new Deliveries(database, source);
    this.reads = new DeliveryReads(database, source);
    this.dependants = new Dependants(database, source);
    this.audit = new Audit(database);
  }

  void reopen(long deliveryId, String actor) {
    if (deliveries.reopen(Selection.of(deliveryId)) > 0) {
      audit.write(actor, "retry", "delivery " + deliveryId, "");
    }
  }

  void exclude(long deliveryId, String actor, String reason) {
    Standing row = reads.lock(deliveryId);
    if (row.status() != DeliveryStatus.HELD) {
      return;
    }
    Exclusion why = new Exclusion(ExclusionReason.DECIDED, reason);
    deliveries.exclude(Selection.of(deliveryId), why);
    String personId = row.personId();
    if (row.kind() == DeliveryKind.CONTACT
        && personId != null
        && !reads.isLinked(row.destination(), personId)) {
      dependants.exclude(row.destination(), personId, why);
    }
    audit.write(actor, "exclude", "delivery " + deliveryId, reason);
  }
}
