package com.khaosbridge.workflows.reconciliation;

import io.temporal.activity.ActivityInterface;
import java.util.List;

/**
 * The steps of a reconciliation. Each may run again: the ledger keeps one result a run and side.
 */
@ActivityInterface(namePrefix = "Reconciliation.")
public interface ReconciliationActivities {
  /** The type of the failure of something that can't be compared, however often it is tried. */
  String NEVER = "NeverComparable";

  /**
   * Notes that a run begins.
   *
   * @return the places to compare; the ledger, if it is one of them, first
   */
  List<String> begin(Run run);

  /** Compares one place with what should be there, keeps the result, and opens and closes cases. */
  ReconciliationSummary.Side compare(Comparison comparison);

  /** Notes that a run has ended, and which places could not be compared. */
  void end(Ending ending);

  /** One run, under the id by which the ledger keeps it. */
  record Run(String id, ReconciliationRef what) {}

  /** One place of a run. */
  record Comparison(Run run, String place) {}

  /** How a run ended. */
  record Ending(Run run, List<ReconciliationSummary.Side> failed) {
    public Ending {
      failed = List.copyOf(failed);
    }
  }
}
