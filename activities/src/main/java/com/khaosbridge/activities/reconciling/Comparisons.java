package com.khaosbridge.activities.reconciling;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.credits.RepeatableCredits;
import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.books.ReconciliationRuns;
import com.khaosbridge.activities.ledger.books.Repairs;
import com.khaosbridge.activities.ledger.cases.ReconciliationCases;
import com.khaosbridge.workflows.reconciliation.Difference;
import com.khaosbridge.workflows.reconciliation.ReconciliationReport;
import com.khaosbridge.workflows.reconciliation.ReconciliationReport.Side;
import java.io.StringWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares the places of a bridge, keeps in the ledger what was found, opens and closes cases about
 * it, and plans anew what is ours. It sends nothing itself.
 */
public final class Comparisons implements AutoCloseable {
  private final LedgerDatabase database;
  private final String source;
  private final Reconciler reconciler;
  private final Map<String, Destination> destinations = new LinkedHashMap<>();
  private final List<RepeatableCredits> credits;
  private final Repairs repairs;
  private final BusinessTime businessTime;
  private final History history;
  private final ReconciliationRuns runs;
  private final ReconciliationCases cases;

  /** From which instant on the ledger has orders, when none is asked for; by the ERP's calendar. */
  public record History(Instant from, ZoneId calendar) {
    Instant of(@Nullable LocalDate day) {
      return day == null ? from : day.atStartOfDay(calendar).toInstant();
    }
  }

  /**
   * @param credits sources that can be read again without being changed by it; closed with this
   */
  public Comparisons(
      LedgerDatabase database,
      String source,
      Reconciler reconciler,
      List<Destination> destinations,
      List<RepeatableCredits> credits,
      Repairs repairs,
      BusinessTime businessTime,
      History history) {
    this.database = database;
    this.source = source;
    this.reconciler = reconciler;
    destinations.forEach(destination -> this.destinations.put(destination.name(), destination));
    this.credits = List.copyOf(credits);
    this.repairs = repairs;
    this.businessTime = businessTime;
    this.history = history;
    this.runs = new ReconciliationRuns(database, source);
    this.cases = new ReconciliationCases(database, source);
  }

  /** What can be compared: the ledger first, then each destination. */
  public List<String> places() {
    List<String> places = new ArrayList<>();
    places.add(Difference.LEDGER);
    places.addAll(destinations.keySet());
    return places;
  }

  /** Notes that a run begins. */
  public void begin(String runId, Window window) {
    runs.begin(runId, window.from(), window.to());
  }

  /**
   * Compares a place. Changes nothing.
   *
   * @throws IllegalArgumentException if there is no such place
   */
  public Side compare(String place, Window window) {
    if (place.equals(Difference.LEDGER)) {
      // Until now, since windows of the ERP may go by the last change.
      return reconciler.ledger(history.of(window.from()), businessTime.now(), window, credits);
    }
    Destination destination = destinations.get(place);
    if (destination == null) {
      throw new IllegalArgumentException("there is no destination " + place);
    }
    return reconciler.destination(destination, window);
  }

  /** Keeps what was found at a place, and opens and closes its cases. */
  public void keep(String runId, Window window, Side side) {
    StringWriter report = new StringWriter();
    ReportJson.write(
        new ReconciliationReport(
            source, businessTime.now(), window.from(), window.to(), List.of(side)),
        report);
    database.inTransaction(
        () -> {
          runs.keep(runId, side, report.toString());
          cases.found(side, window.equals(Window.ALL));
        });
  }

  /** Keeps why a place could not be compared. */
  public void fail(String runId, String place, String why) {
    runs.fail(runId, place, why);
  }

  /** Notes that a run has ended. */
  public void end(String runId) {
    runs.end(runId);
  }

  /**
   * Plans anew what would end these differences; the bridge sends it.
   *
   * @return how many they are
   */
  public long repair(List<Difference> differences) {
    return repairs.plan(differences, businessTime.now());
  }

  @Override
  public void close() {
    credits.forEach(RepeatableCredits::close);
  }
}
