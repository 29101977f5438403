package com.khaosbridge.workflows.reconciliation;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Compares the ledger with the ERP, and each destination with the ledger, each on its own. */
@WorkflowInterface
public interface Reconciliation {
  @WorkflowMethod(name = "Reconciliation")
  ReconciliationSummary run(ReconciliationRef what);
}
