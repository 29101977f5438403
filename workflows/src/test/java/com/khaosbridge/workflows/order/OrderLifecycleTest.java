package com.khaosbridge.workflows.order;

import static com.khaosbridge.workflows.bed.Outcomes.heldUnder;
import static com.khaosbridge.workflows.bed.WorkflowBed.ORDER_ID;
import static com.khaosbridge.workflows.bed.WorkflowBed.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.workflows.bed.SeenRuns;
import com.khaosbridge.workflows.bed.WorkflowBed;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryOutcome;
import io.temporal.api.enums.v1.EventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OrderLifecycleTest {
  private enum Fact {
    RECEIVED,
    FINALISED,
    DESPATCHED
  }

  @RegisterExtension private final WorkflowBed bed = new WorkflowBed();

  static Stream<List<Fact>> orders() {
    List<List<Fact>> orders = new ArrayList<>();
    for (Fact first : Fact.values()) {
      for (Fact second : Fact.values()) {
        for (Fact third : Fact.values()) {
          if (first != second && second != third && first != third) {
            orders.add(List.of(first, second, third));
          }
        }
      }
    }
    return orders.stream();
  }

  @ParameterizedTest
  @MethodSource("orders")
  void facts_may_arrive_in_any_order_and_each_is_delivered_once(List<Fact> facts) {
    bed.ledger().expectMore(true);
    int known = 0;
    for (Fact fact : facts) {
      switch (fact) {
        case RECEIVED -> bed.ledger().owe(1, "emarsys", DeliveryKind.EVENT);
        case FINALISED ->
            bed.ledger()
                .owe(2, "emarsys", DeliveryKind.SALES_ROWS)
                .owe(3, "emarsys", DeliveryKind.EVENT);
        case DESPATCHED -> bed.ledger().owe(4, "emarsys", DeliveryKind.EVENT);
      }
      known++;
      bed.ledger().expectMore(known < facts.size());
      bed.observeOrder();
      until(bed.ledger()::allEnded);
    }

    bed.untilCompleted(ORDER_ID);
    for (long delivery : List.of(1L, 2L, 3L, 4L)) {
      assertThat(bed.ledger().attempts(delivery)).isEqualTo(1);
    }
    assertThat(bed.runs()).hasSize(1);
  }

  @Test
  void a_settled_order_ends_with_its_last_delivery() {
    bed.ledger().owe(1, "emarsys", DeliveryKind.SALES_ROWS);

    bed.observeOrder();

    bed.untilCompleted(ORDER_ID);
    assertThat(bed.ledger().isDelivered(1)).isTrue();
  }

  @Test
  void a_settled_order_does_not_end_while_a_delivery_is_held() {
    bed.ledger()
        .owe(1, "emarsys", DeliveryKind.EVENT)
        .owe(2, "emarsys", DeliveryKind.SALES_ROWS, heldUnder(5));

    bed.observeOrder();
    bed.untilAtGate(ORDER_ID, 2);
    bed.skip(Duration.ofDays(100));

    assertThat(bed.isRunning(ORDER_ID)).isTrue();
  }

  @Test
  void an_unsettled_order_waits_for_the_despatch_horizon_after_its_last_fact() {
    bed.ledger().owe(1, "emarsys", DeliveryKind.EVENT).expectMore(true);
    bed.observeOrder();
    until(() -> bed.ledger().isDelivered(1));

    bed.skip(Duration.ofDays(30));
    bed.observeOrder();
    until(() -> bed.ledger().looks() == 2);
    bed.untilQuiet(ORDER_ID);
    bed.skip(Duration.ofDays(59));
    assertThat(bed.isRunning(ORDER_ID)).isTrue();

    bed.skip(Duration.ofDays(2));
    bed.untilCompleted(ORDER_ID);
  }

  @Test
  void an_observation_after_the_end_makes_a_new_short_run_that_reads_the_ledger() {
    bed.ledger().owe(1, "emarsys", DeliveryKind.EVENT);
    bed.observeOrder();
    bed.untilCompleted(ORDER_ID);

    bed.ledger().owe(2, "emarsys", DeliveryKind.EVENT);
    bed.observeOrder();
    until(() -> bed.ledger().isDelivered(2));
    bed.untilCompleted(ORDER_ID);

    assertThat(bed.runs()).extracting(SeenRuns.Run::runId).doesNotHaveDuplicates().hasSize(2);
    assertThat(bed.ledger().attempts(1)).isEqualTo(1);
  }

  @Test
  void an_observation_that_comes_as_the_run_ends_is_not_lost() {
    for (long round = 1; round <= 10; round++) {
      long first = 2 * round;
      long second = first + 1;
      bed.ledger().owe(first, "emarsys", DeliveryKind.EVENT);
      bed.ledger()
          .meanwhile(
              first,
              () -> {
                bed.ledger().owe(second, "emarsys", DeliveryKind.EVENT);
                bed.observeOrder();
              });

      bed.observeOrder();

      until(() -> bed.ledger().isDelivered(second));
      bed.untilCompleted(ORDER_ID);
    }
  }

  @Test
  void a_run_that_was_started_by_a_signal_keeps_its_priority() {
    bed.ledger().owe(1, "emarsys", DeliveryKind.EVENT);

    bed.observeOrder();
    bed.untilCompleted(ORDER_ID);

    assertThat(bed.runs())
        .singleElement()
        .extracting(run -> run.priority().getPriorityKey())
        .isEqualTo(WorkflowBed.LIVE.getPriorityKey());
  }

  @Test
  void whatever_stands_in_the_way_every_delivery_ends_and_so_does_the_order() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<String> destinations = List.of("emarsys", "dotdigital", "second dotdigital");
    for (long id = 1; id <= 12; id++) {
      DeliveryOutcome[] obstacles = new DeliveryOutcome[random.nextInt(4)];
      for (int i = 0; i < obstacles.length; i++) {
        obstacles[i] =
            switch (random.nextInt(3)) {
              case 0 -> DeliveryOutcome.retryAfter(Duration.ofSeconds(random.nextInt(3_000)));
              case 1 -> DeliveryOutcome.awaitingContact();
              default -> heldUnder(1 + random.nextInt(3));
            };
      }
      String destination = destinations.get(random.nextInt(destinations.size()));
      bed.ledger().owe(id, destination, DeliveryKind.EVENT, obstacles);
    }
    bed.observeOrder();

    for (int step = 0; step < 60; step++) {
      switch (random.nextInt(4)) {
        case 0 -> {
          bed.ledger().releaseIfAwaitingContact(1 + random.nextInt(12));
          bed.signalIfRunning(ORDER_ID, "contactSettled", null);
        }
        case 1 -> bed.signalIfRunning(ORDER_ID, "observed", null);
        case 2 -> retry(1 + random.nextInt(3));
        default -> bed.skip(Duration.ofMinutes(random.nextInt(40)));
      }
    }
    for (int step = 0; step < 30 && bed.isRunning(ORDER_ID); step++) {
      for (long id = 1; id <= 12; id++) {
        bed.ledger().releaseIfAwaitingContact(id);
      }
      retry(1);
      retry(2);
      retry(3);
      bed.untilQuiet(ORDER_ID);
      bed.skip(Duration.ofHours(1));
    }

    bed.untilCompleted(ORDER_ID);
    assertThat(bed.ledger().allEnded()).isTrue();
    assertThat(bed.count(ORDER_ID, EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED)).isZero();
  }

  private void retry(long caseId) {
    bed.signalIfRunning(ORDER_ID, "retry", "{\"caseId\":" + caseId + "}");
  }
}
