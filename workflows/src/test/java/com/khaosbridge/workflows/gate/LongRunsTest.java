package com.khaosbridge.workflows.gate;

import static com.khaosbridge.workflows.bed.Obstacle.heldUnder;
import static com.khaosbridge.workflows.bed.WorkflowBed.ORDER_ID;
import static com.khaosbridge.workflows.bed.WorkflowBed.PERSON_ID;
import static com.khaosbridge.workflows.bed.WorkflowBed.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.workflows.bed.WorkflowBed;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A history may not grow without end, however long an outage takes. */
class LongRunsTest {
  @RegisterExtension private final WorkflowBed bed = new WorkflowBed();

  @Test
  void an_order_whose_call_is_under_way_continues_as_new_and_the_ledger_has_the_outcome() {
    bed.suggestContinueAsNewFrom(20);
    CountDownLatch call = new CountDownLatch(1);
    bed.ledger().owe(1, "slow", DeliveryKind.SALES_ROWS).block(1, call);
    bed.observeOrder();
    until(() -> bed.ledger().attempts(1) == 1);
    for (int i = 0; bed.runs().size() == 1 && i < 20; i++) {
      bed.observeOrder();
      bed.untilHeard(ORDER_ID);
    }
    assertThat(bed.runs()).hasSizeGreaterThan(1);

    call.countDown();

    bed.untilCompleted(ORDER_ID);
    assertThat(bed.ledger().isDelivered(1)).isTrue();
  }

  @Test
  void a_person_that_changes_for_long_continues_as_new_and_loses_nothing() {
    bed.suggestContinueAsNewFrom(20);
    bed.ledger().owe(1, "emarsys", DeliveryKind.CONTACT, heldUnder(7));
    bed.observePerson();
    bed.untilAtGate(PERSON_ID, 1);
    for (int i = 0; bed.runs().size() == 1 && i < 20; i++) {
      bed.observePerson();
      bed.untilQuiet(PERSON_ID);
    }
    assertThat(bed.runs()).hasSizeGreaterThan(1);
    bed.ledger().release(1);
    bed.observePerson();

    bed.untilCompleted(PERSON_ID);
    assertThat(bed.ledger().isDelivered(1)).isTrue();
  }

  @Test
  void what_is_held_is_shown_by_the_new_run_and_can_be_decided_there() {
    bed.suggestContinueAsNewFrom(30);
    bed.ledger().owe(1, "emarsys", DeliveryKind.EVENT, heldUnder(7));
    bed.observeOrder();
    bed.untilAtGate(ORDER_ID, 1);
    for (int i = 0; bed.runs().size() == 1 && i < 20; i++) {
      bed.observeOrder();
      bed.untilQuiet(ORDER_ID);
    }
    assertThat(bed.runs()).hasSize(2);
    bed.untilAtGate(ORDER_ID, 1);
    assertThat(bed.state(ORDER_ID)).isEqualTo("AWAITING_DECISION");

    bed.order().retry(null);

    bed.untilCompleted(ORDER_ID);
    assertThat(bed.ledger().isDelivered(1)).isTrue();
  }

  @Test
  void what_was_held_and_went_on_by_itself_is_not_shown_by_the_new_run() {
    bed.ledger().owe(1, "emarsys", DeliveryKind.EVENT, heldUnder(7)).expectMore(true);
    bed.observeOrder();
    bed.untilAtGate(ORDER_ID, 1);
    bed.untilQuiet(ORDER_ID);
    bed.ledger().release(1);

    bed.suggestContinueAsNewFrom(bed.history(ORDER_ID).getEvents().size() + 1);
    bed.signalByHand(ORDER_ID, "exclude", "{\"caseId\": 99}");

    until(() -> bed.ledger().isDelivered(1));
    bed.untilQuiet(ORDER_ID);
    assertThat(bed.runs()).hasSizeGreaterThan(1);
    assertThat(bed.state(ORDER_ID)).isEqualTo("RUNNING");
  }
}
