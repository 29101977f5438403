package com.khaosbridge.activities.sending;

import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.ledger.outbox.ClaimedDelivery;
import com.khaosbridge.activities.ledger.outbox.Outbox;
import com.khaosbridge.activities.ledger.outbox.Settlement;
import com.khaosbridge.activities.ledger.outbox.Settlement.Settled;
import com.khaosbridge.activities.signals.Completions;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

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
  private final ReadWriteLock calls = new ReentrantReadWriteLock();
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile boolean leased;
  private final Set<UUID> failedClaims = ConcurrentHashMap.newKeySet();
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
    Instant probed = Instant.now();
    while (!isStopped()) {
      try {
        if (!lease.held()) {
          leased = false;
        } else if (!leased) {
          takeOver();
        } else if (probed.plus(settings.outagePause()).isBefore(Instant.now())) {
          probed = Instant.now();
          if (settlement.probe(destination.name())) {
            afterSettlement.run();
            wakes.values().forEach(Wake::signal);
          }
        }
      } catch (SQLException | RuntimeException e) {
        leased = false;
        LOG.warn("sender of {}: the lease could not be checked", destination.name(), e);
      }
      pause(LEASE_RETRY);
    }
  }

  /** What is claimed once our own calls have ended was claimed by a sender that is gone. */
  private void takeOver() {
    calls.writeLock().lock();
    try {
      recover();
      discover();
      leased = true;
    } finally {
      calls.writeLock().unlock();
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
              .map(d -> new Settled(d, new Verdict.UnknownOutcome(LOST_SENDER), null))
              .toList();
      completions.tell(settlement.settle(call.getKey(), rows));
    }
    afterSettlement.run();
  }

  private void sendForEver(LaneKind both) {
    while (!isStopped()) {
      try {
        Duration rest = sendIfLeased(both);
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

  private @Nullable Duration sendIfLeased(LaneKind both) {
    calls.readLock().lock();
    try {
      return leased ? sendOnce(both) : null;
    } finally {
      calls.readLock().unlock();
    }
  }

  /**
   * Sends what is in the outbox, as one call. Gives how long to rest, or null if there was nothing.
   */
  private @Nullable Duration sendOnce(LaneKind both) {
    boolean sales = both.kind() == DeliveryKind.SALES_ROWS;
    if (sales) {
      salesCall.lock();
    }
    try {
      UUID claim = UUID.randomUUID();
      List<ClaimedDelivery> claimed = claim(both, claim);
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

  /** A claim that failed may have been made all the same, but nothing was sent under it. */
  private List<ClaimedDelivery> claim(LaneKind both, UUID claim) {
    for (UUID failed : List.copyOf(failedClaims)) {
      outbox.giveBack(failed);
      failedClaims.remove(failed);
    }
    try {
      return outbox.claim(
          destination.name(),
          both.kind(),
          both.lane(),
          destination.batchSize(both.kind(), both.lane()),
          claim);
    } catch (RuntimeException e) {
      failedClaims.add(claim);
      throw e;
    }
  }

  private boolean send(LaneKind both, UUID claim, List<ClaimedDelivery> claimed) {
    Composed composed = compose(both, claimed);
    Map<Long, Verdict> verdicts = new HashMap<>(composed.unsendable());
    List<Row> rows = composed.rows();
    if (!rows.isEmpty()) {
      verdicts.putAll(deliver(both, rows));
    }
    Map<Long, Consent> consents = new HashMap<>();
    rows.forEach(row -> consentIn(row).ifPresent(c -> consents.put(row.deliveryId(), c)));
    List<Settled> settled = new ArrayList<>();
    boolean refused = false;
    for (ClaimedDelivery delivery : claimed) {
      Verdict verdict = usable(delivery, verdicts.get(delivery.id()));
      refused |= verdict instanceof Verdict.Config;
      settled.add(new Settled(delivery, verdict, consents.get(delivery.id())));
    }
    settle(claim, settled);
    afterSettlement.run();
    return refused;
  }

  /** Nothing was sent yet, so that whatever goes wrong here can be tried again. */
  private Composed compose(LaneKind both, List<ClaimedDelivery> claimed) {
    try {
      return composer.compose(
          both.kind(), both.lane(), claimed, destination.addressesEventsByEmail());
    } catch (RuntimeException e) {
      LOG.error("sender of {}, {}: rows could not be made", destination.name(), both, e);
      Verdict retry =
          new Verdict.Retry(
              settings.outagePause(), "rows could not be made: " + e.getClass().getSimpleName());
      Map<Long, Verdict> retries = new HashMap<>();
      claimed.forEach(delivery -> retries.put(delivery.id(), retry));
      return new Composed(List.of(), retries);
    }
  }

  private static Optional<Consent> consentIn(Row row) {
    if (row instanceof Row.Contact contact) {
      return Optional.of(contact.consentOnCreate());
    }
    return row instanceof Row.ContactConsent consent
        ? Optional.of(consent.consent())
        : Optional.empty();
  }

  /** An adapter may forget a row or a contact's id, but no row may be lost by that. */
  private Verdict usable(ClaimedDelivery delivery, @Nullable Verdict verdict) {
    if (verdict == null) {
      return inDoubt(delivery.kind(), "the destination gave no verdict");
    }
    boolean nameless =
        delivery.kind() == DeliveryKind.CONTACT
            && delivery.contactId() == null
            && verdict instanceof Verdict.Ok ok
            && ok.contactId() == null;
    return nameless ? inDoubt(delivery.kind(), "the contact's id was not told") : verdict;
  }

  private Verdict inDoubt(DeliveryKind kind, String cause) {
    return destination.repeatable(kind)
        ? new Verdict.Retry(settings.outagePause(), cause)
        : new Verdict.UnknownOutcome(cause);
  }

  /** What a call did is known only here, so that a ledger that is away is waited for. */
  private void settle(UUID claim, List<Settled> settled) {
    boolean done = false;
    while (!done) {
      try {
        completions.tell(settlement.settle(claim, settled));
        done = true;
      } catch (DataAccessException | TransactionException e) {
        if (isStopped()) {
          throw e;
        }
        LOG.warn(
            "sender of {}: {} verdicts wait for the ledger: {}",
            destination.name(),
            settled.size(),
            e.getClass().getSimpleName());
        pause(settings.idlePoll());
      }
    }
  }

  /** A bug in an adapter must not lose rows: what it may have done decides what they become. */
  private Map<Long, Verdict> deliver(LaneKind both, List<Row> rows) {
    try {
      return destination.deliver(both.kind(), both.lane(), rows);
    } catch (RuntimeException e) {
      LOG.error("{} failed in the adapter, {}", destination.name(), both, e);
      Map<Long, Verdict> verdicts = new HashMap<>();
      String cause = "adapter failed: " + e.getClass().getSimpleName();
      rows.forEach(row -> verdicts.put(row.deliveryId(), inDoubt(both.kind(), cause)));
      return verdicts;
    }
  }

  private void waitForWork(LaneKind both) {
    Wake wake = Objects.requireNonNull(wakes.get(both));
    try {
      if (wake.await(settings.idlePoll()) && both.lane() == Lane.LIVE) {
        pause(settings.linger());
      }
    } catch (InterruptedException e) {
      interrupted();
    }
  }

  private boolean isStopped() {
    return stop.getCount() == 0;
  }

  /** Rests, but not beyond the end. */
  private void pause(Duration duration) {
    try {
      boolean ended = stop.await(duration.toMillis(), TimeUnit.MILLISECONDS);
      if (ended) {
        LOG.debug("sender of {} ends", destination.name());
      }
    } catch (InterruptedException e) {
      interrupted();
    }
  }

  private void interrupted() {
    Thread.currentThread().interrupt();
    stop.countDown();
  }

  /** Lets the calls under way end, then gives the destination to another process. */
  @Override
  public void close() {
    stop.countDown();
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
