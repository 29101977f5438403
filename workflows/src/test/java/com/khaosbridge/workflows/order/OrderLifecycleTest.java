package com.khaosbridge.workflows.order;

import static com.khaosbridge.workflows.bed.Obstacle.heldUnder;
import static com.khaosbridge.workflows.bed.WorkflowBed.ORDER_ID;
import static com.khaosbridge.workflows.bed.WorkflowBed.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.workflows.bed.Obstacle;
import com.khaosbridge.workflows.bed.OrderFact;
import com.khaosbridge.workflows.bed.SeenRuns;
import com.khaosbridge.workflows.bed.WorkflowBed;
import com.khaosbridge.workflows.delivery.DeliveryKind;
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
  @RegisterExtension private final WorkflowBed bed = new WorkflowBed();

  static Stream<List<OrderFact>> orders() {
    List<OrderFact> facts =
        List.of(OrderFact.IN_WAREHOUSE, OrderFact.INVOICED, OrderFact.DESPATCHED);
    List<List<OrderFact>> orders = new ArrayList<>();
    for (OrderFact first : facts) {
      for (OrderFact second : facts) {
        for (OrderFact third : facts) {
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
  void facts_may_arrive_in_any_order_and_each_is_delivered_once(List<OrderFact> facts) {
    bed.ledger().expectMore(true);
    for (OrderFact fact : facts) {
      switch (fact) {
        case INVOICED ->
            bed.ledger()
                .owe(2, "emarsys", DeliveryKind.SALES_ROWS)
                .owe(3, "emarsys", DeliveryKind.EVENT);
        case DESPATCHED -> bed.ledger().owe(4, "emarsys", DeliveryKind.EVENT);
        default -> bed.ledger().owe(1, "emarsys", DeliveryKind.EVENT);
      }
      bed.happens(fact);
      until(bed.ledger()::allEnded);
    }
    bed.untilQuiet(ORDER_ID);
    assertThat(bed.stage(ORDER_ID)).isEqualTo("DESPATCHED");

    bed.skip(Duration.ofDays(31));
    bed.untilCompleted(ORDER_ID);
    for (long delivery : List.of(1L, 2L, 3L, 4L)) {
      assertThat(bed.ledger().attempts(delivery)).isEqualTo(1);
    }
    assertThat(bed.runs()).hasSize(1);
    assertThat(bed.stage(ORDER_ID)).isEqualTo("SETTLED");
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
  void an_order_that_is_never_despatched_ends_at_the_horizon_and_not_before() {
    bed.ledger().expectMore(true).owe(1, "emarsys", DeliveryKind.EVENT);
    bed.observeOrder();
    until(() -> bed.ledger().isDelivered(1));

    bed.skip(Duration.ofDays(59));
    bed.untilQuiet(ORDER_ID);
    assertThat(bed.isRunning(ORDER_ID)).isTrue();

    bed.skip(Duration.ofDays(2));
    bed.untilCompleted(ORDER_ID);
    assertThat(bed.ledger().told()).contains("passed DESPATCH_OVERDUE", "passed GIVEN_UP");
    assertThat(bed.state(ORDER_ID)).isEqualTo("ENDED");
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
      Obstacle[] obstacles = new Obstacle[random.nextInt(4)];
      for (int i = 0; i < obstacles.length; i++) {
        obstacles[i] =
            switch (random.nextInt(3)) {
              case 0 -> Obstacle.retryAfter(Duration.ofSeconds(random.nextInt(3_000)));
              case 1 -> Obstacle.awaitsContact();
              default -> heldUnder(1 + random.nextInt(3));
            };
      }
      String destination = destinations.get(random.nextInt(destinations.size()));
      bed.ledger().owe(id, destination, DeliveryKind.EVENT, obstacles);
    }
    bed.observeOrder();

    for (int step = 0; step < 60; step++) {
      switch (random.nextInt(4)) {
        case 0 -> bed.ledger().confirmContact(1 + random.nextInt(12));
        case 1 -> bed.signalIfRunning(ORDER_ID, "changed", null);
        case 2 -> retry(1 + random.nextInt(3));
        default -> bed.ledger().confirmContact(1 + random.nextInt(12));
      }
    }
    // While an activity waits, the test server's time stands.
    bed.ledger().confirmAllContacts();
    for (int step = 0; step < 60 && bed.isRunning(ORDER_ID); step++) {
      retry(1);
      retry(2);
      retry(3);
      bed.untilHeard(ORDER_ID);
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
