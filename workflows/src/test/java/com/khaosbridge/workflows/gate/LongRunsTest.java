package com.khaosbridge.workflows.gate;

import static com.khaosbridge.workflows.bed.Outcomes.heldUnder;
import static com.khaosbridge.workflows.bed.WorkflowBed.ORDER_ID;
import static com.khaosbridge.workflows.bed.WorkflowBed.PERSON_ID;
import static com.khaosbridge.workflows.bed.WorkflowBed.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.workflows.bed.WorkflowBed;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryOutcome;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A history may not grow without end, however long an outage takes. */
class LongRunsTest {
  private static final DeliveryOutcome RETRY = DeliveryOutcome.retryAfter(Duration.ofSeconds(30));

  @RegisterExtension private final WorkflowBed bed = new WorkflowBed();

  @Test
  void an_order_that_retries_for_long_continues_as_new_and_loses_nothing() {
    bed.suggestContinueAsNewFrom(60);
    bed.ledger()
        .owe(
            1,
            "emarsys",
            DeliveryKind.EVENT,
            Collections.nCopies(40, RETRY).toArray(DeliveryOutcome[]::new));

    bed.observeOrder();
    bed.skip(Duration.ofHours(1));

    bed.untilCompleted(ORDER_ID);
    assertThat(bed.ledger().isDelivered(1)).isTrue();
    assertThat(bed.runs()).hasSizeGreaterThan(2);
    assertThat(bed.history(ORDER_ID).getEvents()).hasSizeLessThan(100);
  }

  @Test
  void a_person_that_retries_for_long_continues_as_new_and_loses_nothing() {
    bed.suggestContinueAsNewFrom(60);
    bed.ledger()
        .owe(
            1,
            "emarsys",
            DeliveryKind.CONTACT,
            Collections.nCopies(20, RETRY).toArray(DeliveryOutcome[]::new));

    bed.observePerson();
    bed.skip(Duration.ofHours(1));

    bed.untilCompleted(PERSON_ID);
    assertThat(bed.ledger().isDelivered(1)).isTrue();
    assertThat(bed.runs()).hasSizeGreaterThan(1);
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

  @Test
  void a_run_does_not_continue_as_new_while_the_answer_of_a_call_is_outstanding() {
    bed.suggestContinueAsNewFrom(1);
    CountDownLatch call = new CountDownLatch(1);
    bed.ledger()
        .owe(1, "slow", DeliveryKind.SALES_ROWS)
        .owe(2, "emarsys", DeliveryKind.EVENT, heldUnder(7))
        .block(1, call);
    bed.observeOrder();
    until(() -> bed.ledger().attempts(1) == 1);
    bed.untilAtGate(ORDER_ID, 2);
    bed.observeOrder();
    until(() -> bed.ledger().attempts(2) == 2);
    assertThat(bed.runs()).hasSize(1);

    bed.suggestContinueAsNewFrom(1_000);
    call.countDown();

    until(() -> bed.ledger().isDelivered(1));
    assertThat(bed.ledger().attempts(1)).isEqualTo(1);
  }

  @Test
  void a_run_that_has_nothing_left_ends_instead_of_continuing() {
    bed.suggestContinueAsNewFrom(1);
    bed.ledger().owe(1, "emarsys", DeliveryKind.EVENT);

    bed.observeOrder();

    bed.untilCompleted(ORDER_ID);
    assertThat(bed.runs()).hasSize(1);
  }
}
