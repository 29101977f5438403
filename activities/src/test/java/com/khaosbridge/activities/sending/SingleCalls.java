package com.khaosbridge.activities.sending;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.ledger.KeyedHash;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.books.InvoicedOrders;
import com.khaosbridge.activities.ledger.books.PersonFigures;
import com.khaosbridge.activities.ledger.books.Replenishments;
import com.khaosbridge.activities.ledger.outbox.Outbox;
import com.khaosbridge.activities.ledger.outbox.Settlement;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.decision.Supplies;
import com.khaosbridge.workflows.decision.Thresholds;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.Duration;
import java.time.ZoneId;
import java.util.stream.Collectors;

/** What senders do, call by call, in the thread of who asks for it. */
public final class SingleCalls {
  private static final int MOST = 100;
  private static final Duration INSTANTLY = Duration.ofMillis(1);

  private final Outbox outbox;
  private final Settlement settlement;
  private final RowComposer composer;

  public SingleCalls(
      LedgerDatabase database,
      String source,
      KhaosControl erp,
      Outbox outbox,
      BusinessTime businessTime) {
    this.outbox = outbox;
    this.settlement = new Settlement(database, source, Duration.ofHours(1));
    Persons persons = new Persons(database, source);
    this.composer =
        new RowComposer(
            erp,
            persons,
            new AddressClaims(
                persons, new KeyedHash(new byte[32]), AddressClaims.STANDARD_SPARE_DOMAIN),
            new InvoicedOrders(database, source),
            new PersonFigures(
                database, source, ZoneId.of("Europe/London"), false, Thresholds.standard()),
            new Replenishments(database, source, Supplies.none()),
            outbox,
            businessTime,
            CourierLinks.none());
  }

  /** Takes over from a sender that died. */
  public void takeOver(Destination destination) {
    outbox.recover(
        destination.name(),
        destination.kinds().stream().filter(destination::repeatable).collect(Collectors.toSet()));
  }

  /** Makes one call of what is in the outbox; whether there was anything. */
  public boolean make(Destination destination, DeliveryKind kind) {
    OneCall call =
        new OneCall(
            destination,
            outbox,
            settlement,
            composer,
            () -> {},
            new Stop(),
            new SenderSettings(Duration.ZERO, INSTANTLY, INSTANTLY, INSTANTLY));
    return call.make(new LaneKind(Lane.LIVE, kind), MOST) != OneCall.Result.NOTHING;
  }
}
