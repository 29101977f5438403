package com.khaosbridge.workflows.gate;

import static com.khaosbridge.workflows.bed.Obstacle.heldUnder;
import static com.khaosbridge.workflows.bed.WorkflowBed.ORDER_ID;
import static com.khaosbridge.workflows.bed.WorkflowBed.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.workflows.bed.LedgerFake.Call;
import com.khaosbridge.workflows.bed.Obstacle;
import com.khaosbridge.workflows.bed.WorkflowBed;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import io.temporal.api.enums.v1.EventType;
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
            Obstacle.retryAfter(Duration.ofHours(3)),
            Obstacle.retryAfter(Duration.ofHours(3)))
        .owe(3, "without contact", DeliveryKind.EVENT, Obstacle.awaitsContact())
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
  void a_delivery_that_runs_is_not_started_again_by_an_observation() {
    CountDownLatch slow = new CountDownLatch(1);
    bed.ledger().owe(1, "emarsys", DeliveryKind.SALES_ROWS).block(1, slow);
    bed.observeOrder();
    until(() -> bed.ledger().attempts(1) == 1);

    bed.observeOrder();
    until(() -> bed.ledger().looks() == 2);
    bed.ledger().owe(2, "emarsys", DeliveryKind.EVENT);
    bed.observeOrder();
    until(() -> bed.ledger().isDelivered(2));
    slow.countDown();

    bed.untilCompleted(ORDER_ID);
    assertThat(bed.ledger().attempts(1)).isEqualTo(1);
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
  void a_delivery_that_waits_for_its_contact_goes_on_by_itself_when_the_contact_is_confirmed() {
    bed.ledger().owe(1, "emarsys", DeliveryKind.EVENT, Obstacle.awaitsContact());
    bed.observeOrder();
    until(() -> bed.ledger().attempts(1) == 1);
    bed.untilHeard(ORDER_ID);
    assertThat(bed.isRunning(ORDER_ID)).isTrue();

    bed.ledger().confirmContact(1);

    bed.untilCompleted(ORDER_ID);
    assertThat(bed.ledger().isDelivered(1)).isTrue();
    assertThat(bed.ledger().attempts(1)).isEqualTo(1);
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
  void a_retry_waits_for_its_delay_at_the_server_and_spends_no_event_of_the_history() {
    bed.ledger()
        .owe(
            1,
            "emarsys",
            DeliveryKind.EVENT,
            Obstacle.retryAfter(Duration.ofHours(3)),
            Obstacle.retryAfter(Duration.ofHours(3)),
            Obstacle.retryAfter(Duration.ofHours(3)));
    bed.observeOrder();
    until(() -> bed.ledger().attempts(1) == 1);
    bed.untilHeard(ORDER_ID);
    int events = bed.history(ORDER_ID).getEvents().size();

    bed.observeOrder();
    bed.untilHeard(ORDER_ID);
    int withSignal = bed.history(ORDER_ID).getEvents().size();
    bed.skip(Duration.ofHours(8));

    assertThat(bed.ledger().attempts(1)).isEqualTo(3);
    assertThat(bed.history(ORDER_ID).getEvents().size()).isEqualTo(withSignal);
    assertThat(withSignal).isGreaterThan(events);
    bed.skip(Duration.ofHours(2));
    bed.untilCompleted(ORDER_ID);
    assertThat(between(bed.ledger().calls("deliver", 1)))
        .isBetween(Duration.ofHours(9), Duration.ofHours(10));
    assertThat(bed.count(ORDER_ID, EventType.EVENT_TYPE_TIMER_STARTED)).isZero();
  }

  @Test
  void an_activity_carries_the_name_of_its_kind_and_says_what_it_is_about() {
    bed.ledger()
        .owe(1, "emarsys", DeliveryKind.SALES_ROWS, "INV000000536365")
        .owe(2, "dotdigital", DeliveryKind.ORDER, "SO1001")
        .owe(3, "emarsys", DeliveryKind.EVENT, "despatched INV000000536365");

    bed.observeOrder();
    bed.untilCompleted(ORDER_ID);

    assertThat(bed.activities(ORDER_ID))
        .containsExactlyInAnyOrder(
            "SendSalesRows: emarsys · INV000000536365",
            "RecordOrder: dotdigital · SO1001",
            "AnnounceEvent: emarsys · despatched INV000000536365");
  }

  @Test
  void what_the_code_can_not_handle_breaks_the_workflow_task_where_it_is_seen() {
    bed.ledger().owe(1, "emarsys", DeliveryKind.EVENT, new Obstacle.Held(null));

    bed.observeOrder();

    until(() -> bed.count(ORDER_ID, EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED) > 0);
    assertThat(bed.isRunning(ORDER_ID)).isTrue();
  }

  private static Duration between(List<Call> calls) {
    return Duration.ofMillis(calls.get(calls.size() - 1).at() - calls.get(0).at());
  }
}
