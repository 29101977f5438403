package com.khaosbridge.workflows.bed;

import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.DeliveryOutcome;
import com.khaosbridge.workflows.delivery.DeliveryOutcome.HeldCase;

/** What stands in a delivery's way. */
public final class Outcomes {
  private Outcomes() {}

  public static DeliveryOutcome heldUnder(long caseId) {
    return heldUnder(caseId, CaseType.REJECTED);
  }

  public static DeliveryOutcome heldUnder(long caseId, CaseType type) {
    return DeliveryOutcome.held(
        new HeldCase(caseId, type.name(), type.owner(), "cause " + caseId, type.whatToDo()));
  }
}
