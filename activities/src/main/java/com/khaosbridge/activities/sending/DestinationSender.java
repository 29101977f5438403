package com.khaosbridge.activities.sending;

import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.ledger.outbox.Outbox;
import com.khaosbridge.activities.ledger.outbox.Settlement;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Lane;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends everything that goes to one destination: a thread for each kind in each lane, so that
 * nothing waits behind another kind, another lane or another destination.
 */
final class DestinationSender implements AutoCloseable {
  private static final long LONGEST_CALL_SECONDS = 20;

  private final Destination destination;
  private final TurnKeeper keeper;
  private final Stop stop = new Stop();
  private final Map<LaneKind, QueueSender> queues = new HashMap<>();
  private final List<Thread> threads = new ArrayList<>();

  /**
   * @param settled called after verdicts are in the ledger
   */
  DestinationSender(
      Destination destination,
      Outbox outbox,
      Settlement settlement,
      RowComposer composer,
      Runnable settled,
      SenderLease lease,
      SenderSettings settings) {
    this.destination = destination;
    Turn turn = new Turn();
    OneCall call = new OneCall(destination, outbox, settlement, composer, settled, stop, settings);
    // One file of sales rows at a time, whatever its lane.
    Lock salesCall = new ReentrantLock();
    for (Lane lane : Lane.values()) {
      for (DeliveryKind kind : destination.kinds()) {
        LaneKind queue = new LaneKind(lane, kind);
        queues.put(
            queue, new QueueSender(destination, queue, call, turn, stop, salesCall, settings));
      }
    }
    this.keeper =
        new TurnKeeper(
            destination,
            outbox,
            settlement,
            lease,
            turn,
            stop,
            settings.outagePause(),
            () -> {
              settled.run();
              wakeAll();
            });
  }

  void start() {
    start("lease", keeper::keep);
    queues.forEach((queue, sender) -> start(queue.toString(), sender::sendForEver));
  }

  private void start(String name, Runnable work) {
    Thread thread = new Thread(work, "sender " + destination.name() + " " + name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  /** There may be something in the outbox. */
  void wake(DeliveryKind kind, Lane lane) {
    QueueSender sender = queues.get(new LaneKind(lane, kind));
    if (sender != null) {
      sender.wake();
    }
  }

  void wakeAll() {
    queues.values().forEach(QueueSender::wake);
  }

  /** Lets the calls under way end, then gives the destination to another process. */
  @Override
  public void close() {
    stop.now();
    wakeAll();
    for (Thread thread : threads) {
      try {
        thread.join(TimeUnit.SECONDS.toMillis(LONGEST_CALL_SECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    keeper.giveUp();
  }
}
