package com.khaosbridge.workflows.order;

import com.khaosbridge.workflows.LedgerQuestions;
import com.khaosbridge.workflows.gate.DeliveryRuns;
import com.khaosbridge.workflows.gate.GateCommand;
import com.khaosbridge.workflows.gate.GateDecision;
import com.khaosbridge.workflows.gate.OperatorGate;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The lifecycle of an order: starts what the ledger says is due, and waits for the next fact. */
public class OrderLifecycleWorkflow implements OrderLifecycle {
  /** An order of which nothing was heard for so long ends; a later observation starts a new run. */
  private static final Duration DESPATCH_HORIZON = Duration.ofDays(60);

  private final OrderActivities orders =
      Workflow.newActivityStub(OrderActivities.class, LedgerQuestions.options());
  private final OperatorGate gate = new OperatorGate();
  private final DeliveryRuns runs = new DeliveryRuns(gate);
  private boolean changed;

  @Override
  public void run(OrderRef order) {
    boolean ended = false;
    while (!ended) {
      changed = false;
      OrderSituation situation = orders.situation(order);
      runs.start(situation.open());
      ended = nothingMoreCame(situation);
      if (!ended && runs.mayRenew()) {
        gate.clear();
        Workflow.continueAsNew(order);
      }
    }
  }

  /** Waits for the next fact; true if none came until nothing more is expected. */
  private boolean nothingMoreCame(OrderSituation situation) {
    if (!situation.settled() && runs.await(DESPATCH_HORIZON, () -> changed || runs.mayRenew())) {
      return false;
    }
    runs.await(() -> changed || runs.isIdle() || runs.mayRenew());
    return !changed && runs.isIdle();
  }

  @Override
  public void observed() {
    changed = true;
    runs.observed();
  }

  @Override
  public void contactSettled() {
    runs.contactSettled();
  }

  @Override
  public void retry(@Nullable GateCommand command) {
    gate.accept(GateDecision.Kind.RETRY, command);
  }

  @Override
  public void rereadFromErp(@Nullable GateCommand command) {
    gate.accept(GateDecision.Kind.REREAD_FROM_ERP, command);
  }

  @Override
  public void exclude(@Nullable GateCommand command) {
    gate.accept(GateDecision.Kind.EXCLUDE, command);
  }
}
