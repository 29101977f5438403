package com.khaosbridge.workflows.gate;

import com.khaosbridge.workflows.delivery.DeliveryOutcome.HeldCase;
import com.khaosbridge.workflows.delivery.DeliveryRef;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where deliveries that can't go on wait for a person. One gate a workflow; it may hold many
 * deliveries, under one case or several. People see it in the search attributes and the current
 * details of the workflow and answer by the signals {@code retry}, {@code rereadFromErp} and {@code
 * exclude}.
 */
public final class OperatorGate {
  private static final int REMEMBERED_SIGNALS = 200;

  /**
   * A person's command may overtake the delivery that it means: one that is away to look again, or
   * one of a run that has only just been started by the command itself.
   */
  private static final Duration KEPT_FOR = Duration.ofMinutes(1);

  private static final GateCommand NOTHING_SAID = new GateCommand(null, null, null, null);
  private static final GateDecision LOOK_AGAIN =
      new GateDecision(GateDecision.Kind.LOOK_AGAIN, NOTHING_SAID);

  private final Runnable onChange;
  private final Map<Long, Waiting> open = new LinkedHashMap<>();
  private final Set<String> applied = new LinkedHashSet<>();
  private final List<Given> given = new ArrayList<>();
  private int attempt;

  /**
   * @param onChange called when something else waits here than before
   */
  public OperatorGate(Runnable onChange) {
    this.onChange = onChange;
  }

  /** What waits here, in the order in which it came. */
  public List<HeldDelivery> held() {
    return open.values().stream()
        .map(waiting -> new HeldDelivery(waiting.delivery, waiting.heldUnder))
        .toList();
  }

  /**
   * Applies a person's command to every delivery it means: those that wait, and those that come to
   * wait under the same case a moment later. Called by the signal handlers.
   */
  public void accept(GateDecision.Kind kind, @Nullable GateCommand sent) {
    GateCommand command = sent == null ? NOTHING_SAID : sent;
    Set<Long> cases = new TreeSet<>();
    for (Waiting waiting : open.values()) {
      if (!waiting.decidedByPerson()) {
        cases.add(waiting.heldUnder.id());
      }
    }
    Long meant = command.caseId();
    if (meant == null && cases.size() == 1) {
      meant = cases.iterator().next();
    }
    if (meant == null) {
      Workflow.getLogger(OperatorGate.class)
          .warn("{} ignored: name one of the open cases {} as caseId", kind, cases);
      return;
    }
    String signalId = command.signalId() == null ? "attempt-" + attempt : command.signalId();
    if (!applied.add(kind + "/" + meant + "/" + signalId)) {
      return;
    }
    if (applied.size() > REMEMBERED_SIGNALS) {
      applied.remove(applied.iterator().next());
    }
    forgetOldCommands();
    Given latest = new Given(new GateDecision(kind, command), meant);
    given.add(latest);
    for (Waiting waiting : open.values()) {
      if (!waiting.decidedByPerson() && latest.isMeantFor(waiting)) {
        waiting.decision = latest.take(waiting);
      }
    }
  }

  /** What waits here and is not among those that are still held looks again. */
  void lookAgainUnless(Set<Long> stillHeld) {
    open.forEach(
        (id, waiting) -> {
          if (waiting.decision == null && !stillHeld.contains(id)) {
            waiting.decision = LOOK_AGAIN;
          }
        });
  }

  /** Waits until something is decided about this delivery. */
  public GateDecision await(DeliveryRef delivery, HeldCase heldUnder) {
    Waiting waiting = new Waiting(delivery, heldUnder);
    forgetOldCommands();
    for (Given command : given) {
      if (command.isMeantFor(waiting)) {
        return command.take(waiting);
      }
    }
    open.put(delivery.id(), waiting);
    attempt++;
    onChange.run();
    Workflow.await(() -> waiting.decision != null);
    open.remove(delivery.id());
    onChange.run();
    GateDecision decision = waiting.decision;
    if (decision == null) {
      throw new IllegalStateException("the gate opened without a decision");
    }
    return decision;
  }

  /** Whether something was decided that has not been taken up yet. */
  public boolean isDecided() {
    return open.values().stream().anyMatch(waiting -> waiting.decision != null);
  }

  private void forgetOldCommands() {
    long now = Workflow.currentTimeMillis();
    given.removeIf(command -> command.until < now);
  }

  /** A person's command, and the deliveries that have taken it. */
  private static final class Given {
    private final GateDecision decision;
    private final long caseId;
    private final long until = Workflow.currentTimeMillis() + KEPT_FOR.toMillis();
    private final Set<Long> takenBy = new TreeSet<>();

    Given(GateDecision decision, long caseId) {
      this.decision = decision;
      this.caseId = caseId;
    }

    boolean isMeantFor(Waiting waiting) {
      return waiting.heldUnder.id() == caseId && !takenBy.contains(waiting.delivery.id());
    }

    GateDecision take(Waiting waiting) {
      takenBy.add(waiting.delivery.id());
      return decision;
    }
  }

  private static final class Waiting {
    private final DeliveryRef delivery;
    private final HeldCase heldUnder;
    private @Nullable GateDecision decision;

    Waiting(DeliveryRef delivery, HeldCase heldUnder) {
      this.delivery = delivery;
      this.heldUnder = heldUnder;
    }

    boolean decidedByPerson() {
      return decision != null && decision != LOOK_AGAIN;
    }
  }
}
