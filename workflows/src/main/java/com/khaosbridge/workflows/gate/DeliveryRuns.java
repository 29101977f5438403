package com.khaosbridge.workflows.gate;

import com.khaosbridge.workflows.LedgerQuestions;
import com.khaosbridge.workflows.delivery.DecisionActivities;
import com.khaosbridge.workflows.delivery.DeliveryActivities;
import com.khaosbridge.workflows.delivery.DeliveryLine;
import com.khaosbridge.workflows.delivery.DeliveryOutcome;
import com.khaosbridge.workflows.delivery.DeliveryOutcome.HeldCase;
import com.khaosbridge.workflows.delivery.DeliveryRef;
import com.khaosbridge.workflows.delivery.DeliveryState;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries the deliveries of one workflow, each on its own and all in parallel, until they have
 * ended. Temporal retries what may be tried again; a delivery that can't go on waits at the gate;
 * none fails the workflow.
 */
public final class DeliveryRuns {
  /**
   * Longer than a sales window plus the longest call. The row is in the ledger and its sender lives
   * on without us, so this only bounds how long a lost completion goes unnoticed.
   */
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofMinutes(20);

  private final OperatorGate gate;
  private final Runnable onChange;
  private final Map<Long, DeliveryRef> running = new LinkedHashMap<>();
  private final Map<Long, DeliveryLine> known = new HashMap<>();
  private int looks;
  private int deciding;
  private @Nullable RuntimeException broken;

  /**
   * @param onChange called when a delivery has ended
   */
  public DeliveryRuns(OperatorGate gate, Runnable onChange) {
    this.gate = gate;
    this.onChange = onChange;
  }

  /**
   * Takes over what the ledger has of this workflow's deliveries: starts what is not running yet,
   * and lets go on what waits at the gate and is no longer held.
   */
  public void follow(Collection<DeliveryLine> lines) {
    looks++;
    Set<Long> held = new HashSet<>();
    for (DeliveryLine line : lines) {
      DeliveryRef delivery = line.delivery();
      known.put(delivery.id(), line);
      if (line.carried() && running.putIfAbsent(delivery.id(), delivery) == null) {
        Async.procedure(this::carry, delivery);
      }
      if (line.state() == DeliveryState.HELD) {
        held.add(delivery.id());
      }
    }
    gate.lookAgainUnless(held);
  }

  /** All deliveries of this workflow as far as it knows, by the ledger's id. */
  public List<DeliveryLine> lines() {
    return known.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Whether nothing is under way, not even at the gate. */
  public boolean isIdle() {
    return running.isEmpty();
  }

  /**
   * Whether the history has grown so long that the run should continue as new, and may: nothing
   * that a person decided is still to be recorded. What waits is found in the ledger again.
   */
  public boolean mayRenew() {
    return deciding == 0 && !gate.isDecided() && Workflow.getInfo().isContinueAsNewSuggested();
  }

  /**
   * Waits for the condition. Code that is broken ends the wait and breaks the workflow task, where
   * it is seen and mended by a deployment; in the thread of its delivery it would go unnoticed.
   */
  public void await(Supplier<Boolean> condition) {
    Workflow.await(() -> broken != null || condition.get());
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
      running.remove(delivery.id());
      onChange.run();
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
    int looksBefore = looks;
    DeliveryOutcome outcome = deliver(delivery);
    switch (outcome.kind()) {
      case DELIVERED -> note(delivery, DeliveryState.DELIVERED, outcome);
      case EXCLUDED -> note(delivery, DeliveryState.EXCLUDED, outcome);
      case HELD -> {
        if (looks == looksBefore) {
          decided(delivery, outcome.heldUnder());
        }
        return false;
      }
    }
    return true;
  }

  private void note(DeliveryRef delivery, DeliveryState state, DeliveryOutcome outcome) {
    Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    known.put(delivery.id(), new DeliveryLine(delivery, state, false, now, outcome.note()));
  }

  private static DeliveryOutcome deliver(DeliveryRef delivery) {
    DeliveryActivities activities =
        Workflow.newActivityStub(
            DeliveryActivities.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(ATTEMPT_TIMEOUT)
                .setSummary(delivery.summary())
                .setRetryOptions(
                    RetryOptions.newBuilder()
                        .setInitialInterval(Duration.ofSeconds(1))
                        .setMaximumInterval(Duration.ofMinutes(1))
                        .build())
                .build());
    return switch (delivery.kind()) {
      case CONTACT -> activities.writeContact(delivery);
      case CONSENT -> activities.writeConsent(delivery);
      case ORDER -> activities.recordOrder(delivery);
      case SALES_ROWS -> activities.sendSalesRows(delivery);
      case EVENT -> activities.announceEvent(delivery);
      case METRICS -> activities.writeMetrics(delivery);
      case RETIREMENT -> activities.retireContact(delivery);
    };
  }

  private void decided(DeliveryRef delivery, @Nullable HeldCase heldUnder) {
    if (heldUnder == null) {
      throw new IllegalStateException("delivery " + delivery.id() + " is held without a case");
    }
    GateDecision decision = gate.await(delivery, heldUnder);
    deciding++;
    DecisionActivities.Decision byPerson =
        new DecisionActivities.Decision(
            delivery, decision.command().person(), decision.command().reason());
    switch (decision.kind()) {
      case RETRY -> deciding(delivery, "retry").reopen(byPerson);
      case REREAD_FROM_ERP -> deciding(delivery, "rereadFromErp").rereadFromErp(byPerson);
      case EXCLUDE -> deciding(delivery, "exclude").exclude(byPerson);
      case LOOK_AGAIN -> {}
    }
    deciding--;
  }

  private static DecisionActivities deciding(DeliveryRef delivery, String signal) {
    return Workflow.newActivityStub(
        DecisionActivities.class,
        LedgerQuestions.options().setSummary(delivery.summary() + ": " + signal).build());
  }
}
