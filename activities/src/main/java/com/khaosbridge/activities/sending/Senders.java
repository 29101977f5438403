package com.khaosbridge.activities.sending;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.books.OrderLedger;
import com.khaosbridge.activities.ledger.outbox.Outbox;
import com.khaosbridge.activities.ledger.outbox.Settlement;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.activities.signals.Completions;
import com.khaosbridge.activities.signals.SignalDispatcher;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Lane;
import io.temporal.client.ActivityCompletionClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The senders of all destinations, each on its own. */
public final class Senders implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Senders.class);

  private final Map<String, DestinationSender> senders = new LinkedHashMap<>();

  public Senders(
      LedgerDatabase database,
      String source,
      List<Destination> destinations,
      KhaosControl erp,
      Persons persons,
      OrderLedger orders,
      Outbox outbox,
      Settlement settlement,
      BusinessTime businessTime,
      ActivityCompletionClient completionClient,
      SignalDispatcher signals,
      SenderSettings settings) {
    RowComposer composer = new RowComposer(erp, persons, orders, outbox, businessTime);
    Completions completions = new Completions(completionClient);
    for (Destination destination : destinations) {
      senders.put(
          destination.name(),
          new DestinationSender(
              destination,
              outbox,
              settlement,
              composer,
              completions,
              () -> flush(signals),
              new SenderLease(database.dataSource(), source, destination.name()),
              settings));
    }
  }

  private static void flush(SignalDispatcher signals) {
    try {
      signals.flush();
    } catch (RuntimeException e) {
      LOG.warn("signals stay owed until the Temporal server answers: {}", e.getClass().getName());
    }
  }

  public void start() {
    senders.values().forEach(DestinationSender::start);
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
    senders.values().forEach(DestinationSender::close);
  }
}
