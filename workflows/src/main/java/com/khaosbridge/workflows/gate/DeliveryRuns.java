package com.khaosbridge.workflows.gate;

import com.khaosbridge.workflows.delivery.DeliveryActivities;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryOutcome;
import com.khaosbridge.workflows.delivery.DeliveryRef;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
  private static final Duration RETRY_UNSAID = Duration.ofSeconds(5);

  /** Before an activity is tried again that said that it must not be: it takes a person to mend. */
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

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
  private int changes;
  private int contactSignals;
  private int atWork;
  private @Nullable RuntimeException broken;

  public DeliveryRuns(OperatorGate gate) {
    this.gate = gate;
  }

  /** Starts what is not running yet. */
  public void start(List<DeliveryRef> deliveries) {
    for (DeliveryRef delivery : deliveries) {
      if (running.add(delivery.id())) {
        atWork++;
        Async.procedure(this::carry, delivery);
      }
    }
  }

  /** Whether nothing is under way, not even at the gate. */
  public boolean isIdle() {
    return running.isEmpty();
  }

  /** The ledger has something new: whoever waits at the gate looks again. */
  public void observed() {
    changes++;
    gate.lookAgain();
  }

  /** A contact was confirmed, excluded or held: whoever waits for it goes on. */
  public void contactSettled() {
    contactSignals++;
    observed();
  }

  /**
   * Whether the history has grown so long that the run should continue as new, and may: no call is
   * under way whose answer would be lost. What sleeps or waits is found in the ledger again.
   */
  public boolean mayRenew() {
    return atWork == 0 && !gate.isDecided() && Workflow.getInfo().isContinueAsNewSuggested();
  }

  /**
   * Waits for the condition. Code that is broken ends the wait and breaks the workflow task, where
   * it is seen and mended by a deployment; in the thread of its delivery it would go unnoticed.
   */
  public void await(Supplier<Boolean> condition) {
    Workflow.await(() -> broken != null || condition.get());
    rethrow();
  }

  /** As {@link #await(Supplier)}, for so long at most; false if the time was up first. */
  public boolean await(Duration atMost, Supplier<Boolean> condition) {
    boolean met = Workflow.await(atMost, () -> broken != null || condition.get());
    rethrow();
    return met;
  }

  private void rethrow() {
    if (broken != null) {
      throw new IllegalStateException("a delivery can't be carried on by this code", broken);
    }
  }

  private void carry(DeliveryRef delivery) {
    try {
      boolean ended = false;
      while (!ended) {
        ended = hasEnded(delivery);
      }
      atWork--;
      running.remove(delivery.id());
      if (delivery.kind() == DeliveryKind.CONTACT) {
        contactSettled();
      }
    } catch (CanceledFailure e) {
      throw e;
    } catch (RuntimeException e) {
      broken = e;
      throw e;
    }
  }

  /** Takes the delivery one step further; true if it has ended. */
  private boolean hasEnded(DeliveryRef delivery) {
    // Noted before the call: what changes while it is under way may be missing from its answer.
    int changesBefore = changes;
    int contactsBefore = contactSignals;
    try {
      DeliveryOutcome outcome = activities.deliver(delivery);
      switch (outcome.kind()) {
        case DELIVERED, EXCLUDED -> {
          return true;
        }
        case AWAITING_CONTACT ->
            rest(() -> Workflow.await(CONTACT_RECHECK, () -> contactSignals != contactsBefore));
        case RETRY -> {
          Duration delay = outcome.delay() == null ? RETRY_UNSAID : outcome.delay();
          rest(() -> Workflow.sleep(delay));
        }
        case HELD -> {
          if (changes == changesBefore) {
            decided(delivery, outcome);
          }
        }
      }
    } catch (ActivityFailure e) {
      if (e.getCause() instanceof CanceledFailure cancelled) {
        throw cancelled;
      }
      Workflow.getLogger(DeliveryRuns.class)
          .error("delivery {} failed and is tried again", delivery.id(), e);
      rest(() -> Workflow.sleep(AFTER_FAILURE));
    }
    return false;
  }

  private void decided(DeliveryRef delivery, DeliveryOutcome outcome) {
    if (outcome.heldUnder() == null) {
      throw new IllegalStateException("delivery " + delivery.id() + " is held without a case");
    }
    atWork--;
    GateDecision decision = gate.await(delivery, outcome.heldUnder());
    atWork++;
    DeliveryActivities.Decision byPerson =
        new DeliveryActivities.Decision(
            delivery, decision.command().person(), decision.command().reason());
    switch (decision.kind()) {
      case RETRY -> activities.reopen(byPerson);
      case REREAD_FROM_ERP -> activities.rereadFromErp(byPerson);
      case EXCLUDE -> activities.exclude(byPerson);
      case LOOK_AGAIN -> {}
    }
  }

  /** A pause that may be cut short by continue-as-new. */
  private void rest(Runnable pause) {
    atWork--;
    pause.run();
    atWork++;
  }
}
