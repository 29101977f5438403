package com.khaosbridge.activities.sending;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.books.InvoicedOrders;
import com.khaosbridge.activities.ledger.books.PersonFigures;
import com.khaosbridge.activities.ledger.books.Replenishments;
import com.khaosbridge.activities.ledger.outbox.Outbox;
import com.khaosbridge.activities.ledger.outbox.Settlement;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Lane;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The senders of all destinations, each on its own. They never speak to Temporal. */
public final class Senders implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Senders.class);

  private final Map<String, DestinationSender> senders = new LinkedHashMap<>();
  private final Stragglers stragglers;
  private volatile boolean dryRun;

  /**
   * @param settled called after each call's verdicts are in the ledger, when somebody may have to
   *     be told
   */
  public Senders(
      LedgerDatabase database,
      String source,
      List<Destination> destinations,
      KhaosControl erp,
      Persons persons,
      AddressClaims claims,
      InvoicedOrders orders,
      PersonFigures figures,
      Replenishments replenishments,
      Outbox outbox,
      Settlement settlement,
      BusinessTime businessTime,
      CourierLinks links,
      Runnable settled,
      SenderSettings settings) {
    RowComposer composer =
        new RowComposer(
            erp, persons, claims, orders, figures, replenishments, outbox, businessTime, links);
    for (Destination destination : destinations) {
      senders.put(
          destination.name(),
          new DestinationSender(
              destination,
              outbox,
              settlement,
              composer,
              settled,
              new SenderLease(database.dataSource(), source, destination.name()),
              settings));
    }
    this.stragglers =
        new Stragglers(
            outbox,
            businessTime,
            () -> {
              settled.run();
              senders.values().forEach(DestinationSender::wakeAll);
            });
  }

  public void start() {
    dryRun = false;
    senders.values().forEach(DestinationSender::start);
    stragglers.start();
  }

  /** Instead of {@link #start}: nothing is claimed, so that nothing is sent. */
  public void planOnly() {
    dryRun = true;
    LOG.warn(
        "DRY RUN: nothing is sent to {}; what would be is told by khaos-bridge dry-run",
        String.join(", ", senders.keySet()));
  }

  /** Whether nothing is to be sent. */
  public boolean isDryRun() {
    return dryRun;
  }

  /** There may be something in the outbox for this destination. */
  public void wake(String destination, DeliveryKind kind, Lane lane) {
    DestinationSender sender = senders.get(destination);
    if (sender != null) {
      sender.wake(kind, lane);
    }
  }

  @Override
  public void close() {
    stragglers.end();
    senders.values().forEach(DestinationSender::close);
  }
}
