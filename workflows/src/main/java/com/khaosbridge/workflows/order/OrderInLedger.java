package com.khaosbridge.workflows.order;

import com.khaosbridge.workflows.LedgerQuestions;
import com.khaosbridge.workflows.decision.Deadline;
import com.khaosbridge.workflows.decision.OrderProgress;
import com.khaosbridge.workflows.decision.OrderStage;
import com.khaosbridge.workflows.gate.DeliveryRuns;
import com.khaosbridge.workflows.gate.HeldDelivery;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An order as its workflow knows it from the ledger: read again when there is news, however many
 * signals brought it, and told when a deadline has passed.
 */
final class OrderInLedger {
  /** An instant that moves by less, as a faster business clock makes it, is the same. */
  private static final Duration SAME = Duration.ofSeconds(5);

  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

  private final OrderRef ref;
  private final DeliveryRuns deliveries;
  private final Runnable onChange;
  private final OrderActivities ledger =
      Workflow.newLocalActivityStub(OrderActivities.class, LedgerQuestions.near());
  private OrderSituation situation;
  private boolean stale = true;

  /**
   * @param onChange called when the ledger has told more
   */
  OrderInLedger(OrderRef ref, DeliveryRuns deliveries, Runnable onChange) {
    this.ref = ref;
    this.onChange = onChange;
    this.deliveries = deliveries;
    this.situation = OrderSituation.unread(now());
  }

  /** The ledger knows more than was read. */
  void markStale() {
    stale = true;
  }

  boolean isStale() {
    return stale;
  }

  void read() {
    stale = false;
    take(ledger.readOrder(ref));
  }

  private void take(OrderSituation read) {
    situation = read;
    deliveries.follow(read.deliveries());
    onChange.run();
  }

  OrderStage stage() {
    return OrderStage.of(situation.progress());
  }

  OrderProgress progress() {
    return situation.progress();
  }

  /** Whether there is such a deadline for this order, near or far. */
  boolean hasDeadline(Deadline deadline) {
    return situation.due().containsKey(deadline);
  }

  /**
   * Waits until something has happened; if the deadline passes first, tells the ledger, which does
   * what follows. While there is no such deadline, waits for either.
   *
   * @return whether it has happened
   */
  boolean awaitOrTell(Deadline deadline, Supplier<Boolean> happened) {
    while (!happened.get() && !situation.passed().contains(deadline)) {
      Instant due = situation.due().get(deadline);
      Supplier<Boolean> moved = () -> happened.get() || hasMoved(deadline, due);
      if (due == null) {
        Workflow.await(moved);
      } else if (isReached(deadline, due, moved)) {
        take(ledger.timePassed(ref, deadline));
      }
    }
    return happened.get();
  }

  private boolean hasMoved(Deadline deadline, @Nullable Instant from) {
    Instant due = situation.due().get(deadline);
    boolean passed = situation.passed().contains(deadline);
    return passed
        || (due == null || from == null
            ? due != from
            : Duration.between(from, due).abs().compareTo(SAME) > 0);
  }

  /**
   * Waits for the deadline, unless it moves or loses its meaning before; true if it was reached.
   */
  private static boolean isReached(Deadline deadline, Instant due, Supplier<Boolean> moved) {
    Duration left = Duration.between(now(), due);
    Duration wait = left.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : left;
    TimerOptions named = TimerOptions.newBuilder().setSummary(deadline.words()).build();
    Timer timer = new Timer();
    CancellationScope scope =
        Workflow.newCancellationScope(() -> timer.runs = Workflow.newTimer(wait, named));
    scope.run();
    Workflow.await(() -> timer.isOver() || moved.get());
    boolean reached = !moved.get();
    if (!timer.isOver()) {
      timer.expectToBeCancelled();
      scope.cancel();
    }
    return reached;
  }

  /** A timer that its scope may end. */
  private static final class Timer {
    private @Nullable Promise<Void> runs;

    boolean isOver() {
      return runs != null && runs.isCompleted();
    }

    /** Else its end would be reported as a failure that nobody looked at. */
    void expectToBeCancelled() {
      if (runs != null) {
        Promise<Boolean> unused = runs.handle((nothing, cancelled) -> true);
      }
    }
  }

  OrderStory story(List<HeldDelivery> held) {
    return new OrderStory(
        ref.orderCode(), stage(), situation.happened(), deliveries.lines(), waits(), held);
  }

  private Map<Deadline, Instant> waits() {
    Map<Deadline, Instant> waits = new TreeMap<>(situation.due());
    Set<Deadline> passed = situation.passed();
    waits.keySet().removeAll(passed);
    return waits;
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
