package com.khaosbridge.sandbox.acts;

import com.khaosbridge.sandbox.retail.PlannedAct;
import com.khaosbridge.sandbox.retail.UkTime;
import com.khaosbridge.sandbox.store.StateStore;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets planned acts happen when business time has reached them, each once. Whoever shows what acts
 * change asks it to catch up first, so that nothing appears late. Thread-safe.
 */
public final class Timetable implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Timetable.class.getName());
  private static final long PERIOD_MILLIS = 100;
  private static final int DAYS_AFTER_THE_LAST = 4;
  private static final String DONE = "done";

  private final List<PlannedAct> acts;
  private final Performer performer;
  private final Supplier<Instant> businessNow;
  private final MVMap<String, String> kept;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Timetable::thread);
  private @Nullable ScheduledFuture<?> turns;
  private int next;

  /** Goes on after the acts that this store says are done. */
  public Timetable(
      List<PlannedAct> acts, Performer performer, Supplier<Instant> businessNow, StateStore store) {
    this.acts = List.copyOf(acts);
    this.performer = performer;
    this.businessNow = businessNow;
    this.kept = store.map("sandbox.timetable");
    this.next = Integer.parseInt(kept.getOrDefault(DONE, "0"));
  }

  /** Looks ten times in a real second what is due. */
  public synchronized void start() {
    if (!acts.isEmpty()) {
      turns =
          timer.scheduleWithFixedDelay(
              this::turn, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Does all that is due now. */
  public synchronized void catchUp() {
    Instant now = businessNow.get();
    while (next < acts.size() && !acts.get(next).at().isAfter(now)) {
      performer.perform(acts.get(next));
      next++;
      kept.put(DONE, Integer.toString(next));
    }
  }

  /** The end of the run: that of all else, or when the lists of some nights followed the acts. */
  public Instant end(Instant ofAllElse) {
    if (acts.isEmpty()) {
      return ofAllElse;
    }
    Instant last = acts.get(acts.size() - 1).at();
    Instant nightsLater =
        UkTime.startOf(UkTime.local(last).toLocalDate().plusDays(DAYS_AFTER_THE_LAST));
    return nightsLater.isAfter(ofAllElse) ? nightsLater : ofAllElse;
  }

  private void turn() {
    try {
      catchUp();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "A planned act could not be done", e);
    }
  }

  private static Thread thread(Runnable turns) {
    Thread thread = new Thread(turns, "sandbox-acts");
    thread.setDaemon(true);
    return thread;
  }

  /** Does nothing by itself any more, once an act that is being done is done. */
  @Override
  public synchronized void close() {
    if (turns != null) {
      turns.cancel(false);
    }
    timer.shutdown();
  }
}
