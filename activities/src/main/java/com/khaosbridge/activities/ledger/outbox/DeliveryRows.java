package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.workflows.WorkflowIds;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which workflow a delivery belongs to. */
public final class DeliveryRows {
  private DeliveryRows() {}

  public static String workflowId(
      String source, DeliveryKind kind, @Nullable String personId, @Nullable String orderCode) {
    return kind.belongsToPerson()
        ? WorkflowIds.person(source, Objects.requireNonNull(personId))
        : WorkflowIds.order(source, Objects.requireNonNull(orderCode));
  }
}
