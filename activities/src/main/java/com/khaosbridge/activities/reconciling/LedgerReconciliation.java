package com.khaosbridge.activities.reconciling;

import com.khaosbridge.activities.Heartbeats;
import com.khaosbridge.workflows.reconciliation.DifferenceClass;
import com.khaosbridge.workflows.reconciliation.ReconciliationActivities;
import com.khaosbridge.workflows.reconciliation.ReconciliationRef;
import com.khaosbridge.workflows.reconciliation.ReconciliationReport;
import com.khaosbridge.workflows.reconciliation.ReconciliationSummary;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The steps of a reconciliation, over the places of a bridge. */
public final class LedgerReconciliation implements ReconciliationActivities {
  private final Comparisons comparisons;
  private final Runnable planned;

  /**
   * @param planned runs after something was planned anew
   */
  public LedgerReconciliation(Comparisons comparisons, Runnable planned) {
    this.comparisons = comparisons;
    this.planned = planned;
  }

  @Override
  public List<String> begin(Run run) {
    String only = run.what().destination();
    List<String> places = comparisons.places();
    if (only != null && !places.contains(only)) {
      throw never("there is no destination " + only);
    }
    comparisons.begin(run.id(), window(run.what()));
    return only == null ? places : List.of(only);
  }

  @Override
  public ReconciliationSummary.Side compare(Comparison comparison) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    ReconciliationRef what = comparison.run().what();
    Window window = window(what);
    try (Heartbeats beating = Heartbeats.of(context)) {
      ReconciliationReport.Side side = comparisons.compare(comparison.place(), window);
      // One that was given up must not overwrite what a later one finds.
      context.heartbeat(null);
      comparisons.keep(comparison.run().id(), window, side);
      return summary(side, what.repair() ? repair(side) : 0);
    }
  }

  private long repair(ReconciliationReport.Side side) {
    long ours = comparisons.repair(side.differences());
    if (ours > 0) {
      planned.run();
    }
    return ours;
  }

  private static ReconciliationSummary.Side summary(ReconciliationReport.Side side, long repaired) {
    Map<DifferenceClass, Long> counts = new EnumMap<>(DifferenceClass.class);
    side.byClass().forEach((type, tally) -> counts.put(type, tally.count()));
    return new ReconciliationSummary.Side(side.place(), counts, repaired, null);
  }

  @Override
  public void end(Ending ending) {
    String runId = ending.run().id();
    for (ReconciliationSummary.Side side : ending.failed()) {
      comparisons.fail(runId, side.place(), String.valueOf(side.failure()));
    }
    comparisons.end(runId);
  }

  private static Window window(ReconciliationRef what) {
    try {
      return new Window(what.from(), what.to());
    } catch (IllegalArgumentException e) {
      throw never(String.valueOf(e.getMessage()));
    }
  }

  private static ApplicationFailure never(String why) {
    return ApplicationFailure.newNonRetryableFailure(why, NEVER);
  }
}
