package com.khaosbridge.starter.cli;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.reports.PlannedSending;
import com.khaosbridge.activities.ledger.reports.PlannedSending.Group;
import com.khaosbridge.activities.ledger.reports.PlannedSending.Line;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.EventType;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code khaos-bridge dry-run}: what would be sent. */
@Command(
    name = "dry-run",
    description =
        "Shows what would be sent to each destination by what is planned now, and what would not,"
            + " with the reason. Changes nothing, and sends nothing itself; a worker that is"
            + " started with --dry-run plans without sending.")
final class DryRunCommand implements Callable<Integer> {
  private static final String ROW = "%-14s %-24s %-8s %-10s %10s %16s  %s%n";

  @Mixin private final LedgerConnection ledger = new LedgerConnection();
  @Mixin private final TemporalConnection temporal = new TemporalConnection();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try (LedgerDatabase database = ledger.open()) {
      List<Line> lines = new PlannedSending(database, temporal.source()).read();
      if (lines.isEmpty()) {
        out.println("Nothing is planned.");
        return 0;
      }
      out.printf(ROW, "destination", "what", "lane", "consent", "deliveries", "exVat", "fate");
      lines.forEach(line -> print(line, out));
      out.println(
          "What is to be sent may still be excluded or held when its turn comes, e.g. if the contact"
              + " is refused.");
      out.flush();
      return 0;
    }
  }

  private static void print(Line line, PrintWriter out) {
    Group group = line.group();
    EventType event = group.event();
    Consent consent = group.consent();
    BigDecimal exVat = line.exVat();
    out.printf(
        ROW,
        group.destination(),
        event == null ? group.kind().words() : event.words(),
        group.lane().name().toLowerCase(Locale.ROOT),
        consent == null ? "" : consent.name(),
        line.deliveries(),
        exVat == null ? "" : exVat.toPlainString(),
        group.fate());
  }
}
