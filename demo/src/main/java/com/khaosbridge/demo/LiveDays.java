package com.khaosbridge.demo;

import com.khaosbridge.activities.ledger.books.Cursors;
import com.khaosbridge.activities.ledger.reports.RunFigures;
import com.khaosbridge.worker.Bridge;
import com.khaosbridge.workflows.feed.FeedRef;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The live days of a run, until nothing is in flight any more. */
final class LiveDays {
  private static final long LOOK_EVERY_MILLIS = 250;
  private static final int COMPLETE_LISTS = 2;
  private static final Duration LONGEST_SETTLING = Duration.ofMinutes(5);

  private final SandboxAccess sandbox;
  private final Bridge bridge;
  private final RunFigures figures;
  private final Progress progress;
  private final @Nullable Instant lastAct;
  private final Cursors cursors;

  /**
   * @param lastAct when customers last became others, in business time; null if they do not
   */
  LiveDays(
      SandboxAccess sandbox,
      Bridge bridge,
      RunFigures figures,
      Progress progress,
      @Nullable Instant lastAct) {
    this.sandbox = sandbox;
    this.bridge = bridge;
    this.figures = figures;
    this.progress = progress;
    this.lastAct = lastAct;
    this.cursors = new Cursors(bridge.database(), QuickStart.SOURCE);
  }

  /** Whether something that a run waits for is so. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException;
  }

  /**
   * Runs the clock to the end of the live days and waits until all is settled; false if it did not
   * come to that in time.
   */
  boolean follow(double factor, Condition creditsAreRead) throws IOException, InterruptedException {
    SandboxAccess.Clock clock = sandbox.clock();
    if (clock.factor() == 0 && clock.now().isBefore(clock.end())) {
      sandbox.runClock(factor);
    }
    long whole = Duration.between(clock.start(), clock.end()).toMinutes();
    while (clock.now().isBefore(clock.end())) {
      progress.show(
          "live, minutes", Duration.between(clock.start(), clock.now()).toMinutes(), whole);
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
      clock = sandbox.clock();
    }
    Instant deadline = Instant.now().plus(LONGEST_SETTLING);
    while (Instant.now().isBefore(deadline)) {
      long inFlight = figures.inFlight() + figures.waitingCredits();
      if (isPolled(clock.end())
          && creditsAreRead.holds()
          && inFlight == 0
          && figures.owedSignals() == 0) {
        return true;
      }
      progress.show("settling", 0, inFlight);
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
    return false;
  }

  private boolean isPolled(Instant end) {
    return hasReached(FeedRef.ORDER_STATUS, bridge.erp().cursorAfter(end))
        && (!bridge.feedNames().contains(FeedRef.CREDIT_NOTES)
            || hasReached(FeedRef.CREDIT_NOTES, end))
        && (lastAct == null || isSeen(lastAct));
  }

  /** Who is gone counts as that after two complete lists. */
  private boolean isSeen(Instant act) {
    return hasReached(FeedRef.CUSTOMERS, bridge.erp().cursorAfter(act))
        && figures.completeListsSince(act) >= COMPLETE_LISTS;
  }

  private boolean hasReached(String feed, Instant until) {
    return cursors.position(feed).filter(position -> !position.isBefore(until)).isPresent();
  }
}
