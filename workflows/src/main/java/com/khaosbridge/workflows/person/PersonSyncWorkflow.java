package com.khaosbridge.workflows.person;

import com.khaosbridge.workflows.LedgerQuestions;
import com.khaosbridge.workflows.gate.DeliveryRuns;
import com.khaosbridge.workflows.gate.GateCommand;
import com.khaosbridge.workflows.gate.GateDecision;
import com.khaosbridge.workflows.gate.OperatorGate;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** A person's workflow: starts what the ledger says is open, and ends when all of it has ended. */
public class PersonSyncWorkflow implements PersonSync {
  private final PersonActivities persons =
      Workflow.newActivityStub(PersonActivities.class, LedgerQuestions.options());
  private final OperatorGate gate = new OperatorGate();
  private final DeliveryRuns runs = new DeliveryRuns(gate);
  private boolean changed;

  @Override
  public void run(PersonRef person) {
    boolean ended = false;
    while (!ended) {
      changed = false;
      runs.start(persons.situation(person).open());
      runs.await(() -> changed || runs.isIdle() || runs.mayRenew());
      ended = !changed && runs.isIdle();
      if (!ended && runs.mayRenew()) {
        gate.clear();
        Workflow.continueAsNew(person);
      }
    }
  }

  @Override
  public void observed() {
    changed = true;
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
