package com.khaosbridge.sandbox.credits;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Brings the sources of credit notes up to date with business time, ten times in a real second,
 * each on a thread of its own.
 */
public final class CreditPublisher implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(CreditPublisher.class.getName());
  private static final long PERIOD_MILLIS = 100;
  private static final long END_SECONDS = 10;

  private final List<CreditSource> sources;
  private final ScheduledExecutorService timer;
  private final List<ScheduledFuture<?>> turns;

  /** Begins at once with these sources, which it closes in the end. */
  CreditPublisher(List<CreditSource> sources) {
    AtomicInteger number = new AtomicInteger();
    this.sources = List.copyOf(sources);
    this.timer =
        Executors.newScheduledThreadPool(
            sources.size(),
            turn -> {
              Thread thread = new Thread(turn, "sandbox-credits-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    this.turns =
        this.sources.stream()
            .<ScheduledFuture<?>>map(
                source ->
                    timer.scheduleWithFixedDelay(
                        new Turn(source), PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS))
            .toList();
  }

  /** Ends the turn that runs, then closes the sources. */
  @Override
  public void close() {
    turns.forEach(turn -> turn.cancel(false));
    timer.shutdown();
    try {
      if (!timer.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        LOG.log(Level.WARNING, "A source of credit notes did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sources.forEach(CreditSource::close);
  }

  /** One update; says once that a source fails, not at each try. */
  private static final class Turn implements Runnable {
    private final CreditSource source;
    private boolean failing;

    Turn(CreditSource source) {
      this.source = source;
    }

    @Override
    public void run() {
      try {
        source.update();
        failing = false;
      } catch (IOException e) {
        if (!failing) {
          LOG.log(Level.WARNING, e.getMessage());
        }
        failing = true;
      } catch (RuntimeException e) {
        if (!failing) {
          LOG.log(Level.ERROR, "A source of credit notes could not be brought up to date", e);
        }
        failing = true;
      }
    }
  }
}
