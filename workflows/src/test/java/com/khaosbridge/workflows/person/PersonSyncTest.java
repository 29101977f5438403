package com.khaosbridge.workflows.person;

import static com.khaosbridge.workflows.bed.Obstacle.heldUnder;
import static com.khaosbridge.workflows.bed.WorkflowBed.PERSON_ID;
import static com.khaosbridge.workflows.bed.WorkflowBed.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.workflows.bed.Obstacle;
import com.khaosbridge.workflows.bed.WorkflowBed;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import io.temporal.api.enums.v1.EventType;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PersonSyncTest {
  @RegisterExtension private final WorkflowBed bed = new WorkflowBed();

  @Test
  void a_person_ends_when_nothing_is_open() {
    bed.observePerson();

    bed.untilCompleted(PERSON_ID);
    assertThat(bed.ledger().looks()).isEqualTo(1);
    assertThat(bed.ledger().calls()).isEmpty();
  }

  @Test
  void a_person_ends_when_all_that_was_open_has_ended() {
    bed.ledger()
        .owe(1, "emarsys", DeliveryKind.CONTACT)
        .owe(2, "emarsys", DeliveryKind.CONSENT, Obstacle.retryAfter(Duration.ofMinutes(1)));

    bed.observePerson();
    until(() -> bed.ledger().attempts(2) == 1);
    bed.untilHeard(PERSON_ID);
    bed.skip(Duration.ofMinutes(2));

    bed.untilCompleted(PERSON_ID);
    assertThat(bed.ledger().allEnded()).isTrue();
  }

  @Test
  void changes_that_come_meanwhile_go_to_the_one_run() {
    CountDownLatch call = new CountDownLatch(1);
    bed.ledger().owe(1, "emarsys", DeliveryKind.CONTACT).block(1, call);
    bed.observePerson();
    until(() -> bed.ledger().attempts(1) == 1);

    for (long id = 2; id <= 6; id++) {
      bed.ledger().owe(id, "emarsys", DeliveryKind.CONSENT);
      bed.observePerson();
      bed.observePerson();
    }
    until(() -> bed.ledger().isDelivered(6));
    call.countDown();

    bed.untilCompleted(PERSON_ID);
    assertThat(bed.runs()).hasSize(1);
    assertThat(bed.ledger().allEnded()).isTrue();
    assertThat(bed.ledger().attempts(1)).isEqualTo(1);
  }

  @Test
  void a_change_that_comes_as_the_run_ends_is_not_lost() {
    for (long round = 1; round <= 10; round++) {
      long first = 2 * round;
      long second = first + 1;
      bed.ledger().owe(first, "emarsys", DeliveryKind.CONTACT);
      bed.ledger()
          .meanwhile(
              first,
              () -> {
                bed.ledger().owe(second, "emarsys", DeliveryKind.CONSENT);
                bed.observePerson();
              });

      bed.observePerson();

      until(() -> bed.ledger().isDelivered(second));
      bed.untilCompleted(PERSON_ID);
    }
  }

  @Test
  void consent_that_waits_for_its_contact_goes_on_as_soon_as_the_contact_is_there() {
    CountDownLatch call = new CountDownLatch(1);
    bed.ledger()
        .owe(1, "emarsys", DeliveryKind.CONTACT)
        .owe(2, "emarsys", DeliveryKind.CONSENT, Obstacle.awaitsContact())
        .block(1, call);
    bed.observePerson();
    until(() -> bed.ledger().attempts(2) == 1);

    call.countDown();
    until(() -> bed.ledger().isDelivered(1));
    bed.ledger().confirmContact(2);

    bed.untilCompleted(PERSON_ID);
    assertThat(bed.ledger().isDelivered(2)).isTrue();
    assertThat(bed.count(PERSON_ID, EventType.EVENT_TYPE_TIMER_FIRED)).isZero();
  }

  @Test
  void consent_that_was_held_with_its_contact_goes_on_when_the_ledger_says_so() {
    bed.ledger()
        .owe(1, "emarsys", DeliveryKind.CONTACT)
        .owe(2, "emarsys", DeliveryKind.CONSENT, heldUnder(7));
    bed.observePerson();
    bed.untilAtGate(PERSON_ID, 2);

    bed.ledger().release(2);
    bed.person().changed();

    until(() -> bed.ledger().isDelivered(2));
    bed.untilCompleted(PERSON_ID);
  }

  @Test
  void one_destination_that_is_held_delays_no_other() {
    bed.ledger()
        .owe(1, "emarsys", DeliveryKind.CONTACT, heldUnder(7, CaseType.CONFIG))
        .owe(2, "dotdigital", DeliveryKind.CONTACT)
        .owe(3, "dotdigital", DeliveryKind.CONSENT);

    bed.observePerson();

    until(() -> bed.ledger().isDelivered(2) && bed.ledger().isDelivered(3));
    bed.untilAtGate(PERSON_ID, 1);
    assertThat(bed.state(PERSON_ID)).isEqualTo("AWAITING_DECISION");
  }

  @Test
  void a_held_consent_can_be_excluded_by_hand() {
    bed.ledger().owe(1, "emarsys", DeliveryKind.CONSENT, heldUnder(7, CaseType.CONSENT_UNKNOWN));
    bed.observePerson();
    bed.untilAtGate(PERSON_ID, 1);

    bed.signalByHand(PERSON_ID, "exclude", "{\"person\": \"anna\", \"reason\": \"asked to\"}");

    bed.untilCompleted(PERSON_ID);
    assertThat(bed.ledger().isExcluded(1)).isTrue();
  }
}
