package com.khaosbridge.activities.sending;

import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.ledger.outbox.ClaimedDelivery;
import com.khaosbridge.activities.ledger.outbox.Outbox;
import com.khaosbridge.activities.ledger.outbox.Settlement;
import com.khaosbridge.activities.ledger.outbox.Settlement.Settled;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * One call to a destination, from the claim of its rows to their verdicts in the ledger. No row is
 * lost and none is repeated blindly, whatever goes wrong on the way.
 */
final class OneCall {
  private static final Logger LOG = LoggerFactory.getLogger(OneCall.class);

  private final Destination destination;
  private final Outbox outbox;
  private final Settlement settlement;
  private final RowComposer composer;
  private final Runnable settled;
  private final Stop stop;
  private final SenderSettings settings;
  private final Set<UUID> failedClaims = ConcurrentHashMap.newKeySet();

  OneCall(
      Destination destination,
      Outbox outbox,
      Settlement settlement,
      RowComposer composer,
      Runnable settled,
      Stop stop,
      SenderSettings settings) {
    this.destination = destination;
    this.outbox = outbox;
    this.settlement = settlement;
    this.composer = composer;
    this.settled = settled;
    this.stop = stop;
    this.settings = settings;
  }

  /** What came of it, as far as the next call must know. */
  enum Result {
    /** There was nothing to send. */
    NOTHING,
    SENT,
    /** Nothing got through: whoever asks now learns only that. */
    AWAY,
    /** A person must put something right before anything gets through. */
    REFUSED
  }

  /** Makes a call of what is in the outbox, with so many rows at most. */
  Result make(LaneKind queue, int most) {
    UUID claim = UUID.randomUUID();
    List<ClaimedDelivery> claimed = claim(queue, most, claim);
    if (claimed.isEmpty()) {
      return Result.NOTHING;
    }
    List<Settled> verdicts = send(queue, claimed);
    settle(claim, verdicts);
    settled.run();
    return result(verdicts);
  }

  private static Result result(List<Settled> verdicts) {
    boolean refused = verdicts.stream().anyMatch(row -> row.verdict() instanceof Verdict.Config);
    // What is only to be decided again was not sent, and says nothing of the destination.
    boolean away =
        verdicts.stream()
            .allMatch(row -> row.verdict() instanceof Verdict.Retry retry && !retry.decideAnew());
    return refused ? Result.REFUSED : away ? Result.AWAY : Result.SENT;
  }

  /** A claim that failed may have been made all the same, but nothing was sent under it. */
  private List<ClaimedDelivery> claim(LaneKind queue, int most, UUID claim) {
    for (UUID failed : List.copyOf(failedClaims)) {
      outbox.giveBack(failed);
      failedClaims.remove(failed);
    }
    try {
      return outbox.claim(destination.name(), queue.kind(), queue.lane(), most, claim);
    } catch (RuntimeException e) {
      failedClaims.add(claim);
      throw e;
    }
  }

  private List<Settled> send(LaneKind queue, List<ClaimedDelivery> claimed) {
    Composed composed = compose(queue, claimed);
    Map<Long, Verdict> verdicts = new HashMap<>(composed.unsendable());
    List<Row> rows = composed.rows();
    if (!rows.isEmpty()) {
      verdicts.putAll(deliver(queue, rows));
    }
    Map<Long, Consent> consents = new HashMap<>();
    rows.forEach(row -> consentIn(row).ifPresent(c -> consents.put(row.deliveryId(), c)));
    List<Settled> rowByRow = new ArrayList<>();
    for (ClaimedDelivery delivery : claimed) {
      Verdict verdict = usable(delivery, verdicts.get(delivery.id()));
      rowByRow.add(new Settled(delivery, verdict, consents.get(delivery.id())));
    }
    return rowByRow;
  }

  /** Nothing was sent yet, so that whatever goes wrong here can be tried again. */
  private Composed compose(LaneKind queue, List<ClaimedDelivery> claimed) {
    try {
      return composer.compose(
          queue.kind(), queue.lane(), claimed, destination.addressesEventsByEmail());
    } catch (RuntimeException e) {
      LOG.error("sender of {}, {}: rows could not be made", destination.name(), queue, e);
      Verdict retry =
          new Verdict.Retry(
              settings.outagePause(), "rows could not be made: " + e.getClass().getSimpleName());
      Map<Long, Verdict> retries = new HashMap<>();
      claimed.forEach(delivery -> retries.put(delivery.id(), retry));
      return new Composed(List.of(), retries);
    }
  }

  /** A bug in an adapter must not lose rows: what it may have done decides what they become. */
  private Map<Long, Verdict> deliver(LaneKind queue, List<Row> rows) {
    try {
      return destination.deliver(queue.kind(), queue.lane(), rows);
    } catch (RuntimeException e) {
      LOG.error("{} failed in the adapter, {}", destination.name(), queue, e);
      Map<Long, Verdict> verdicts = new HashMap<>();
      String cause = "adapter failed: " + e.getClass().getSimpleName();
      rows.forEach(row -> verdicts.put(row.deliveryId(), inDoubt(queue.kind(), cause)));
      return verdicts;
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
  private void settle(UUID claim, List<Settled> verdicts) {
    boolean done = false;
    while (!done) {
      try {
        settlement.settle(claim, verdicts);
        done = true;
      } catch (DataAccessException | TransactionException e) {
        if (stop.isNow()) {
          throw e;
        }
        LOG.warn(
            "sender of {}: {} verdicts wait for the ledger: {}",
            destination.name(),
            verdicts.size(),
            e.getClass().getSimpleName());
        stop.rest(settings.idlePoll());
      }
    }
  }
}
