package com.khaosbridge.starter.cli;

import static java.util.stream.Collectors.toMap;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.clock.RemoteBusinessTime;
import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.keys.HashKey;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.ledger.KeyedHash;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.books.PersonFigures;
import com.khaosbridge.activities.ledger.books.Repairs;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.activities.observing.CountedMoney;
import com.khaosbridge.activities.observing.KhaosFacts;
import com.khaosbridge.activities.reconciling.BookedMetrics;
import com.khaosbridge.activities.reconciling.Comparisons;
import com.khaosbridge.activities.reconciling.ExpectedMetrics;
import com.khaosbridge.activities.reconciling.Reconciler;
import com.khaosbridge.activities.settings.BridgeSettings;
import com.khaosbridge.activities.settings.DestinationSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reconciliation by hand, put together from the bridge's settings, with connections of its own.
 */
final class ReconciliationByHand implements AutoCloseable {
  private static final int CONNECTIONS = 2;

  private final LedgerDatabase database;
  private final KhaosControl erp;
  private final Comparisons comparisons;
  private final Instant began;

  ReconciliationByHand(BridgeSettings settings) throws IOException {
    String source = settings.source();
    String clock = settings.businessClock();
    BusinessTime time = clock == null ? Instant::now : new RemoteBusinessTime(clock);
    this.began = time.now();
    this.database = new LedgerDatabase(settings.ledger().url(), CONNECTIONS);
    this.erp = new KhaosControl(settings.khaos().toSettings(source), new SimpleMeterRegistry());
    List<Destination> destinations =
        settings.destinations().stream()
            .map(each -> each.open(new NothingSent(), Instant::now))
            .toList();
    this.comparisons =
        new Comparisons(
            database,
            source,
            new Reconciler(
                database,
                source,
                erp,
                new CountedMoney(settings.money().terms()),
                facts(settings),
                metrics(settings)),
            destinations,
            settings.credits() == null
                ? List.of()
                : settings.credits().openToCompare(settings.khaos().time()),
            new Repairs(database, source, settings.scopes()),
            time,
            new Comparisons.History(settings.history().from(), settings.khaos().calendar()));
  }

  private ExpectedMetrics metrics(BridgeSettings settings) {
    PersonFigures figures =
        new PersonFigures(
            database,
            settings.source(),
            settings.khaos().calendar(),
            settings.credits() != null,
            settings.thresholds());
    return new BookedMetrics(
        figures,
        new Persons(database, settings.source()),
        settings.destinations().stream()
            .collect(toMap(DestinationSettings::name, DestinationSettings::metricFields)));
  }

  /** Nobody but the bridge makes a key, so that there may be none here. */
  private static @Nullable KhaosFacts facts(BridgeSettings settings) throws IOException {
    Path keys = Path.of(settings.keysFile());
    return Files.exists(keys)
        ? new KhaosFacts(new KeyedHash(HashKey.readOrCreate(keys).bytes()))
        : null;
  }

  Instant began() {
    return began;
  }

  Comparisons comparisons() {
    return comparisons;
  }

  @Override
  public void close() {
    comparisons.close();
    erp.close();
    database.close();
  }
}
