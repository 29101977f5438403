package com.khaosbridge.workflows.bed;

import com.khaosbridge.workflows.TaskQueues;
import com.khaosbridge.workflows.reconciliation.DifferenceClass;
import com.khaosbridge.workflows.reconciliation.ReconciliationActivities;
import com.khaosbridge.workflows.reconciliation.ReconciliationSummary.Side;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ledger and two destinations to compare, some of which can't be. */
public final class ReconciliationFake implements ReconciliationActivities {
  private static final List<String> PLACES = List.of("ledger", "emarsys", "dotdigital");

  private final Map<String, Map<DifferenceClass, Long>> found = new HashMap<>();
  private final Map<String, Integer> failuresLeft = new HashMap<>();
  private final Set<String> never = new HashSet<>();
  private final List<String> tries = new ArrayList<>();
  private final List<Ending> endings = new ArrayList<>();

  /** Puts these activities onto the history queue. */
  public void register(TestWorkflowEnvironment environment) {
    environment.newWorker(TaskQueues.HISTORY).registerActivitiesImplementations(this);
  }

  public synchronized void found(String place, DifferenceClass type, long count) {
    found.computeIfAbsent(place, key -> new EnumMap<>(DifferenceClass.class)).put(type, count);
  }

  public synchronized void fail(String place, int times) {
    failuresLeft.put(place, times);
  }

  public synchronized void failForGood(String place) {
    never.add(place);
  }

  public synchronized long tries(String place) {
    return tries.stream().filter(place::equals).count();
  }

  /** The places in the order in which they were tried. */
  public synchronized List<String> tried() {
    return List.copyOf(tries);
  }

  public synchronized List<Ending> endings() {
    return List.copyOf(endings);
  }

  @Override
  public List<String> begin(Run run) {
    String only = run.what().destination();
    return only == null ? PLACES : List.of(only);
  }

  @Override
  public synchronized Side compare(Comparison comparison) {
    String place = comparison.place();
    tries.add(place);
    if (never.contains(place)) {
      throw ApplicationFailure.newNonRetryableFailure(place + " never answers", NEVER);
    }
    int left = failuresLeft.getOrDefault(place, 0);
    if (left > 0) {
      failuresLeft.put(place, left - 1);
      throw ApplicationFailure.newFailure(place + " is down", "ReadBackException");
    }
    return new Side(place, found.getOrDefault(place, Map.of()), 0, null);
  }

  @Override
  public synchronized void end(Ending ending) {
    endings.add(ending);
  }
}
