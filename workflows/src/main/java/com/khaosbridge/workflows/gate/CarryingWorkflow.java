package com.khaosbridge.workflows.gate;

import org.jspecify.annotations.Nullable;

/** A workflow that carries deliveries, and at whose gate people decide. */
public abstract class CarryingWorkflow implements Decidable {
  protected final OperatorGate gate = new OperatorGate(this::show);
  protected final DeliveryRuns deliveries = new DeliveryRuns(gate, this::show);

  /** Shows people where the workflow stands. Called whenever that has changed. */
  protected abstract void show();

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
