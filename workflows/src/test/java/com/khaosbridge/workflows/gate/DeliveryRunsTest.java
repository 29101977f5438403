package com.khaosbridge.workflows.gate;

import static com.khaosbridge.workflows.bed.Outcomes.heldUnder;
import static com.khaosbridge.workflows.bed.WorkflowBed.ORDER_ID;
import static com.khaosbridge.workflows.bed.WorkflowBed.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.workflows.bed.LedgerFake.Call;
import com.khaosbridge.workflows.bed.WorkflowBed;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryOutcome;
import io.temporal.api.enums.v1.EventType;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeliveryRunsTest {
  @RegisterExtension private final WorkflowBed bed = new WorkflowBed();

  @Test
  void a_destination_that_is_held_retrying_or_slow_delays_no_other() {
    CountDownLatch slow = new CountDownLatch(1);
    bed.ledger()
        .owe(1, "held", DeliveryKind.EVENT, heldUnder(5))
        .owe(
            2,
            "retrying",
            DeliveryKind.EVENT,
            DeliveryOutcome.retryAfter(Duration.ofHours(3)),
            DeliveryOutcome.retryAfter(Duration.ofHours(3)))
        .owe(3, "without contact", DeliveryKind.EVENT, DeliveryOutcome.awaitingContact())
        .owe(4, "slow", DeliveryKind.EVENT)
        .owe(5, "well", DeliveryKind.EVENT)
        .block(4, slow);

    bed.observeOrder();
    until(() -> bed.ledger().isDelivered(5));

    bed.ledger().owe(6, "well", DeliveryKind.EVENT);
    bed.observeOrder();
    until(() -> bed.ledger().isDelivered(6));

    assertThat(List.of(1L, 2L, 3L, 4L)).noneMatch(bed.ledger()::isDelivered);
    slow.countDown();
  }

  @Test
  void a_delivery_that_waits_for_its_contact_goes_on_when_the_contact_is_settled() {
    bed.ledger().owe(1, "emarsys", DeliveryKind.EVENT, DeliveryOutcome.awaitingContact());
    bed.observeOrder();
    until(() -> bed.ledger().attempts(1) == 1);
    bed.untilQuiet(ORDER_ID);

    bed.ledger().release(1);
    bed.order().contactSettled();

    until(() -> bed.ledger().isDelivered(1));
    bed.untilCompleted(ORDER_ID);
    assertThat(between(bed.ledger().calls("deliver", 1))).isLessThan(Duration.ofMinutes(5));
  }

  @Test
  void a_contact_that_is_settled_elsewhere_does_not_let_an_order_go() {
    bed.ledger().owe(1, "emarsys", DeliveryKind.EVENT, DeliveryOutcome.awaitingContact());
    bed.observeOrder();
    until(() -> bed.ledger().attempts(1) == 1);
    bed.untilQuiet(ORDER_ID);

    bed.order().contactSettled();
    until(() -> bed.ledger().attempts(1) == 2);
    bed.untilQuiet(ORDER_ID);

    assertThat(bed.ledger().isDelivered(1)).isFalse();
    assertThat(bed.isRunning(ORDER_ID)).isTrue();
  }

  @Test
  void a_lost_contact_signal_costs_five_minutes_and_no_more() {
    bed.ledger().owe(1, "emarsys", DeliveryKind.EVENT, DeliveryOutcome.awaitingContact());
    bed.observeOrder();
    until(() -> bed.ledger().attempts(1) == 1);
    bed.untilQuiet(ORDER_ID);
    bed.ledger().release(1);

    bed.skip(Duration.ofMinutes(4));
    assertThat(bed.ledger().attempts(1)).isEqualTo(1);
    bed.skip(Duration.ofMinutes(2));

    bed.untilCompleted(ORDER_ID);
    assertThat(bed.ledger().isDelivered(1)).isTrue();
  }

  @Test
  void a_contact_that_is_settled_while_its_delivery_asks_is_not_missed() {
    CountDownLatch asking = new CountDownLatch(1);
    bed.ledger()
        .owe(1, "emarsys", DeliveryKind.EVENT, DeliveryOutcome.awaitingContact())
        .block(1, asking);
    bed.observeOrder();
    until(() -> bed.ledger().attempts(1) == 1);

    bed.order().contactSettled();
    bed.untilHeard(ORDER_ID);
    asking.countDown();

    // Without five minutes passing.
    until(() -> bed.ledger().attempts(1) == 2);
  }

  @Test
  void a_change_that_comes_while_a_held_delivery_asks_is_not_missed() {
    CountDownLatch asking = new CountDownLatch(1);
    bed.ledger().owe(1, "emarsys", DeliveryKind.EVENT, heldUnder(5)).block(1, asking);
    bed.observeOrder();
    until(() -> bed.ledger().attempts(1) == 1);

    bed.observeOrder();
    bed.untilHeard(ORDER_ID);
    asking.countDown();

    until(() -> bed.ledger().attempts(1) == 2);
    bed.untilAtGate(ORDER_ID, 1);
  }

  @Test
  void a_retry_sleeps_for_the_delay_and_no_observation_cuts_it_short() {
    bed.ledger()
        .owe(1, "emarsys", DeliveryKind.EVENT, DeliveryOutcome.retryAfter(Duration.ofHours(3)));
    bed.observeOrder();
    until(() -> bed.ledger().attempts(1) == 1);
    bed.untilQuiet(ORDER_ID);

    bed.observeOrder();
    bed.untilQuiet(ORDER_ID);
    bed.skip(Duration.ofMinutes(179));
    assertThat(bed.ledger().attempts(1)).isEqualTo(1);
    bed.skip(Duration.ofMinutes(2));

    bed.untilCompleted(ORDER_ID);
    assertThat(between(bed.ledger().calls("deliver", 1)))
        .isBetween(Duration.ofHours(3), Duration.ofMinutes(182));
    assertThat(timers()).contains(Duration.ofHours(3));
  }

  @Test
  void a_delivery_that_runs_is_not_started_again_by_an_observation() {
    CountDownLatch slow = new CountDownLatch(1);
    bed.ledger().owe(1, "emarsys", DeliveryKind.SALES_ROWS).block(1, slow);
    bed.observeOrder();
    until(() -> bed.ledger().attempts(1) == 1);

    bed.observeOrder();
    until(() -> bed.count(ORDER_ID, EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED) == 2);
    bed.ledger().owe(2, "emarsys", DeliveryKind.EVENT);
    bed.observeOrder();
    until(() -> bed.ledger().isDelivered(2));
    slow.countDown();

    bed.untilCompleted(ORDER_ID);
    assertThat(bed.ledger().attempts(1)).isEqualTo(1);
  }

  @Test
  void an_activity_that_fails_for_good_is_tried_again_and_the_delivery_is_not_lost() {
    bed.ledger().owe(1, "emarsys", DeliveryKind.EVENT).owe(2, "dotdigital", DeliveryKind.EVENT);
    bed.ledger()
        .meanwhile(
            1,
            () -> {
              throw ApplicationFailure.newNonRetryableFailure("not to be retried", "broken");
            });
    bed.observeOrder();
    until(() -> bed.ledger().isDelivered(2));
    bed.untilQuiet(ORDER_ID);
    assertThat(bed.isRunning(ORDER_ID)).isTrue();

    bed.skip(Duration.ofMinutes(2));

    bed.untilCompleted(ORDER_ID);
    assertThat(bed.ledger().isDelivered(1)).isTrue();
  }

  @Test
  void an_activity_that_fails_in_passing_is_retried_by_the_server() {
    bed.ledger().owe(1, "emarsys", DeliveryKind.EVENT);
    bed.ledger()
        .meanwhile(
            1,
            () -> {
              throw new IllegalStateException("the ledger is away");
            });

    bed.observeOrder();
    until(() -> bed.ledger().attempts(1) == 1);
    bed.skip(Duration.ofSeconds(10));

    bed.untilCompleted(ORDER_ID);
    assertThat(bed.ledger().isDelivered(1)).isTrue();
  }

  @Test
  void what_the_code_can_not_handle_breaks_the_workflow_task_where_it_is_seen() {
    bed.ledger()
        .owe(
            1,
            "emarsys",
            DeliveryKind.EVENT,
            new DeliveryOutcome(DeliveryOutcome.Kind.HELD, null, null));

    bed.observeOrder();

    until(() -> bed.count(ORDER_ID, EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED) > 0);
    assertThat(bed.isRunning(ORDER_ID)).isTrue();
  }

  private static Duration between(List<Call> calls) {
    return Duration.ofMillis(calls.get(calls.size() - 1).at() - calls.get(0).at());
  }

  private List<Duration> timers() {
    return bed.history(ORDER_ID).getEvents().stream()
        .filter(event -> event.getEventType() == EventType.EVENT_TYPE_TIMER_STARTED)
        .map(
            event ->
                Duration.ofSeconds(
                    event.getTimerStartedEventAttributes().getStartToFireTimeout().getSeconds()))
        .toList();
  }
}
