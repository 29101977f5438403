package com.khaosbridge.starter.cli;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.clock.RemoteBusinessTime;
import com.khaosbridge.activities.credits.RepeatableCredits;
import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.emarsys.SalesFiles;
import com.khaosbridge.activities.keys.HashKey;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.ledger.KeyedHash;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.books.PersonFigures;
import com.khaosbridge.activities.ledger.books.Repairs;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.activities.observing.KhaosFacts;
import com.khaosbridge.activities.reconciling.BookedMetrics;
import com.khaosbridge.activities.reconciling.ExpectedMetrics;
import com.khaosbridge.activities.reconciling.Reconciler;
import com.khaosbridge.activities.reconciling.Window;
import com.khaosbridge.activities.settings.BridgeSettings;
import com.khaosbridge.workflows.decision.Metric;
import com.khaosbridge.workflows.reconciliation.Difference;
import com.khaosbridge.workflows.reconciliation.ReconciliationReport.Side;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a reconciliation needs, put together from the bridge's settings. It sends nothing itself.
 */
final class Reconciliation implements AutoCloseable {
  private static final int CONNECTIONS = 2;

  private final BridgeSettings settings;
  private final LedgerDatabase database;
  private final KhaosControl erp;
  private final Map<String, Destination> destinations = new LinkedHashMap<>();
  private final List<RepeatableCredits> credits;
  private final Reconciler reconciler;
  private final Instant began;

  Reconciliation(BridgeSettings settings) throws IOException {
    this.settings = settings;
    String clock = settings.businessClock();
    BusinessTime time = clock == null ? Instant::now : new RemoteBusinessTime(clock);
    this.began = time.now();
    this.database = new LedgerDatabase(settings.ledger().url(), CONNECTIONS);
    this.erp =
        new KhaosControl(settings.khaos().toSettings(settings.source()), new SimpleMeterRegistry());
    settings
        .destinations()
        .forEach(each -> destinations.put(each.name(), each.open(new NothingSent(), Instant::now)));
    this.credits =
        settings.credits() == null
            ? List.of()
            : settings.credits().openToCompare(settings.khaos().time());
    this.reconciler =
        new Reconciler(database, settings.source(), erp, facts(settings), metrics(settings));
  }

  private ExpectedMetrics metrics(BridgeSettings settings) {
    Map<String, Map<Metric, String>> fields = new LinkedHashMap<>();
    settings.destinations().forEach(each -> fields.put(each.name(), each.metricFields()));
    PersonFigures figures =
        new PersonFigures(
            database,
            settings.source(),
            settings.khaos().calendar(),
            settings.credits() != null,
            settings.thresholds());
    return new BookedMetrics(figures, new Persons(database, settings.source()), fields);
  }

  /**
   * Plans anew what would end these differences; the bridge sends it.
   *
   * @return how many they are
   */
  long repair(List<Difference> differences) {
    return new Repairs(database, settings.source(), settings.scopes()).plan(differences, began);
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

  Set<String> destinations() {
    return destinations.keySet();
  }

  Side destination(String name, Window window) {
    return reconciler.destination(Objects.requireNonNull(destinations.get(name)), window);
  }

  Side ledger(Window window) {
    Instant from =
        window.from() == null
            ? settings.history().from()
            : window.from().atStartOfDay(settings.khaos().calendar()).toInstant();
    // Until now, since windows of the ERP may go by the last change.
    return reconciler.ledger(from, began, window, credits);
  }

  @Override
  public void close() {
    credits.forEach(RepeatableCredits::close);
    erp.close();
    database.close();
  }

  private static final class NothingSent implements SalesFiles {
    @Override
    public void aboutToSend(String destination, List<Long> ids, byte[] file, String sha256) {
      throw new IllegalStateException("a reconciliation sends no sales file");
    }

    @Override
    public void answered(String sha256, int status) {
      throw new IllegalStateException("a reconciliation sends no sales file");
    }
  }
}
