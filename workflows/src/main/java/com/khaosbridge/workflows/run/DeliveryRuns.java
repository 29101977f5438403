package com.khaosbridge.workflows.run;

import com.khaosbridge.workflows.delivery.DeliveryActivities;
import com.khaosbridge.workflows.delivery.DeliveryOutcome;
import com.khaosbridge.workflows.delivery.DeliveryRef;
import com.khaosbridge.workflows.gate.GateDecision;
import com.khaosbridge.workflows.gate.OperatorGate;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Carries the deliveries of one workflow, each on its own and all in parallel, until they have
 * ended. A delivery that can't go on waits at the gate; it never fails the workflow.
 */
public final class DeliveryRuns {
  /**
   * Longer than a sales window plus the longest call. The row is in the ledger and its sender lives
   * on without us, so this only bounds how long a lost completion goes unnoticed.
   */
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofMinutes(20);

  private static final Duration CONTACT_RECHECK = Duration.ofMinutes(5);

  private final DeliveryActivities activities =
      Workflow.newActivityStub(
          DeliveryActivities.class,
          ActivityOptions.newBuilder()
              .setStartToCloseTimeout(ATTEMPT_TIMEOUT)
              .setRetryOptions(
                  RetryOptions.newBuilder()
                      .setInitialInterval(Duration.ofSeconds(1))
                      .setMaximumInterval(Duration.ofMinutes(1))
                      .build())
              .build());
  private final OperatorGate gate;
  private final Set<Long> running = new HashSet<>();
  private int contactSignals;

  public DeliveryRuns(OperatorGate gate) {
    this.gate = gate;
  }

  /** Starts what is not running yet. */
  public void start(List<DeliveryRef> deliveries) {
    for (DeliveryRef delivery : deliveries) {
      if (running.add(delivery.id())) {
        Async.procedure(this::carry, delivery);
      }
    }
  }

  /** Whether nothing is under way, not even at the gate. */
  public boolean isIdle() {
    return running.isEmpty();
  }

  /** A contact was confirmed, excluded or held: whoever waits for it goes on. */
  public void contactSettled() {
    contactSignals++;
  }

  private void carry(DeliveryRef delivery) {
    while (!hasEnded(delivery, activities.deliver(delivery))) {
      Workflow.getLogger(DeliveryRuns.class).debug("delivery {} goes on", delivery.id());
    }
    running.remove(delivery.id());
  }

  private boolean hasEnded(DeliveryRef delivery, DeliveryOutcome outcome) {
    switch (outcome.kind()) {
      case DELIVERED, EXCLUDED -> {
        return true;
      }
      case AWAITING_CONTACT -> {
        int seen = contactSignals;
        Workflow.await(CONTACT_RECHECK, () -> contactSignals != seen);
        return false;
      }
      case RETRY -> {
        Workflow.sleep(outcome.delay() == null ? Duration.ofSeconds(5) : outcome.delay());
        return false;
      }
      case HELD -> {
        return decided(delivery, outcome);
      }
    }
    throw new IllegalStateException("unknown outcome " + outcome.kind());
  }

  private boolean decided(DeliveryRef delivery, DeliveryOutcome outcome) {
    if (outcome.heldUnder() == null) {
      throw new IllegalStateException("delivery " + delivery.id() + " is held without a case");
    }
    GateDecision decision = gate.await(delivery, outcome.heldUnder());
    DeliveryActivities.Decision byPerson =
        new DeliveryActivities.Decision(
            delivery, decision.command().person(), decision.command().reason());
    switch (decision.kind()) {
      case RETRY -> activities.reopen(byPerson);
      case REREAD_FROM_ERP -> activities.rereadFromErp(byPerson);
      case EXCLUDE -> activities.exclude(byPerson);
      case LOOK_AGAIN -> {
        return false;
      }
    }
    return false;
  }
}
