package com.khaosbridge.workflows.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderDecisionsTest {
  private static final Instant PLACED = Instant.parse("2026-11-02T09:00:00Z");
  private static final OrderTimes TIMES =
      new OrderTimes(
          Duration.ofDays(5), Duration.ofDays(60), Duration.ofDays(30), Duration.ofDays(14));

  @Test
  void the_stage_is_the_first_that_applies() {
    assertThat(stage(null, null, Refund.NOTHING, null, null)).isEqualTo(OrderStage.RECEIVED);
    assertThat(stage(day(1), null, Refund.NOTHING, null, null)).isEqualTo(OrderStage.INVOICED);
    assertThat(stage(null, day(1), Refund.NOTHING, null, null)).isEqualTo(OrderStage.DESPATCHED);
    assertThat(stage(day(1), day(1), Refund.NOTHING, null, null)).isEqualTo(OrderStage.DESPATCHED);
    assertThat(stage(day(1), day(1), Refund.PART, null, null)).isEqualTo(OrderStage.PART_REFUNDED);
    assertThat(stage(day(1), day(1), Refund.PART, null, day(31))).isEqualTo(OrderStage.SETTLED);
    assertThat(stage(day(1), day(1), Refund.EVERYTHING, null, day(31)))
        .isEqualTo(OrderStage.REFUNDED);
    assertThat(stage(day(1), day(1), Refund.EVERYTHING, day(2), day(31)))
        .isEqualTo(OrderStage.CANCELLED);
  }

  @Test
  void an_order_is_overdue_only_by_its_time_in_the_warehouse() {
    assertThat(due(null, null, null)).containsEntry(Deadline.DESPATCH_OVERDUE, day(60));
    assertThat(due(day(3), null, null)).containsEntry(Deadline.DESPATCH_OVERDUE, day(8));
    assertThat(due(day(58), null, null)).containsEntry(Deadline.DESPATCH_OVERDUE, day(60));
    assertThat(due(day(3), null, day(4))).doesNotContainKey(Deadline.DESPATCH_OVERDUE);
  }

  @Test
  void an_order_is_given_up_while_parcel_or_invoice_is_missing() {
    assertThat(due(null, null, null)).containsEntry(Deadline.GIVEN_UP, day(60));
    assertThat(due(null, day(1), null)).containsEntry(Deadline.GIVEN_UP, day(60));
    assertThat(due(null, null, day(1))).containsEntry(Deadline.GIVEN_UP, day(60));
    assertThat(due(null, day(1), day(1))).doesNotContainKey(Deadline.GIVEN_UP);
  }

  @Test
  void the_return_window_begins_with_the_later_of_parcel_and_invoice() {
    assertThat(due(null, null, day(2))).doesNotContainKey(Deadline.RETURN_WINDOW_OVER);
    assertThat(due(null, day(1), day(2))).containsEntry(Deadline.RETURN_WINDOW_OVER, day(32));
    assertThat(due(null, day(9), day(2))).containsEntry(Deadline.RETURN_WINDOW_OVER, day(39));
    assertThat(due(null, day(1), null)).containsEntry(Deadline.RETURN_WINDOW_OVER, day(90));
  }

  @Test
  void a_review_is_due_after_the_despatch_if_one_is_wanted() {
    assertThat(due(null, day(1), day(2))).containsEntry(Deadline.REVIEW_DUE, day(16));
    assertThat(due(null, day(1), null)).doesNotContainKey(Deadline.REVIEW_DUE);
    assertThat(OrderDeadlines.of(order(null, day(1), day(2)), null, null, OrderTimes.standard()))
        .doesNotContainKey(Deadline.REVIEW_DUE);
  }

  @Test
  void nothing_is_asked_of_the_customer_before_the_invoice_is_final() {
    assertThat(due(null, null, day(2))).doesNotContainKey(Deadline.REVIEW_DUE);
    assertThat(due(null, day(20), day(2))).containsEntry(Deadline.REVIEW_DUE, day(20));
    assertThat(lasting(21, null, day(2))).doesNotContainKey(Deadline.REPLENISHMENT_DUE);
    assertThat(lasting(21, day(30), day(2))).containsEntry(Deadline.REPLENISHMENT_DUE, day(30));
  }

  @Test
  void a_replenishment_is_due_when_the_first_item_runs_out_after_its_despatch() {
    assertThat(lasting(21, day(1), day(2))).containsEntry(Deadline.REPLENISHMENT_DUE, day(23));
    assertThat(lasting(21, day(1), null)).doesNotContainKey(Deadline.REPLENISHMENT_DUE);
    assertThat(due(null, day(1), day(2))).doesNotContainKey(Deadline.REPLENISHMENT_DUE);
  }

  @Test
  void a_settled_order_still_waits_for_its_replenishment() {
    OrderProgress settled =
        new OrderProgress(PLACED, null, day(1), day(2), Refund.PART, null, day(32));
    assertThat(OrderDeadlines.of(settled, null, Duration.ofDays(90), TIMES))
        .containsEntry(Deadline.REPLENISHMENT_DUE, day(92))
        .doesNotContainKey(Deadline.RETURN_WINDOW_OVER);
  }

  @Test
  void a_cancelled_order_has_no_deadline() {
    OrderProgress cancelled =
        new OrderProgress(PLACED, day(1), day(1), null, Refund.NOTHING, day(2), null);
    assertThat(OrderDeadlines.of(cancelled, null, Duration.ofDays(21), TIMES)).isEmpty();
  }

  @Test
  void an_order_of_which_all_was_refunded_waits_for_nothing() {
    OrderProgress refunded =
        new OrderProgress(PLACED, day(1), day(1), day(1), Refund.EVERYTHING, null, null);
    assertThat(OrderDeadlines.of(refunded, null, Duration.ofDays(21), TIMES)).isEmpty();
  }

  @Test
  void a_time_of_nothing_is_refused_by_name() {
    assertThatThrownBy(
            () -> new OrderTimes(Duration.ZERO, Duration.ofDays(60), Duration.ofDays(30), null))
        .hasMessageContaining("despatch overdue");
  }

  private static OrderStage stage(
      Instant invoiced, Instant despatched, Refund refund, Instant cancelled, Instant settled) {
    return OrderStage.of(
        new OrderProgress(PLACED, null, invoiced, despatched, refund, cancelled, settled));
  }

  private static Map<Deadline, Instant> due(Instant warehouse, Instant invoiced, Instant left) {
    return OrderDeadlines.of(order(warehouse, invoiced, left), null, null, TIMES);
  }

  private static Map<Deadline, Instant> lasting(int days, Instant invoiced, Instant left) {
    return OrderDeadlines.of(order(null, invoiced, left), null, Duration.ofDays(days), TIMES);
  }

  private static OrderProgress order(Instant warehouse, Instant invoiced, Instant despatched) {
    return new OrderProgress(PLACED, warehouse, invoiced, despatched, Refund.NOTHING, null, null);
  }

  private static Instant day(int day) {
    return PLACED.plus(Duration.ofDays(day));
  }
}
