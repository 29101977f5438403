package com.khaosbridge.activities.feed;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.delivery.SignalDispatcher;
import com.khaosbridge.activities.khaos.ErpException;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.ledger.Cases;
import com.khaosbridge.activities.ledger.Cursors;
import com.khaosbridge.activities.ledger.OrderLedger;
import com.khaosbridge.workflows.feed.FeedActivities;
import com.khaosbridge.workflows.feed.FeedRef;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows feeds by polling. */
public final class FeedPolling implements FeedActivities {
  private static final Logger LOG = LoggerFactory.getLogger(FeedPolling.class);

  private final Map<String, Poll> polls;
  private final Map<String, FeedSettings> settings;
  private final SignalDispatcher signals;
  private final KhaosControl erp;

  /**
   * @param goLive where feeds begin that have no cursor yet, in business time
   */
  public FeedPolling(
      KhaosControl erp,
      CustomerSight customerSight,
      OrderSights orderSights,
      OrderLedger orders,
      Cursors cursors,
      Cases cases,
      BusinessTime businessTime,
      Instant goLive,
      SignalDispatcher signals,
      FeedSettings orderStatus,
      FeedSettings customers) {
    this.polls =
        Map.of(
            FeedRef.ORDER_STATUS,
            new OrderStatusPoll(erp, orders, orderSights, cursors, cases, businessTime, goLive),
            FeedRef.CUSTOMERS,
            new CustomerPoll(erp, customerSight, cursors, businessTime, goLive));
    this.settings = Map.of(FeedRef.ORDER_STATUS, orderStatus, FeedRef.CUSTOMERS, customers);
    this.signals = signals;
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
    ActivityExecutionContext context = Activity.getExecutionContext();
    long end = System.nanoTime() + pace.stint().toNanos();
    while (System.nanoTime() < end && isStillWanted(context)) {
      Duration pause = pollOnce(feed, poll, pace);
      if (!slept(pause)) {
        return;
      }
    }
  }

  /**
   * A worker that shuts down, or a feed that was ended, simply stops here: the cursor is in the
   * ledger.
   */
  private static boolean isStillWanted(ActivityExecutionContext context) {
    try {
      context.heartbeat(null);
      return true;
    } catch (ActivityCompletionException e) {
      return false;
    }
  }

  private Duration pollOnce(FeedRef feed, Poll poll, FeedSettings pace) {
    Duration before = erp.busy(poll.priorities());
    try {
      poll.once();
      signals.flush();
    } catch (ErpException e) {
      LOG.warn("feed {} asks again later: {}", feed.name(), e.getMessage());
      return pace.ceiling();
    }
    return pace.pauseAfter(erp.busy(poll.priorities()).minus(before));
  }

  private static boolean slept(Duration pause) {
    try {
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
