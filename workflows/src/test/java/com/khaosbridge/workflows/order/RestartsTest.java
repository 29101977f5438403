package com.khaosbridge.workflows.order;

import static com.khaosbridge.workflows.bed.WorkflowBed.ORDER_ID;
import static com.khaosbridge.workflows.bed.WorkflowBed.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.workflows.bed.Obstacle;
import com.khaosbridge.workflows.bed.OrderFact;
import com.khaosbridge.workflows.bed.WorkflowBed;
import com.khaosbridge.workflows.decision.Deadline;
import com.khaosbridge.workflows.decision.OrderTimes;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import io.temporal.api.enums.v1.EventType;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An order is carried on by workers that know nothing but its history. */
class RestartsTest {
  @RegisterExtension private final WorkflowBed bed = new WorkflowBed().forgetful();

  @Test
  void a_restart_between_any_two_steps_changes_nothing() {
    bed.ledger()
        .expectMore(true)
        .allow(
            new OrderTimes(
                Duration.ofDays(5), Duration.ofDays(60), Duration.ofDays(30), Duration.ofDays(14)))
        .when(Deadline.REVIEW_DUE, () -> bed.ledger().owe(9, "emarsys", DeliveryKind.EVENT));
    happens(OrderFact.RECEIVED);
    happens(OrderFact.IN_WAREHOUSE);
    passes(Duration.ofDays(6));
    bed.ledger().owe(1, "emarsys", DeliveryKind.SALES_ROWS, Obstacle.heldUnder(7));
    bed.happens(OrderFact.INVOICED);
    bed.untilAtGate(ORDER_ID, 1);
    bed.signalByHand(ORDER_ID, "retry", "{}");
    until(() -> bed.ledger().isDelivered(1));
    happens(OrderFact.DESPATCHED);
    passes(Duration.ofDays(15));
    until(() -> bed.ledger().isDelivered(9));
    passes(Duration.ofDays(16));

    bed.untilCompleted(ORDER_ID);
    assertThat(bed.ledger().told())
        .containsExactly(
            "passed DESPATCH_OVERDUE", "passed REVIEW_DUE", "passed RETURN_WINDOW_OVER");
    assertThat(bed.ledger().attempts(1)).isEqualTo(2);
    assertThat(bed.ledger().attempts(9)).isEqualTo(1);
    assertThat(bed.stage(ORDER_ID)).isEqualTo("SETTLED");
    assertThat(bed.count(ORDER_ID, EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED)).isZero();
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
