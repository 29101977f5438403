package com.khaosbridge.workflows.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.workflows.decision.DeliveryPlan.PlannedDelivery;
import com.khaosbridge.workflows.delivery.Change;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.DestinationScope.EventScope;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveryPlanTest {
  private static final Instant GO_LIVE = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant AFTER = GO_LIVE.plusSeconds(3600);
  private static final Instant BEFORE = GO_LIVE.minusMillis(1);

  @ParameterizedTest
  @EnumSource
  void history_causes_no_event(Change change) {
    for (Instant occurredAt : List.of(BEFORE, GO_LIVE, AFTER)) {
      assertThat(DeliveryPlan.owed(everything(), change, occurredAt, false))
          .extracting(PlannedDelivery::kind)
          .doesNotContain(DeliveryKind.EVENT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void history_owes_all_else_that_live_owes(Change change) {
    assertThat(DeliveryPlan.owed(everything(), change, AFTER, false))
        .containsExactlyElementsOf(
            DeliveryPlan.owed(everything(), change, AFTER, true).stream()
                .filter(owed -> owed.kind() != DeliveryKind.EVENT)
                .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "CUSTOMER_PROFILE,",
    "CUSTOMER_CONSENT,",
    "ORDER_RECEIVED,    ORDER_RECEIVED",
    "INVOICE_FINALISED, ORDER_CONFIRMED",
    "DESPATCHED,        DESPATCHED",
    "CREDIT_ALLOCATED,  REFUNDED",
    "CREDIT_UNALLOCATED,",
    "CANCELLED,         CANCELLED",
    "SALE_CANCELLED,",
  })
  void each_change_causes_its_event_and_no_other(Change change, EventType event) {
    assertThat(DeliveryPlan.owed(everything(), change, AFTER, true))
        .extracting(PlannedDelivery::event)
        .filteredOn(planned -> planned != null)
        .isEqualTo(event == null ? List.of() : List.of(event));
  }

  @Test
  void an_event_about_a_fact_before_go_live_is_excluded_by_that_reason() {
    assertThat(exclusionOfEvent(BEFORE)).isEqualTo(ExclusionReason.BEFORE_GO_LIVE);
  }

  @Test
  void an_event_about_a_fact_at_or_after_go_live_is_not_excluded() {
    assertThat(exclusionOfEvent(GO_LIVE)).isNull();
    assertThat(exclusionOfEvent(AFTER)).isNull();
  }

  @Test
  void go_live_is_of_each_event_type_and_touches_nothing_but_the_event() {
    Map<EventType, EventScope> events = new EnumMap<>(EventType.class);
    events.put(EventType.ORDER_CONFIRMED, new EventScope(AFTER, Duration.ofHours(24)));
    events.put(EventType.DESPATCHED, new EventScope(GO_LIVE, Duration.ofHours(12)));
    DestinationScope scope = scope(EnumSet.allOf(DeliveryKind.class), events);

    assertThat(DeliveryPlan.owed(scope, Change.INVOICE_FINALISED, GO_LIVE, true))
        .extracting(PlannedDelivery::kind, PlannedDelivery::exclusion)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(DeliveryKind.ORDER, null),
            org.assertj.core.groups.Tuple.tuple(DeliveryKind.SALES_ROWS, null),
            org.assertj.core.groups.Tuple.tuple(
                DeliveryKind.EVENT, ExclusionReason.BEFORE_GO_LIVE));
    assertThat(DeliveryPlan.owed(scope, Change.DESPATCHED, GO_LIVE, true))
        .extracting(PlannedDelivery::exclusion)
        .containsExactly((ExclusionReason) null);
  }

  @ParameterizedTest
  @EnumSource
  void an_event_is_valid_from_its_erp_time_for_as_long_as_configured(EventType type) {
    Map<EventType, EventScope> events = Map.of(type, new EventScope(GO_LIVE, Duration.ofHours(7)));
    DestinationScope scope = scope(Set.of(DeliveryKind.EVENT), events);
    Change change =
        switch (type) {
          case ORDER_RECEIVED -> Change.ORDER_RECEIVED;
          case ORDER_CONFIRMED -> Change.INVOICE_FINALISED;
          case DESPATCHED -> Change.DESPATCHED;
          case REVIEW_REQUEST -> Change.REVIEW_DUE;
          case REPLENISHMENT -> Change.REPLENISHMENT_DUE;
          case ORDER_SETTLED -> Change.SETTLED;
          case REFUNDED -> Change.CREDIT_ALLOCATED;
          case CANCELLED -> Change.CANCELLED;
        };

    assertThat(DeliveryPlan.owed(scope, change, AFTER, true))
        .extracting(PlannedDelivery::validUntil)
        .containsExactly(AFTER.plus(Duration.ofHours(7)));
  }

  @Test
  void nothing_but_an_event_is_ever_too_late() {
    for (Change change : Change.values()) {
      assertThat(DeliveryPlan.owed(everything(), change, AFTER, true))
          .filteredOn(owed -> owed.kind() != DeliveryKind.EVENT)
          .allSatisfy(
              owed -> {
                assertThat(owed.validUntil()).isNull();
                assertThat(owed.event()).isNull();
              });
    }
  }

  @Test
  void no_money_is_owed_before_the_invoice_is_finalised() {
    Set<Change> afterIt =
        Set.of(
            Change.INVOICE_FINALISED,
            Change.CREDIT_ALLOCATED,
            Change.CREDIT_UNALLOCATED,
            Change.SALE_CANCELLED,
            Change.SALE_RESTORED,
            Change.ORDER_DRIFTED);
    for (Change change : Change.values()) {
      if (!afterIt.contains(change)) {
        assertThat(DeliveryPlan.owed(everything(), change, AFTER, true))
            .allSatisfy(
                owed -> {
                  assertThat(owed.kind()).isNotIn(DeliveryKind.ORDER, DeliveryKind.SALES_ROWS);
                  assertThat(owed.event() == null || !owed.event().carriesMoney()).isTrue();
                });
      }
    }
  }

  @Test
  void a_destination_is_owed_only_what_it_takes() {
    for (DeliveryKind kind : DeliveryKind.values()) {
      for (Change change : Change.values()) {
        assertThat(
                DeliveryPlan.owed(
                    scope(EnumSet.of(kind), everything().events()), change, AFTER, true))
            .allSatisfy(owed -> assertThat(owed.kind()).isEqualTo(kind));
      }
    }
  }

  @Test
  void an_event_type_that_is_not_enabled_is_not_owed() {
    DestinationScope scope = scope(EnumSet.allOf(DeliveryKind.class), Map.of());

    for (Change change : Change.values()) {
      assertThat(DeliveryPlan.owed(scope, change, AFTER, true))
          .extracting(PlannedDelivery::kind)
          .doesNotContain(DeliveryKind.EVENT);
    }
  }

  @Test
  void inside_a_quota_opt_outs_go_first_then_service_events_confirmed_orders_and_profiles() {
    assertThat(
            List.of(
                DeliveryPlan.priority(DeliveryKind.CONSENT, null, true),
                DeliveryPlan.priority(DeliveryKind.EVENT, EventType.DESPATCHED, false),
                DeliveryPlan.priority(DeliveryKind.EVENT, EventType.ORDER_CONFIRMED, false),
                DeliveryPlan.priority(DeliveryKind.SALES_ROWS, null, false),
                DeliveryPlan.priority(DeliveryKind.CONSENT, null, false),
                DeliveryPlan.priority(DeliveryKind.CONTACT, null, false)))
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(DeliveryPlan.priority(DeliveryKind.EVENT, EventType.ORDER_RECEIVED, false))
        .isEqualTo(DeliveryPlan.priority(DeliveryKind.EVENT, EventType.DESPATCHED, false));
    assertThat(DeliveryPlan.priority(DeliveryKind.ORDER, null, false))
        .isEqualTo(DeliveryPlan.priority(DeliveryKind.SALES_ROWS, null, false));
  }

  private static ExclusionReason exclusionOfEvent(Instant occurredAt) {
    return DeliveryPlan.owed(everything(), Change.DESPATCHED, occurredAt, true).stream()
        .filter(owed -> owed.kind() == DeliveryKind.EVENT)
        .findFirst()
        .orElseThrow()
        .exclusion();
  }

  private static DestinationScope everything() {
    Map<EventType, EventScope> events = new EnumMap<>(EventType.class);
    for (EventType type : EventType.values()) {
      events.put(type, new EventScope(GO_LIVE, type.validFor()));
    }
    return scope(EnumSet.allOf(DeliveryKind.class), events);
  }

  private static DestinationScope scope(
      Set<DeliveryKind> kinds, Map<EventType, EventScope> events) {
    return new DestinationScope("emarsys", kinds, events, 36);
  }
}
