package com.khaosbridge.activities.sending;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.ledger.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up live deliveries that no activity took up in time. A Temporal server under load may lose
 * a task that it has marked as started, and gives it out again only after its timeout; the delivery
 * goes without it, and the activity finds where it stands when it comes.
 */
final class Stragglers {
  private static final Logger LOG = LoggerFactory.getLogger(Stragglers.class);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
  private static final int AT_ONCE = 500;

  private final Outbox outbox;
  private final BusinessTime businessTime;
  private final Runnable takenUp;
  private final Stop stop = new Stop();
  private final Thread thread = new Thread(this::lookForEver, "stragglers");

  /**
   * @param takenUp called after some were taken up
   */
  Stragglers(Outbox outbox, BusinessTime businessTime, Runnable takenUp) {
    this.outbox = outbox;
    this.businessTime = businessTime;
    this.takenUp = takenUp;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void lookForEver() {
    while (!stop.isNow()) {
      try {
        takeUp(LONGEST);
      } catch (RuntimeException e) {
        LOG.warn("stragglers are looked for again: {}", e.getClass().getName());
      }
      stop.rest(LOOK_EVERY);
    }
  }

  /** Takes up what was due so long ago. */
  void takeUp(Duration longest) {
    List<Long> left = outbox.leftBehind(longest, AT_ONCE);
    if (left.isEmpty()) {
      return;
    }
    Instant businessNow = businessTime.now();
    left.forEach(delivery -> takeUp(delivery, businessNow));
    LOG.info(
        "{} deliveries go on without the activity that should have taken them up", left.size());
    takenUp.run();
  }

  private void takeUp(long delivery, Instant businessNow) {
    try {
      outbox.enqueue(delivery, null, businessNow);
    } catch (RuntimeException e) {
      LOG.warn("delivery {} is taken up later: {}", delivery, e.getClass().getName());
    }
  }

  void end() {
    stop.now();
  }
}
