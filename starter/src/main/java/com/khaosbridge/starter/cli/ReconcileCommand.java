package com.khaosbridge.starter.cli;

import com.khaosbridge.activities.destination.ReadBackException;
import com.khaosbridge.activities.khaos.soap.ErpException;
import com.khaosbridge.activities.reconciling.Comparisons;
import com.khaosbridge.activities.reconciling.ReportCsv;
import com.khaosbridge.activities.reconciling.ReportHtml;
import com.khaosbridge.activities.reconciling.ReportJson;
import com.khaosbridge.activities.reconciling.Window;
import com.khaosbridge.activities.settings.BridgeSettings;
import com.khaosbridge.workflows.reconciliation.Difference;
import com.khaosbridge.workflows.reconciliation.ReconciliationReport;
import com.khaosbridge.workflows.reconciliation.ReconciliationReport.Side;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code khaos-bridge reconcile}: whether what is there is what should be. */
@Command(
    name = "reconcile",
    description = {
      "Compares the ledger with the ERP, and destinations with the ledger. The ledger keeps the"
          + " result, and cases are opened and closed. Without --repair nothing else changes.",
      "Exit code 0: no difference; 1: differences; 2: something could not be compared."
    },
    exitCodeOnExecutionException = 2)
final class ReconcileCommand implements Callable<Integer> {
  private static final int DIFFERENCES = 1;
  private static final int FAILURE = 2;

  @Option(names = "--from", description = "First business date of the orders, e.g. 2026-01-31.")
  private @Nullable LocalDate from;

  @Option(names = "--to", description = "Last business date of the orders.")
  private @Nullable LocalDate to;

  @Option(
      names = "--destination",
      paramLabel = "NAME",
      description = "Only this destination, without the ERP's orders. May be repeated.")
  private List<String> only = new ArrayList<>();

  @Option(names = "--json", paramLabel = "FILE", description = "Writes all of it as JSON.")
  private @Nullable Path json;

  @Option(names = "--html", paramLabel = "FILE", description = "Writes a page for finance.")
  private @Nullable Path html;

  @Option(names = "--csv", paramLabel = "FILE", description = "Writes a line a difference.")
  private @Nullable Path csv;

  @Option(
      names = "--repair",
      description = "Plans anew what of the differences is ours; the bridge sends it.")
  private boolean repair;

  @Spec private @Nullable CommandSpec spec;

  private boolean failed;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    BridgeSettings settings;
    Window window;
    try {
      settings = ConfiguredBridge.read(only);
      window = new Window(from, to);
    } catch (RuntimeException e) {
      out.println(ConfiguredBridge.reason(e));
      return FAILURE;
    }
    try (ReconciliationByHand byHand = new ReconciliationByHand(settings)) {
      Comparisons comparisons = byHand.comparisons();
      ReconciliationReport report =
          new ReconciliationReport(
              settings.source(),
              byHand.began(),
              window.from(),
              window.to(),
              sides(comparisons, window, out));
      write(json, report, ReportJson::write);
      write(html, report, ReportHtml::write);
      write(csv, report, ReportCsv::write);
      print(report, out);
      if (repair) {
        List<Difference> found =
            report.sides().stream().flatMap(side -> side.differences().stream()).toList();
        out.printf(
            "%d difference(s) planned anew; the bridge sends them.%n", comparisons.repair(found));
        out.flush();
      }
      if (failed) {
        return FAILURE;
      }
      return report.differences() == 0 ? 0 : DIFFERENCES;
    } catch (IllegalArgumentException e) {
      out.println(ConfiguredBridge.reason(e));
      return FAILURE;
    }
  }

  private List<Side> sides(Comparisons comparisons, Window window, PrintWriter out) {
    String run = "by-hand-" + UUID.randomUUID();
    comparisons.begin(run, window);
    List<Side> sides = new ArrayList<>();
    for (String place : comparisons.places()) {
      if (only.isEmpty() || only.contains(place)) {
        try {
          Side side = comparisons.compare(place, window);
          comparisons.keep(run, window, side);
          sides.add(side);
        } catch (ReadBackException | ErpException e) {
          failed = true;
          String why = String.valueOf(e.getMessage());
          comparisons.fail(run, place, why);
          out.println(place + " was not compared: " + why);
        }
      }
    }
    comparisons.end(run);
    return sides;
  }

  private static void write(
      @Nullable Path file,
      ReconciliationReport report,
      BiConsumer<ReconciliationReport, Writer> writer)
      throws IOException {
    if (file != null) {
      try (Writer out = Files.newBufferedWriter(file)) {
        writer.accept(report, out);
      }
    }
  }

  private static void print(ReconciliationReport report, PrintWriter out) {
    for (Side side : report.sides()) {
      out.printf(
          "%s: %d difference(s), %d pending, %d excluded%n",
          side.place(), side.differences().size(), side.pending(), side.excluded());
      side.byClass()
          .forEach(
              (type, tally) ->
                  out.printf(
                      "  %-15s %6d  %14s exVat  %d ours to repair%n",
                      type.words(),
                      tally.count(),
                      tally.amount().toPlainString(),
                      tally.repairable()));
      out.printf(
          "  afterCredits    %s%s%n",
          side.expected().afterCredits().toPlainString(),
          side.ordersReadable()
              ? " expected, " + side.there().afterCredits().toPlainString() + " there"
              : " accepted");
      side.notes().forEach(note -> out.println("  " + note));
    }
    out.flush();
  }
}
