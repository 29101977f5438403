package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.workflows.WorkflowIds;
import com.khaosbridge.workflows.delivery.DeliveryKind;

/** Which workflow a delivery belongs to. */
public final class DeliveryRows {
  private DeliveryRows() {}

  static boolean belongsToPerson(String kind) {
    return kind.equals(DeliveryKind.CONTACT.name()) || kind.equals(DeliveryKind.CONSENT.name());
  }

  public static String workflowId(String source, String kind, String personId, String orderCode) {
    return belongsToPerson(kind)
        ? WorkflowIds.person(source, personId)
        : WorkflowIds.order(source, orderCode);
  }
}
