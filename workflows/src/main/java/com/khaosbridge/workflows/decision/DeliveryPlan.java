package com.khaosbridge.workflows.decision;

import com.khaosbridge.workflows.delivery.Change;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.DestinationScope.EventScope;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries follow from a change, at one destination. Pure: the same change always gives the
 * same plan.
 */
public final class DeliveryPlan {
  private DeliveryPlan() {}

  /**
   * One delivery owed.
   *
   * @param exclusion if not null, the delivery is excluded from the start, for this reason
   */
  public record PlannedDelivery(
      DeliveryKind kind,
      @Nullable EventType event,
      @Nullable Instant validUntil,
      @Nullable ExclusionReason exclusion) {}

  /**
   * What a destination is owed because of a change.
   *
   * @param occurredAt the change's ERP time
   * @param live false for what the backfill found: history never causes an event
   */
  public static List<PlannedDelivery> owed(
      DestinationScope scope, Change change, Instant occurredAt, boolean live) {
    List<PlannedDelivery> owed = new ArrayList<>();
    for (DeliveryKind kind : kindsOf(change)) {
      if (scope.takes(kind)) {
        owed.add(new PlannedDelivery(kind, null, null, null));
      }
    }
    EventType event = eventOf(change);
    EventScope eventScope = event == null ? null : scope.events().get(event);
    if (event != null && eventScope != null && live && scope.takes(DeliveryKind.EVENT)) {
      ExclusionReason exclusion =
          occurredAt.isBefore(eventScope.goLive()) ? ExclusionReason.BEFORE_GO_LIVE : null;
      owed.add(
          new PlannedDelivery(
              DeliveryKind.EVENT, event, occurredAt.plus(eventScope.validFor()), exclusion));
    }
    return owed;
  }

  private static List<DeliveryKind> kindsOf(Change change) {
    return switch (change) {
      case CUSTOMER_PROFILE -> List.of(DeliveryKind.CONTACT);
      case CUSTOMER_CONSENT -> List.of(DeliveryKind.CONSENT);
      case INVOICE_FINALISED, CREDIT_ALLOCATED ->
          List.of(DeliveryKind.ORDER, DeliveryKind.SALES_ROWS);
      case CREDIT_UNALLOCATED -> List.of(DeliveryKind.SALES_ROWS);
      case CONTACT_REPLACED -> List.of(DeliveryKind.RETIREMENT);
      case METRICS_CHANGED -> List.of(DeliveryKind.METRICS);
      case SALE_CANCELLED, SALE_RESTORED, ORDER_DRIFTED -> List.of(DeliveryKind.ORDER);
      case ORDER_RECEIVED,
          DESPATCHED,
          CREDITED,
          REVIEW_DUE,
          REPLENISHMENT_DUE,
          SETTLED,
          CANCELLED ->
          List.of();
    };
  }

  private static @Nullable EventType eventOf(Change change) {
    return switch (change) {
      case ORDER_RECEIVED -> EventType.ORDER_RECEIVED;
      case INVOICE_FINALISED -> EventType.ORDER_CONFIRMED;
      case DESPATCHED -> EventType.DESPATCHED;
      case REVIEW_DUE -> EventType.REVIEW_REQUEST;
      case REPLENISHMENT_DUE -> EventType.REPLENISHMENT;
      case SETTLED -> EventType.ORDER_SETTLED;
      case CREDIT_ALLOCATED -> EventType.REFUNDED;
      case CANCELLED -> EventType.CANCELLED;
      case CUSTOMER_PROFILE,
          CUSTOMER_CONSENT,
          CREDITED,
          CREDIT_UNALLOCATED,
          SALE_CANCELLED,
          SALE_RESTORED,
          ORDER_DRIFTED,
          CONTACT_REPLACED,
          METRICS_CHANGED ->
          null;
    };
  }

  /** The order inside a destination's quota: the lower, the sooner. */
  public static int priority(DeliveryKind kind, @Nullable EventType event, boolean optOut) {
    return switch (kind) {
      case CONSENT -> optOut ? 0 : 4;
      // Whoever has another contact now must not be mailed at this one.
      case RETIREMENT -> 0;
      case EVENT -> eventPriority(event);
      case ORDER, SALES_ROWS -> 3;
      case METRICS -> 4;
      case CONTACT -> 5;
    };
  }

  private static int eventPriority(@Nullable EventType event) {
    if (event == null || event == EventType.ORDER_CONFIRMED) {
      return 2;
    }
    if (event == EventType.REFUNDED) {
      return 3;
    }
    return event.marketing() ? 4 : 1;
  }
}
