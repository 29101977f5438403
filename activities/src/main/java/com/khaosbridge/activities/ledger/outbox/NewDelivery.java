package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.Lane;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A delivery to be recorded, in its first state. */
public record NewDelivery(
    String destination,
    DeliveryKind kind,
    @Nullable EventType event,
    String businessKey,
    long seq,
    @Nullable String personId,
    @Nullable String orderCode,
    @Nullable String invoiceId,
    Lane lane,
    int priority,
    @Nullable BigDecimal exVat,
    Start start,
    Instant occurredAt,
    @Nullable Instant validUntil) {

  /** The first state: in flight, excluded for a reason, or held under a case. */
  public sealed interface Start {
    /** Recorded; a workflow or the backfill carries it on. */
    record Planned() implements Start {}

    record Excluded(String reason) implements Start {}

    record Held(long caseId) implements Start {}
  }
}
