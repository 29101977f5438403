package com.khaosbridge.activities.observing;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.Heartbeats;
import com.khaosbridge.activities.credits.ReportingCopyException;
import com.khaosbridge.activities.destination.ReadBackException;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.khaos.soap.ErpException;
import com.khaosbridge.activities.ledger.books.Cursors;
import com.khaosbridge.activities.ledger.books.MetricsLedger;
import com.khaosbridge.activities.ledger.books.PassedDeadlines;
import com.khaosbridge.activities.ledger.books.PolledOrders;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.workflows.feed.FeedActivities;
import com.khaosbridge.workflows.feed.FeedRef;
import io.temporal.activity.Activity;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows feeds by polling. */
public final class FeedPolling implements FeedActivities {
  private static final Duration LONGEST_NAP = Duration.ofMillis(500);
  private static final Logger LOG = LoggerFactory.getLogger(FeedPolling.class);

  private final Map<String, Poll> polls;
  private final Map<String, FeedSettings> settings;
  private final Runnable recorded;
  private final KhaosControl erp;
  private final MetricsLedger metrics;
  private final BusinessTime businessTime;

  /**
   * @param recorded called after each poll, when workflows may have to be told
   * @param goLive where feeds begin that have no cursor yet, in business time
   * @param credits null if there is no source of credit notes
   * @param creditOverlap how far each look for credit notes goes back, in business time
   * @param optOuts by feed, who opted out at a destination
   * @param destinations how often a destination is asked
   */
  public FeedPolling(
      KhaosControl erp,
      CustomerObserver customerSight,
      OrderObserver orderSights,
      PolledOrders orders,
      Cursors cursors,
      Cases cases,
      BusinessTime businessTime,
      Instant goLive,
      PassedDeadlines deadlines,
      Runnable recorded,
      FeedSettings orderStatus,
      FeedSettings customers,
      MetricsLedger metrics,
      FullListPoll fullList,
      MergePoll merges,
      @Nullable CreditObserver credits,
      Duration creditOverlap,
      Map<String, OptOutPoll> optOuts,
      FeedSettings destinations) {
    this.polls = new HashMap<>();
    polls.put(
        FeedRef.ORDER_STATUS,
        new OrderStatusPoll(
            erp, orders, orderSights, deadlines, cursors, cases, businessTime, goLive));
    polls.put(
        FeedRef.CUSTOMERS, new CustomerPoll(erp, customerSight, cursors, businessTime, goLive));
    polls.put(FeedRef.FULL_LIST, fullList);
    polls.put(FeedRef.MERGES, merges);
    if (credits != null) {
      polls.put(
          FeedRef.CREDIT_NOTES,
          new CreditPoll(credits, orderSights, cursors, businessTime, goLive, creditOverlap));
    }
    this.settings = new HashMap<>();
    polls.keySet().forEach(feed -> settings.put(feed, orderStatus));
    settings.put(FeedRef.CUSTOMERS, customers);
    polls.putAll(optOuts);
    optOuts.keySet().forEach(feed -> settings.put(feed, destinations));
    this.recorded = recorded;
    this.metrics = metrics;
    this.businessTime = businessTime;
    this.erp = erp;
  }

  @Override
  public void follow(FeedRef feed) {
    Poll poll = polls.get(feed.name());
    FeedSettings pace = settings.get(feed.name());
    if (poll == null || pace == null) {
      throw new IllegalArgumentException(
          "there is no feed " + feed.name() + "; there are " + polls.keySet());
    }
    long end = System.nanoTime() + pace.stint().toNanos();
    try (Heartbeats heartbeats = Heartbeats.of(Activity.getExecutionContext())) {
      while (System.nanoTime() < end && heartbeats.stillWanted()) {
        rest(pollOnce(feed, poll, pace), heartbeats);
      }
    }
  }

  private Duration pollOnce(FeedRef feed, Poll poll, FeedSettings pace) {
    Duration before = erp.busy(poll.priorities());
    try {
      poll.once();
      metrics.plan(businessTime.now());
      recorded.run();
    } catch (ErpException | ReportingCopyException | ReadBackException | UncheckedIOException e) {
      LOG.warn("feed {} asks again later: {}", feed.name(), e.getMessage());
      return pace.ceiling();
    }
    return pace.pauseAfter(erp.busy(poll.priorities()).minus(before));
  }

  /**
   * A worker that shuts down, or a feed that was ended, simply stops: the cursor is in the ledger.
   */
  private static void rest(Duration pause, Heartbeats heartbeats) {
    long end = System.nanoTime() + pause.toNanos();
    try {
      long left = end - System.nanoTime();
      while (left > 0 && heartbeats.stillWanted()) {
        TimeUnit.NANOSECONDS.sleep(Math.min(left, LONGEST_NAP.toNanos()));
        left = end - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Activity.wrap(e);
    }
  }
}
