package com.khaosbridge.workflows.bed;

import com.khaosbridge.workflows.TaskQueues;
import com.khaosbridge.workflows.merge.MergeActivities;
import com.khaosbridge.workflows.merge.MergeReading;
import com.khaosbridge.workflows.merge.MergeRef;
import com.khaosbridge.workflows.merge.MergeSides;
import com.khaosbridge.workflows.merge.MergeStep;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What the ledger knows of one merge at two destinations, and what is to be seen there. */
public final class MergeFake implements MergeActivities {
  private static final List<String> DESTINATIONS = List.of("dotdigital", "emarsys");

  private final Map<String, List<MergeStep>> done = new ConcurrentHashMap<>();
  private final Set<String> stuck = ConcurrentHashMap.newKeySet();
  private final List<MergeRef> ended = new CopyOnWriteArrayList<>();
  private final AtomicInteger differs = new AtomicInteger();
  private final AtomicInteger dying = new AtomicInteger();
  private final CountDownLatch buried = new CountDownLatch(1);

  /** Puts these activities onto the live and the history queue. */
  public void register(TestWorkflowEnvironment environment) {
    environment.newWorker(TaskQueues.LIVE).registerActivitiesImplementations(this);
    environment.newWorker(TaskQueues.HISTORY).registerActivitiesImplementations(reading());
  }

  /** A step can't go on. */
  public void holdUp(String destination, MergeStep step) {
    stuck.add(destination + " " + step);
  }

  /** Every step can go on. */
  public void letGo() {
    stuck.clear();
  }

  /** So many looks find something that differs. */
  public void differ(int looks) {
    differs.set(looks);
  }

  /** So many looks are never heard of again, as if their process had died. */
  public void dieIn(int looks) {
    dying.set(looks);
  }

  /** How many looks have still to die, 0 or less if none. */
  public int dying() {
    return dying.get();
  }

  /** Lets the threads of looks that died end. */
  public void bury() {
    buried.countDown();
  }

  /** How many more looks find something that differs, 0 or less if none. */
  public int differing() {
    return differs.get();
  }

  public List<MergeStep> done(String destination) {
    return done.getOrDefault(destination, List.of());
  }

  public List<MergeRef> ended() {
    return List.copyOf(ended);
  }

  public static List<String> destinations() {
    return DESTINATIONS;
  }

  @Override
  public MergeSides sides(MergeRef merge) {
    return new MergeSides("1", DESTINATIONS);
  }

  @Override
  public Standing carry(StepRef step) {
    return stuck.contains(step.destination() + " " + step.step())
        ? new Standing("2 of order")
        : did(step);
  }

  private Standing did(StepRef step) {
    done.computeIfAbsent(step.destination(), name -> new CopyOnWriteArrayList<>()).add(step.step());
    return Standing.DONE;
  }

  @Override
  public void end(MergeRef merge) {
    ended.add(merge);
  }

  private MergeReading reading() {
    return step -> {
      if (dying.getAndDecrement() > 0) {
        die();
      }
      return differs.getAndDecrement() > 0 ? new Standing("what differs") : did(step);
    };
  }

  private void die() {
    try {
      buried.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("dead");
  }
}
