package com.khaosbridge.activities.sending;

import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one queue for ever, call after call. Once nothing gets through, one row a pause finds out
 * whether the destination answers again; the others stay where they are and spend no attempt.
 */
final class QueueSender {
  private static final Logger LOG = LoggerFactory.getLogger(QueueSender.class);
  private static final int PROBE = 1;

  private final Destination destination;
  private final LaneKind queue;
  private final OneCall call;
  private final Turn turn;
  private final Stop stop;
  private final Lock salesCall;
  private final SenderSettings settings;
  private final Wake wake = new Wake();
  private boolean away;

  QueueSender(
      Destination destination,
      LaneKind queue,
      OneCall call,
      Turn turn,
      Stop stop,
      Lock salesCall,
      SenderSettings settings) {
    this.destination = destination;
    this.queue = queue;
    this.call = call;
    this.turn = turn;
    this.stop = stop;
    this.salesCall = salesCall;
    this.settings = settings;
  }

  void wake() {
    wake.signal();
  }

  void sendForEver() {
    while (!stop.isNow()) {
      try {
        OneCall.Result result = turn.during(this::sendOnce);
        rest(result == null ? OneCall.Result.NOTHING : result);
      } catch (RuntimeException e) {
        LOG.error("sender of {}, {}: goes on after a failure", destination.name(), queue, e);
        stop.rest(settings.idlePoll());
      }
    }
  }

  private OneCall.@Nullable Result sendOnce() {
    boolean sales = queue.kind() == DeliveryKind.SALES_ROWS;
    if (sales) {
      salesCall.lock();
    }
    try {
      int most = away ? PROBE : destination.batchSize(queue.kind(), queue.lane());
      OneCall.Result result = call.make(queue, most);
      if (result != OneCall.Result.NOTHING) {
        away = result == OneCall.Result.AWAY;
      }
      return result;
    } finally {
      if (sales) {
        salesCall.unlock();
      }
    }
  }

  private void rest(OneCall.Result result) {
    switch (result) {
      case NOTHING -> waitForWork();
      case AWAY, REFUSED -> stop.rest(settings.outagePause());
      case SENT -> {
        if (queue.kind() == DeliveryKind.SALES_ROWS && queue.lane() == Lane.LIVE) {
          stop.rest(settings.salesWindow());
        }
      }
    }
  }

  private void waitForWork() {
    try {
      Duration linger = settings.linger();
      if (wake.await(settings.idlePoll()) && queue.lane() == Lane.LIVE && !linger.isZero()) {
        stop.rest(linger);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop.now();
    }
  }
}
