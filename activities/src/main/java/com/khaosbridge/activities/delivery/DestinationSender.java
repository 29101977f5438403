package com.khaosbridge.activities.delivery;

import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.ledger.ClaimedDelivery;
import com.khaosbridge.activities.ledger.Outbox;
import com.khaosbridge.activities.ledger.Settlement;
import com.khaosbridge.activities.ledger.Settlement.Settled;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends everything that goes to one destination: a thread for each kind in each lane, so that
 * nothing waits behind another kind, another lane or another destination.
 */
final class DestinationSender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DestinationSender.class);
  private static final Duration LEASE_RETRY = Duration.ofSeconds(1);
  private static final String LOST_SENDER = "the sender died during the call";

  private final Destination destination;
  private final Outbox outbox;
  private final Settlement settlement;
  private final RowComposer composer;
  private final Completions completions;
  private final Runnable afterSettlement;
  private final SenderLease lease;
  private final SenderSettings settings;
  private final Lock salesCall = new ReentrantLock();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final CountDownLatch ready = new CountDownLatch(1);
  private final Map<LaneKind, Wake> wakes = new HashMap<>();
  private final List<Thread> threads = new ArrayList<>();

  private record LaneKind(Lane lane, DeliveryKind kind) {}

  DestinationSender(
      Destination destination,
      Outbox outbox,
      Settlement settlement,
      RowComposer composer,
      Completions completions,
      Runnable afterSettlement,
      SenderLease lease,
      SenderSettings settings) {
    this.destination = destination;
    this.outbox = outbox;
    this.settlement = settlement;
    this.composer = composer;
    this.completions = completions;
    this.afterSettlement = afterSettlement;
    this.lease = lease;
    this.settings = settings;
  }

  void start() {
    start("lease", this::keepLease);
    for (Lane lane : Lane.values()) {
      for (DeliveryKind kind : destination.kinds()) {
        LaneKind both = new LaneKind(lane, kind);
        wakes.put(both, new Wake());
        start(lane + " " + kind, () -> sendForEver(both));
      }
    }
  }

  private void start(String name, Runnable work) {
    Thread thread = new Thread(work, "sender " + destination.name() + " " + name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  /** There may be something in the outbox. */
  void wake(DeliveryKind kind, Lane lane) {
    Wake wake = wakes.get(new LaneKind(lane, kind));
    if (wake != null) {
      wake.signal();
    }
  }

  private void keepLease() {
    long nextProbe = System.nanoTime();
    while (!stopped.get()) {
      try {
        if (lease.held() && ready.getCount() > 0) {
          recover();
          discover();
          ready.countDown();
        }
        if (ready.getCount() == 0 && System.nanoTime() >= nextProbe) {
          nextProbe = System.nanoTime() + settings.outagePause().toNanos();
          if (settlement.probe(destination.name())) {
            wakes.values().forEach(Wake::signal);
          }
        }
      } catch (SQLException | RuntimeException e) {
        LOG.warn("sender of {}: the lease could not be checked", destination.name(), e);
      }
      pause(LEASE_RETRY);
    }
  }

  /** What the account lacks is said at the start; a delivery that needs it is held under a case. */
  private void discover() {
    for (String problem : destination.discover()) {
      LOG.warn("{}: {}", destination.name(), problem);
    }
  }

  private void recover() {
    Set<DeliveryKind> repeatable = EnumSet.noneOf(DeliveryKind.class);
    for (DeliveryKind kind : destination.kinds()) {
      if (destination.repeatable(kind)) {
        repeatable.add(kind);
      }
    }
    Map<UUID, List<ClaimedDelivery>> lost = outbox.recover(destination.name(), repeatable);
    for (Map.Entry<UUID, List<ClaimedDelivery>> call : lost.entrySet()) {
      LOG.warn(
          "sender of {}: {} deliveries were in a call when their sender died; a person must decide",
          destination.name(),
          call.getValue().size());
      List<Settled> rows =
          call.getValue().stream()
              .map(delivery -> new Settled(delivery, new Verdict.UnknownOutcome(LOST_SENDER)))
              .toList();
      completions.tell(settlement.settle(call.getKey(), rows));
    }
    afterSettlement.run();
  }

  private void sendForEver(LaneKind both) {
    try {
      ready.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    while (!stopped.get()) {
      try {
        Duration rest = sendOnce(both);
        if (rest == null) {
          waitForWork(both);
        } else if (!rest.isZero()) {
          pause(rest);
        }
      } catch (RuntimeException e) {
        LOG.error("sender of {}, {}: goes on after a failure", destination.name(), both, e);
        pause(settings.idlePoll());
      }
    }
  }

  /**
   * Sends what is in the outbox, as one call. Gives how long to rest, or null if there was nothing.
   */
  private @org.jspecify.annotations.Nullable Duration sendOnce(LaneKind both) {
    boolean sales = both.kind() == DeliveryKind.SALES_ROWS;
    if (sales) {
      salesCall.lock();
    }
    try {
      UUID claim = UUID.randomUUID();
      List<ClaimedDelivery> claimed =
          outbox.claim(
              destination.name(),
              both.kind(),
              both.lane(),
              destination.batchSize(both.kind(), both.lane()),
              claim);
      if (claimed.isEmpty()) {
        return null;
      }
      boolean refused = send(both, claim, claimed);
      if (refused) {
        return settings.outagePause();
      }
      return sales && both.lane() == Lane.LIVE ? settings.salesWindow() : Duration.ZERO;
    } finally {
      if (sales) {
        salesCall.unlock();
      }
    }
  }

  private boolean send(LaneKind both, UUID claim, List<ClaimedDelivery> claimed) {
    Composed composed =
        composer.compose(both.kind(), both.lane(), claimed, destination.addressesEventsByEmail());
    Map<Long, Verdict> verdicts = new HashMap<>(composed.unsendable());
    List<Row> rows = composed.rows();
    if (!rows.isEmpty()) {
      verdicts.putAll(deliver(both, rows));
    }
    List<Settled> settled = new ArrayList<>();
    boolean refused = false;
    for (ClaimedDelivery delivery : claimed) {
      Verdict verdict = verdicts.get(delivery.id());
      if (verdict == null) {
        verdict = new Verdict.UnknownOutcome("the destination gave no verdict");
      }
      refused |= verdict instanceof Verdict.Config;
      settled.add(new Settled(delivery, verdict));
    }
    completions.tell(settlement.settle(claim, settled));
    afterSettlement.run();
    return refused;
  }

  /** A bug in an adapter must not lose rows: what it may have done decides what they become. */
  private Map<Long, Verdict> deliver(LaneKind both, List<Row> rows) {
    try {
      return destination.deliver(both.kind(), both.lane(), rows);
    } catch (RuntimeException e) {
      LOG.error("{} failed in the adapter, {}", destination.name(), both, e);
      Map<Long, Verdict> verdicts = new HashMap<>();
      String cause = "adapter failed: " + e.getClass().getSimpleName();
      for (Row row : rows) {
        verdicts.put(
            row.deliveryId(),
            destination.repeatable(both.kind())
                ? new Verdict.Retry(settings.outagePause(), cause)
                : new Verdict.UnknownOutcome(cause));
      }
      return verdicts;
    }
  }

  private void waitForWork(LaneKind both) {
    Wake wake = java.util.Objects.requireNonNull(wakes.get(both));
    try {
      if (wake.await(settings.idlePoll()) && both.lane() == Lane.LIVE) {
        pause(settings.linger());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped.set(true);
    }
  }

  private void pause(Duration duration) {
    try {
      TimeUnit.MILLISECONDS.sleep(duration.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped.set(true);
    }
  }

  /** Lets the calls under way end, then gives the destination to another process. */
  @Override
  public void close() {
    stopped.set(true);
    wakes.values().forEach(Wake::signal);
    for (Thread thread : threads) {
      try {
        thread.join(TimeUnit.SECONDS.toMillis(20));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    try {
      lease.close();
    } catch (SQLException e) {
      LOG.warn("sender of {}: the lease ends with the connection", destination.name(), e);
    }
  }
}
