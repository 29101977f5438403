package com.khaosbridge.workflows.order;

import static com.khaosbridge.workflows.bed.OrderFact.CANCELLED;
import static com.khaosbridge.workflows.bed.OrderFact.DESPATCHED;
import static com.khaosbridge.workflows.bed.OrderFact.INVOICED;
import static com.khaosbridge.workflows.bed.OrderFact.IN_WAREHOUSE;
import static com.khaosbridge.workflows.bed.OrderFact.PART_REFUNDED;
import static com.khaosbridge.workflows.bed.OrderFact.RECEIVED;
import static com.khaosbridge.workflows.bed.OrderFact.REFUNDED;
import static com.khaosbridge.workflows.bed.WorkflowBed.ORDER_ID;
import static com.khaosbridge.workflows.bed.WorkflowBed.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.workflows.bed.Obstacle;
import com.khaosbridge.workflows.bed.OrderFact;
import com.khaosbridge.workflows.bed.WorkflowBed;
import com.khaosbridge.workflows.decision.Deadline;
import com.khaosbridge.workflows.decision.OrderTimes;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What may happen to an order between the customer's click and the day nothing comes any more. */
class OrderStoriesTest {
  private static final OrderTimes WITH_REVIEW =
      new OrderTimes(
          Duration.ofDays(5), Duration.ofDays(60), Duration.ofDays(30), Duration.ofDays(14));

  @RegisterExtension private final WorkflowBed bed = new WorkflowBed();

  @BeforeEach
  void anOrderIsExpected() {
    bed.ledger()
        .expectMore(true)
        .allow(WITH_REVIEW)
        .when(
            Deadline.REVIEW_DUE,
            () -> bed.ledger().owe(9, "emarsys", DeliveryKind.EVENT, "review request SO1001"));
  }

  @Test
  void an_order_that_goes_well_is_despatched_reviewed_and_settled() {
    happens(RECEIVED);
    happens(IN_WAREHOUSE);
    happens(INVOICED);
    happens(DESPATCHED);
    assertThat(bed.ledger().told()).isEmpty();

    passes(Duration.ofDays(13));
    assertThat(bed.ledger().attempts(9)).isZero();
    passes(Duration.ofDays(2));
    until(() -> bed.ledger().isDelivered(9));
    assertThat(bed.stage(ORDER_ID)).isEqualTo("DESPATCHED");

    passes(Duration.ofDays(16));
    bed.untilCompleted(ORDER_ID);
    assertThat(bed.stage(ORDER_ID)).isEqualTo("SETTLED");
    assertThat(bed.state(ORDER_ID)).isEqualTo("ENDED");
    assertThat(bed.ledger().told())
        .containsExactly("passed REVIEW_DUE", "passed RETURN_WINDOW_OVER");
  }

  @Test
  void an_order_despatched_late_but_in_time_is_nobody_s_case() {
    happens(RECEIVED);
    happens(IN_WAREHOUSE);
    passes(Duration.ofDays(4));
    happens(DESPATCHED);
    passes(Duration.ofDays(3));

    assertThat(bed.ledger().told()).isEmpty();
    assertThat(bed.stage(ORDER_ID)).isEqualTo("DESPATCHED");
  }

  @Test
  void an_overdue_order_is_told_once_and_goes_on_when_it_is_despatched() {
    happens(RECEIVED);
    happens(IN_WAREHOUSE);
    passes(Duration.ofDays(6));
    assertThat(bed.ledger().told()).containsExactly("passed DESPATCH_OVERDUE");
    passes(Duration.ofDays(4));
    assertThat(bed.ledger().told()).hasSize(1);

    happens(INVOICED);
    happens(DESPATCHED);
    assertThat(bed.stage(ORDER_ID)).isEqualTo("DESPATCHED");
    passes(Duration.ofDays(31));

    bed.untilCompleted(ORDER_ID);
    assertThat(bed.ledger().isDelivered(9)).isTrue();
    assertThat(bed.stage(ORDER_ID)).isEqualTo("SETTLED");
  }

  @Test
  void an_order_that_waits_for_stock_is_not_overdue_until_it_is_in_the_warehouse() {
    happens(RECEIVED);
    passes(Duration.ofDays(20));
    assertThat(bed.ledger().told()).isEmpty();

    happens(IN_WAREHOUSE);
    passes(Duration.ofDays(4));
    assertThat(bed.ledger().told()).isEmpty();
    passes(Duration.ofDays(2));
    assertThat(bed.ledger().told()).containsExactly("passed DESPATCH_OVERDUE");
  }

  @Test
  void an_order_shipped_before_it_is_invoiced_waits_for_its_money() {
    happens(RECEIVED);
    happens(DESPATCHED);
    assertThat(bed.stage(ORDER_ID)).isEqualTo("DESPATCHED");
    passes(Duration.ofDays(15));
    assertThat(bed.ledger().attempts(9)).isZero();

    happens(INVOICED);
    assertThat(bed.stage(ORDER_ID)).isEqualTo("DESPATCHED");
    passes(Duration.ofHours(1));
    until(() -> bed.ledger().isDelivered(9));
    passes(Duration.ofDays(28));
    assertThat(bed.isRunning(ORDER_ID)).isTrue();
    passes(Duration.ofDays(2));

    bed.untilCompleted(ORDER_ID);
    assertThat(bed.stage(ORDER_ID)).isEqualTo("SETTLED");
  }

  @Test
  void no_review_is_asked_of_who_got_everything_refunded() {
    happens(RECEIVED);
    happens(INVOICED);
    happens(DESPATCHED);
    passes(Duration.ofDays(10));

    happens(REFUNDED);

    bed.untilCompleted(ORDER_ID);
    assertThat(bed.stage(ORDER_ID)).isEqualTo("REFUNDED");
    assertThat(bed.ledger().told()).isEmpty();
    assertThat(bed.ledger().attempts(9)).isZero();
  }

  @Test
  void an_order_of_what_runs_out_stays_open_until_the_customer_is_asked_to_buy_it_again() {
    bed.ledger().lasting(Duration.ofDays(90));
    happens(RECEIVED);
    happens(INVOICED);
    happens(DESPATCHED);
    passes(Duration.ofDays(40));
    assertThat(bed.stage(ORDER_ID)).isEqualTo("SETTLED");
    assertThat(bed.isRunning(ORDER_ID)).isTrue();
    assertThat(bed.timers(ORDER_ID)).contains("a replenishment is due");

    passes(Duration.ofDays(51));

    bed.untilCompleted(ORDER_ID);
    assertThat(bed.ledger().told()).endsWith("passed REPLENISHMENT_DUE");
  }

  @Test
  void nobody_is_asked_to_buy_again_what_came_back() {
    bed.ledger().lasting(Duration.ofDays(90));
    happens(RECEIVED);
    happens(INVOICED);
    happens(DESPATCHED);
    passes(Duration.ofDays(40));

    happens(REFUNDED);

    bed.untilCompleted(ORDER_ID);
    assertThat(bed.ledger().told()).doesNotContain("passed REPLENISHMENT_DUE");
  }

  @Test
  void an_order_refunded_in_part_stays_open_for_the_rest() {
    happens(RECEIVED);
    happens(INVOICED);
    happens(DESPATCHED);
    happens(PART_REFUNDED);
    assertThat(bed.stage(ORDER_ID)).isEqualTo("PART_REFUNDED");

    passes(Duration.ofDays(31));

    bed.untilCompleted(ORDER_ID);
    assertThat(bed.stage(ORDER_ID)).isEqualTo("SETTLED");
  }

  @Test
  void an_order_cancelled_in_the_warehouse_ends_at_once() {
    happens(RECEIVED);
    happens(IN_WAREHOUSE);

    happens(CANCELLED);

    bed.untilCompleted(ORDER_ID);
    assertThat(bed.stage(ORDER_ID)).isEqualTo("CANCELLED");
    assertThat(bed.ledger().told()).isEmpty();
  }

  @Test
  void an_order_that_is_cancelled_is_carried_to_the_end_of_what_is_owed() {
    bed.ledger().owe(1, "emarsys", DeliveryKind.EVENT, Obstacle.heldUnder(7));
    bed.happens(RECEIVED);
    bed.untilAtGate(ORDER_ID, 1);
    bed.happens(CANCELLED);
    bed.untilQuiet(ORDER_ID);
    assertThat(bed.isRunning(ORDER_ID)).isTrue();

    bed.order().exclude(null);

    bed.untilCompleted(ORDER_ID);
  }

  @Test
  void while_the_business_clock_stands_no_time_passes() {
    bed.ledger().stopTheClock();
    happens(RECEIVED);
    happens(IN_WAREHOUSE);
    passes(Duration.ofDays(100));

    assertThat(bed.ledger().told()).isEmpty();
    assertThat(bed.timers(ORDER_ID)).isEmpty();
    assertThat(bed.isRunning(ORDER_ID)).isTrue();
  }

  @Test
  void a_burst_of_facts_costs_one_look() {
    happens(RECEIVED);
    CountDownLatch looking = new CountDownLatch(1);
    bed.ledger().blockLook(looking);
    int looks = bed.ledger().looks();
    bed.happens(IN_WAREHOUSE);
    until(() -> bed.ledger().looks() == looks + 1);

    bed.happens(INVOICED);
    bed.happens(DESPATCHED);
    bed.order().changed();
    looking.countDown();
    bed.untilQuiet(ORDER_ID);

    assertThat(bed.ledger().looks()).isEqualTo(looks + 2);
    assertThat(bed.stage(ORDER_ID)).isEqualTo("DESPATCHED");
  }

  @Test
  void timers_and_the_page_say_what_is_waited_for() {
    happens(RECEIVED);
    happens(IN_WAREHOUSE);
    happens(INVOICED);

    assertThat(bed.timers(ORDER_ID)).contains("despatch is overdue", "the return window ends");
    assertThat(bed.details(ORDER_ID))
        .contains("SO1001: invoiced", "in warehouse", "despatch is overdue")
        .contains("What happened in the ERP", "What is waited for");
    OrderStory story = bed.order().story();
    assertThat(story.stage().name()).isEqualTo("INVOICED");
    assertThat(story.happened()).extracting(StoryLine::what).contains("received", "invoiced");
    assertThat(story.waitsFor()).containsKey(Deadline.DESPATCH_OVERDUE);
  }

  private void happens(OrderFact fact) {
    bed.happens(fact);
    bed.untilQuiet(ORDER_ID);
  }

  private void passes(Duration time) {
    bed.skip(time);
    bed.untilQuiet(ORDER_ID);
  }
}
