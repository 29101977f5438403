package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.Exclusion;
import com.khaosbridge.workflows.delivery.ExclusionReason;
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

    record Excluded(Exclusion exclusion) implements Start {
      public Excluded(ExclusionReason reason) {
        this(Exclusion.of(reason));
      }
    }

    record Held(long caseId) implements Start {}
  }

  /** The columns of its row, as {@link Deliveries#record} writes them. */
  @Nullable Object[] row(String source) {
    DeliveryStatus status = DeliveryStatus.PLANNED;
    Exclusion exclusion = null;
    Long caseId = null;
    if (start instanceof Start.Excluded excluded) {
      status = DeliveryStatus.EXCLUDED;
      exclusion = excluded.exclusion();
    } else if (start instanceof Start.Held held) {
      status = DeliveryStatus.HELD;
      caseId = held.caseId();
    }
    return new Object[] {
      source,
      destination,
      kind.name(),
      event == null ? null : event.name(),
      businessKey,
      seq,
      personId,
      orderCode,
      invoiceId,
      lane.name(),
      priority,
      exVat,
      status.name(),
      exclusion == null ? null : exclusion.reason().name(),
      exclusion == null ? "" : exclusion.detail(),
      caseId,
      Columns.at(occurredAt),
      Columns.atOrNull(validUntil),
      exclusion == null ? null : Columns.at(Instant.now())
    };
  }
}
