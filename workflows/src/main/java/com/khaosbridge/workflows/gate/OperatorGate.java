package com.khaosbridge.workflows.gate;

import com.khaosbridge.workflows.BridgeSearchAttributes;
import com.khaosbridge.workflows.delivery.DeliveryOutcome.HeldCase;
import com.khaosbridge.workflows.delivery.DeliveryRef;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where deliveries that can't go on wait for a person. One gate a workflow; it may hold many
 * deliveries, under one case or several. People see it in the search attributes and the current
 * details of the workflow and answer by the signals {@code retry}, {@code rereadFromErp} and {@code
 * exclude}.
 */
public final class OperatorGate {
  private static final int REMEMBERED_SIGNALS = 200;

  private final Map<Long, Waiting> open = new LinkedHashMap<>();
  private final Set<String> applied = new LinkedHashSet<>();
  private int attempt;

  /**
   * Applies a person's command to every waiting delivery it means. Called by the signal handlers.
   */
  public void accept(GateDecision.Kind kind, @Nullable GateCommand sent) {
    GateCommand command = sent == null ? new GateCommand(null, null, null, null) : sent;
    String signalId = command.signalId() == null ? "attempt-" + attempt : command.signalId();
    Set<Long> cases = new TreeSet<>();
    open.values().forEach(waiting -> cases.add(waiting.heldUnder.id()));
    Long meant = command.caseId();
    if (meant == null && cases.size() == 1) {
      meant = cases.iterator().next();
    }
    if (meant == null || !cases.contains(meant)) {
      Workflow.getLogger(OperatorGate.class)
          .warn("{} ignored: name one of the open cases {} as caseId", kind, cases);
      return;
    }
    if (!applied.add(kind + "/" + meant + "/" + signalId)) {
      return;
    }
    if (applied.size() > REMEMBERED_SIGNALS) {
      applied.remove(applied.iterator().next());
    }
    for (Waiting waiting : open.values()) {
      if (waiting.heldUnder.id() == meant) {
        waiting.decision = new GateDecision(kind, command);
      }
    }
  }

  /** The ledger changed: whoever waits looks again. */
  public void lookAgain() {
    for (Waiting waiting : open.values()) {
      if (waiting.decision == null) {
        waiting.decision =
            new GateDecision(GateDecision.Kind.LOOK_AGAIN, new GateCommand(null, null, null, null));
      }
    }
  }

  /** Waits until something is decided about this delivery. */
  public GateDecision await(DeliveryRef delivery, HeldCase heldUnder) {
    Waiting waiting = new Waiting(delivery, heldUnder);
    open.put(delivery.id(), waiting);
    attempt++;
    show();
    Workflow.await(() -> waiting.decision != null);
    open.remove(delivery.id());
    show();
    GateDecision decision = waiting.decision;
    if (decision == null) {
      throw new IllegalStateException("the gate opened without a decision");
    }
    return decision;
  }

  public boolean isOpen() {
    return !open.isEmpty();
  }

  private void show() {
    if (open.isEmpty()) {
      Workflow.upsertTypedSearchAttributes(
          BridgeSearchAttributes.STATE.valueSet("RUNNING"),
          BridgeSearchAttributes.CASE_TYPE.valueUnset(),
          BridgeSearchAttributes.CASE_OWNER.valueUnset(),
          BridgeSearchAttributes.DESTINATION.valueUnset());
      Workflow.setCurrentDetails("");
      return;
    }
    Waiting first = open.values().iterator().next();
    List<String> destinations =
        open.values().stream()
            .map(waiting -> waiting.delivery.destination())
            .distinct()
            .sorted()
            .toList();
    Workflow.upsertTypedSearchAttributes(
        BridgeSearchAttributes.STATE.valueSet("AWAITING_DECISION"),
        BridgeSearchAttributes.CASE_TYPE.valueSet(first.heldUnder.type()),
        BridgeSearchAttributes.CASE_OWNER.valueSet(first.heldUnder.owner()),
        BridgeSearchAttributes.DESTINATION.valueSet(destinations));
    Workflow.setCurrentDetails(
        open.values().stream().map(Waiting::words).collect(Collectors.joining("\n")));
  }

  private static final class Waiting {
    private final DeliveryRef delivery;
    private final HeldCase heldUnder;
    private @Nullable GateDecision decision;

    Waiting(DeliveryRef delivery, HeldCase heldUnder) {
      this.delivery = delivery;
      this.heldUnder = heldUnder;
    }

    String words() {
      return "- **Case "
          + heldUnder.id()
          + "** ("
          + heldUnder.type()
          + ", owner "
          + heldUnder.owner()
          + "): the "
          + delivery.kind().words()
          + " for "
          + delivery.destination()
          + " is held: "
          + heldUnder.cause()
          + ". "
          + heldUnder.whatToDo()
          + " Then send the signal `retry`.";
    }
  }
}
