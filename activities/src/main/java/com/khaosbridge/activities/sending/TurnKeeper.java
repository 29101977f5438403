package com.khaosbridge.activities.sending;

import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.ledger.outbox.ClaimedDelivery;
import com.khaosbridge.activities.ledger.outbox.Outbox;
import com.khaosbridge.activities.ledger.outbox.Settlement;
import com.khaosbridge.activities.ledger.outbox.Settlement.Settled;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Verdict;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the lease of a destination. Whoever gets it takes over what its predecessor left behind,
 * and looks now and then whether a destination of which everything is held answers again.
 */
final class TurnKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(TurnKeeper.class);
  private static final Duration LEASE_RETRY = Duration.ofSeconds(1);
  private static final String LOST_SENDER = "the sender died during the call";

  private final Destination destination;
  private final Outbox outbox;
  private final Settlement settlement;
  private final SenderLease lease;
  private final Turn turn;
  private final Stop stop;
  private final Duration probeEvery;
  private final Runnable released;

  /**
   * @param released called when something that was held may go on
   */
  TurnKeeper(
      Destination destination,
      Outbox outbox,
      Settlement settlement,
      SenderLease lease,
      Turn turn,
      Stop stop,
      Duration probeEvery,
      Runnable released) {
    this.destination = destination;
    this.outbox = outbox;
    this.settlement = settlement;
    this.lease = lease;
    this.turn = turn;
    this.stop = stop;
    this.probeEvery = probeEvery;
    this.released = released;
  }

  void keep() {
    Instant probed = Instant.now();
    while (!stop.isNow()) {
      try {
        if (!lease.held()) {
          turn.lose();
        } else if (!turn.isOurs()) {
          turn.take(this::takeOver);
        } else if (probed.plus(probeEvery).isBefore(Instant.now())) {
          probed = Instant.now();
          if (settlement.probe(destination.name())) {
            released.run();
          }
        }
      } catch (SQLException | RuntimeException e) {
        turn.lose();
        LOG.warn("sender of {}: the lease could not be checked", destination.name(), e);
      }
      stop.rest(LEASE_RETRY);
    }
  }

  private void takeOver() {
    recover();
    // What the account lacks is said at the start; a delivery that needs it is held under a case.
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
      settlement.settle(
          call.getKey(),
          call.getValue().stream()
              .map(d -> new Settled(d, new Verdict.UnknownOutcome(LOST_SENDER), null))
              .toList());
    }
    released.run();
  }

  /** Gives the destination to another process. */
  void giveUp() {
    try {
      lease.close();
    } catch (SQLException e) {
      LOG.warn("sender of {}: the lease ends with the connection", destination.name(), e);
    }
  }
}
