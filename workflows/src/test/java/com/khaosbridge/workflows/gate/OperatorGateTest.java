package com.khaosbridge.workflows.gate;

import static com.khaosbridge.workflows.bed.Obstacle.heldUnder;
import static com.khaosbridge.workflows.bed.WorkflowBed.ORDER_ID;
import static com.khaosbridge.workflows.bed.WorkflowBed.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.workflows.BridgeSearchAttributes;
import com.khaosbridge.workflows.bed.LedgerFake.Call;
import com.khaosbridge.workflows.bed.WorkflowBed;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.order.OrderLifecycle;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.BatchRequest;
import io.temporal.common.SearchAttributes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorGateTest {
  private static final String[] COMMANDS = {"retry", "rereadFromErp", "exclude"};

  @RegisterExtension private final WorkflowBed bed = new WorkflowBed();

  @Test
  void people_see_at_the_workflow_who_must_decide_what() {
    bed.ledger()
        .owe(1, "emarsys", DeliveryKind.SALES_ROWS, heldUnder(7, CaseType.UNKNOWN_OUTCOME))
        .owe(2, "dotdigital", DeliveryKind.EVENT, heldUnder(7, CaseType.UNKNOWN_OUTCOME));
    bed.observeOrder();
    bed.untilAtGate(ORDER_ID, 1, 2);

    SearchAttributes seen = bed.describe(ORDER_ID).getTypedSearchAttributes();
    assertThat(seen.get(BridgeSearchAttributes.STATE)).isEqualTo("AWAITING_DECISION");
    assertThat(seen.get(BridgeSearchAttributes.CASE_TYPE)).isEqualTo("UNKNOWN_OUTCOME");
    assertThat(seen.get(BridgeSearchAttributes.CASE_OWNER)).isEqualTo("finance");
    assertThat(seen.get(BridgeSearchAttributes.CASE_ID)).containsExactly("7");
    assertThat(seen.get(BridgeSearchAttributes.CASE_ROWS)).isEqualTo(2);
    assertThat(seen.get(BridgeSearchAttributes.CASE_DUE)).isNotNull();
    assertThat(seen.get(BridgeSearchAttributes.DESTINATION))
        .containsExactly("dotdigital", "emarsys");
    assertThat(seen.get(BridgeSearchAttributes.SOURCE)).isEqualTo(WorkflowBed.SOURCE);
    assertThat(bed.details(ORDER_ID))
        .contains("**Case 7**", "emarsys · sales rows 1 is held: cause 7", "`retry`");
  }

  @Test
  void what_was_shown_is_taken_back_when_the_gate_closes() {
    bed.ledger().owe(1, "emarsys", DeliveryKind.EVENT, heldUnder(7)).expectMore(true);
    bed.observeOrder();
    bed.untilAtGate(ORDER_ID, 1);

    bed.order().retry(null);
    until(() -> bed.ledger().isDelivered(1));
    bed.untilQuiet(ORDER_ID);

    SearchAttributes seen = bed.describe(ORDER_ID).getTypedSearchAttributes();
    assertThat(seen.get(BridgeSearchAttributes.STATE)).isEqualTo("RUNNING");
    assertThat(seen.containsKey(BridgeSearchAttributes.CASE_TYPE)).isFalse();
    assertThat(seen.containsKey(BridgeSearchAttributes.CASE_OWNER)).isFalse();
    assertThat(seen.containsKey(BridgeSearchAttributes.DESTINATION)).isFalse();
    assertThat(seen.containsKey(BridgeSearchAttributes.CASE_ID)).isFalse();
    assertThat(seen.containsKey(BridgeSearchAttributes.CASE_DUE)).isFalse();
    assertThat(seen.containsKey(BridgeSearchAttributes.CASE_ROWS)).isFalse();
    assertThat(bed.details(ORDER_ID)).doesNotContain("Case");
  }

  @ParameterizedTest
  @ValueSource(strings = {"retry", "rereadFromErp", "exclude"})
  void a_command_as_raw_json_with_nothing_in_it_works_while_one_case_is_open(String signal) {
    oneDeliveryAtTheGate();

    bed.signalByHand(ORDER_ID, signal, "{}");

    bed.untilCompleted(ORDER_ID);
    assertThat(decisions(signal)).isEqualTo(1);
    assertThat(bed.ledger().isExcluded(1)).isEqualTo(signal.equals("exclude"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"retry", "rereadFromErp", "exclude"})
  void a_command_without_any_payload_works_while_one_case_is_open(String signal) {
    oneDeliveryAtTheGate();

    bed.signalByHand(ORDER_ID, signal, null);

    bed.untilCompleted(ORDER_ID);
    assertThat(decisions(signal)).isEqualTo(1);
  }

  @Test
  void a_command_with_a_null_payload_works_while_one_case_is_open() {
    oneDeliveryAtTheGate();

    bed.order().exclude(null);

    bed.untilCompleted(ORDER_ID);
    assertThat(bed.ledger().isExcluded(1)).isTrue();
  }

  @Test
  void who_decided_and_why_reaches_the_ledger() {
    oneDeliveryAtTheGate();

    bed.signalByHand(
        ORDER_ID, "exclude", "{\"caseId\": 7, \"person\": \"anna\", \"reason\": \"test order\"}");

    bed.untilCompleted(ORDER_ID);
    assertThat(bed.ledger().calls("exclude", 1))
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.person()).isEqualTo("anna");
              assertThat(call.reason()).isEqualTo("test order");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "[]", "{\"caseId\":", "{\"caseId\": \"seven\"}", "{\"caseID\": 8}"})
  void a_command_that_is_mistyped_does_nothing_and_the_workflow_goes_on(String json) {
    oneDeliveryAtTheGate();

    bed.signalByHand(ORDER_ID, "retry", json);
    bed.untilQuiet(ORDER_ID);
    assertThat(decisions("retry")).isZero();

    bed.signalByHand(ORDER_ID, "retry", "{\"caseId\": 7}");
    bed.untilCompleted(ORDER_ID);
    assertThat(decisions("retry")).isEqualTo(1);
  }

  @Test
  void without_case_id_nothing_happens_while_two_cases_are_open() {
    twoDeliveriesAtTheGate();

    for (String signal : COMMANDS) {
      bed.signalByHand(ORDER_ID, signal, "{\"person\": \"anna\"}");
      bed.signalByHand(ORDER_ID, signal, null);
    }
    bed.untilQuiet(ORDER_ID);

    assertThat(bed.ledger().calls()).extracting(Call::what).containsOnly("deliver");
    assertThat(bed.ledger().attempts(1)).isEqualTo(1);
    assertThat(bed.ledger().attempts(2)).isEqualTo(1);
    assertThat(bed.state(ORDER_ID)).isEqualTo("AWAITING_DECISION");
  }

  @Test
  void with_case_id_only_that_case_is_decided() {
    twoDeliveriesAtTheGate();

    bed.signalByHand(ORDER_ID, "retry", "{\"caseId\": 8}");
    until(() -> bed.ledger().isDelivered(2));
    bed.untilQuiet(ORDER_ID);

    assertThat(bed.ledger().attempts(1)).isEqualTo(1);
    assertThat(bed.details(ORDER_ID)).contains("**Case 7**").doesNotContain("**Case 8**");

    bed.signalByHand(ORDER_ID, "exclude", "{}");
    bed.untilCompleted(ORDER_ID);
    assertThat(bed.ledger().isExcluded(1)).isTrue();
  }

  @Test
  void a_command_applies_to_all_that_its_case_holds() {
    bed.ledger()
        .owe(1, "emarsys", DeliveryKind.SALES_ROWS, heldUnder(7))
        .owe(2, "emarsys", DeliveryKind.EVENT, heldUnder(7));
    bed.observeOrder();
    bed.untilAtGate(ORDER_ID, 1, 2);

    bed.signalByHand(ORDER_ID, "retry", "{}");

    bed.untilCompleted(ORDER_ID);
    assertThat(bed.ledger().isDelivered(1)).isTrue();
    assertThat(bed.ledger().isDelivered(2)).isTrue();
  }

  @Test
  void the_same_signal_id_twice_applies_once() {
    bed.ledger().owe(1, "emarsys", DeliveryKind.EVENT, heldUnder(7), heldUnder(7), heldUnder(7));
    bed.observeOrder();
    bed.untilAtGate(ORDER_ID, 1);

    bed.signalByHand(ORDER_ID, "retry", "{\"signalId\": \"click-1\"}");
    until(() -> bed.ledger().attempts(1) == 2);
    bed.untilQuiet(ORDER_ID);
    bed.signalByHand(ORDER_ID, "retry", "{\"signalId\": \"click-1\"}");
    bed.untilQuiet(ORDER_ID);
    assertThat(decisions("retry")).isEqualTo(1);

    bed.signalByHand(ORDER_ID, "retry", "{\"signalId\": \"click-2\"}");
    until(() -> bed.ledger().attempts(1) == 3);
    assertThat(decisions("retry")).isEqualTo(2);
  }

  @Test
  void without_signal_id_a_command_applies_once_for_each_time_the_gate_opens() {
    bed.ledger().owe(1, "emarsys", DeliveryKind.EVENT, heldUnder(7), heldUnder(7));
    bed.observeOrder();
    bed.untilAtGate(ORDER_ID, 1);

    bed.signalByHand(ORDER_ID, "retry", "{}");
    until(() -> bed.ledger().attempts(1) == 2);
    bed.untilAtGate(ORDER_ID, 1);
    bed.signalByHand(ORDER_ID, "retry", "{}");

    bed.untilCompleted(ORDER_ID);
    assertThat(decisions("retry")).isEqualTo(2);
  }

  @Test
  void what_is_no_longer_held_goes_on_as_soon_as_the_ledger_says_so() {
    oneDeliveryAtTheGate();

    bed.observeOrder();
    bed.untilQuiet(ORDER_ID);
    assertThat(bed.ledger().attempts(1)).isEqualTo(1);
    assertThat(bed.state(ORDER_ID)).isEqualTo("AWAITING_DECISION");

    bed.ledger().release(1);
    bed.order().changed();
    bed.untilCompleted(ORDER_ID);
    assertThat(bed.ledger().isDelivered(1)).isTrue();
    assertThat(decisions("retry")).isZero();
  }

  @Test
  void a_command_that_comes_while_its_delivery_asks_again_is_not_lost() {
    bed.ledger().owe(1, "emarsys", DeliveryKind.EVENT, heldUnder(7), heldUnder(7));
    bed.observeOrder();
    bed.untilAtGate(ORDER_ID, 1);
    CountDownLatch looking = new CountDownLatch(1);
    bed.ledger().block(1, looking);
    bed.signalByHand(ORDER_ID, "retry", "{\"caseId\": 7, \"signalId\": \"one\"}");
    until(() -> bed.ledger().attempts(1) == 2);

    bed.signalByHand(ORDER_ID, "exclude", "{\"caseId\": 7}");
    bed.untilHeard(ORDER_ID);
    looking.countDown();

    bed.untilCompleted(ORDER_ID);
    assertThat(bed.ledger().isExcluded(1)).isTrue();
  }

  @Test
  void a_command_that_itself_starts_the_run_is_not_lost() {
    bed.ledger()
        .owe(1, "emarsys", DeliveryKind.EVENT, heldUnder(7))
        .owe(2, "emarsys", DeliveryKind.SALES_ROWS, heldUnder(7))
        .owe(3, "emarsys", DeliveryKind.SALES_ROWS, heldUnder(8));

    OrderLifecycle order =
        bed.client().newWorkflowStub(OrderLifecycle.class, WorkflowBed.options(ORDER_ID));
    BatchRequest request = bed.client().newSignalWithStartRequest();
    request.add(order::run, WorkflowBed.ORDER);
    request.add(order::retry, new GateCommand(7L, "anna", null, "click-1"));
    bed.client().signalWithStart(request);

    until(() -> bed.ledger().isDelivered(1) && bed.ledger().isDelivered(2));
    bed.untilAtGate(ORDER_ID, 3);
    assertThat(bed.ledger().attempts(3)).isEqualTo(1);
  }

  @Test
  void a_command_is_not_kept_for_what_is_held_much_later() {
    bed.ledger().expectMore(true);
    bed.observeOrder();
    until(() -> bed.ledger().looks() == 1);
    bed.signalByHand(ORDER_ID, "exclude", "{\"caseId\": 7}");
    bed.untilQuiet(ORDER_ID);

    bed.skip(Duration.ofMinutes(2));
    bed.ledger().owe(1, "emarsys", DeliveryKind.EVENT, heldUnder(7));
    bed.observeOrder();
    bed.untilAtGate(ORDER_ID, 1);

    assertThat(decisions("exclude")).isZero();
  }

  @Test
  void a_retry_that_is_held_again_under_the_same_case_is_not_repeated_by_itself() {
    bed.ledger().owe(1, "emarsys", DeliveryKind.SALES_ROWS, heldUnder(7), heldUnder(7));
    bed.observeOrder();
    bed.untilAtGate(ORDER_ID, 1);

    bed.signalByHand(ORDER_ID, "retry", "{\"caseId\": 7}");
    until(() -> bed.ledger().attempts(1) == 2);
    bed.untilQuiet(ORDER_ID);
    bed.skip(Duration.ofMinutes(10));

    assertThat(bed.ledger().attempts(1)).isEqualTo(2);
    assertThat(bed.count(ORDER_ID, EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED)).isZero();
  }

  private void oneDeliveryAtTheGate() {
    bed.ledger().owe(1, "emarsys", DeliveryKind.EVENT, heldUnder(7));
    bed.observeOrder();
    bed.untilAtGate(ORDER_ID, 1);
  }

  private void twoDeliveriesAtTheGate() {
    bed.ledger()
        .owe(1, "emarsys", DeliveryKind.EVENT, heldUnder(7))
        .owe(2, "dotdigital", DeliveryKind.EVENT, heldUnder(8));
    bed.observeOrder();
    bed.untilAtGate(ORDER_ID, 1, 2);
  }

  private long decisions(String signal) {
    String what = signal.equals("retry") ? "reopen" : signal;
    return bed.ledger().calls().stream().filter(call -> call.what().equals(what)).count();
  }
}
