package com.khaosbridge.starter.cli;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.ConsentApprovals;
import com.khaosbridge.activities.ledger.reports.ConsentPreview;
import com.khaosbridge.activities.ledger.reports.ConsentPreview.Preview;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code khaos-bridge consent}: what comes of the consents, before any is changed. */
@Command(
    name = "consent",
    description =
        "What comes of consents, the approval of the first ones, and opt-outs for Khaos Control.",
    subcommands = {ConsentCommand.Show.class, ConsentCommand.Approve.class, ConsentExport.class})
final class ConsentCommand implements Runnable {
  private static final int REFUSED = 3;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    CommandSpec command = Objects.requireNonNull(spec);
    command.commandLine().usage(command.commandLine().getOut());
  }

  /** The counts. */
  @Command(
      name = "preview",
      description =
          "Counts what comes of the consents: Khaos Control's, the contact's, and what changes.")
  static final class Show implements Callable<Integer> {
    @Mixin private final LedgerConnection ledger = new LedgerConnection();
    @Mixin private final TemporalConnection temporal = new TemporalConnection();
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
      PrintWriter out = out(spec);
      try (LedgerDatabase database = ledger.open()) {
        ConsentPreview previews = new ConsentPreview(database, temporal.source());
        ConsentApprovals approvals = new ConsentApprovals(database, temporal.source());
        for (String destination : previews.destinations()) {
          print(out, previews.of(destination), approvals.isGiven(destination));
        }
        out.flush();
        return 0;
      }
    }

    private static void print(PrintWriter out, Preview preview, boolean approved) {
      String name = preview.destination();
      out.println(name + (approved ? ", approved" : ", not approved yet"));
      out.printf("  %8s  %-14s %-24s %s%n", "persons", "Khaos Control", "contact", "what changes");
      for (ConsentPreview.Line line : preview.lines()) {
        out.printf(
            "  %8d  %-14s %-24s %s%n", line.persons(), line.erp(), line.there(), line.change());
      }
      if (!approved) {
        out.println(
            "  "
                + preview.toApprove()
                + " wait. If this is right: khaos-bridge consent approve "
                + name
                + " --preview "
                + preview.name()
                + " --person YOU");
      }
    }
  }

  /** Lets the first ones go. */
  @Command(
      name = "approve",
      description = "Lets the consents go that a preview showed, and all that come later.")
  static final class Approve implements Callable<Integer> {
    @Mixin private final LedgerConnection ledger = new LedgerConnection();
    @Mixin private final TemporalConnection temporal = new TemporalConnection();

    @Parameters(paramLabel = "DESTINATION")
    private String destination = "";

    @Option(
        names = "--preview",
        required = true,
        description = "The name of the preview that you looked at.")
    private String preview = "";

    @Option(
        names = "--person",
        required = true,
        description = "Who approves, for the audit: a role or login name.")
    private String person = "";

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
      PrintWriter out = out(spec);
      try (LedgerDatabase database = ledger.open()) {
        ConsentPreview previews = new ConsentPreview(database, temporal.source());
        if (!previews.destinations().contains(destination)) {
          out.println(
              "Nothing was planned for "
                  + destination
                  + "; destinations are "
                  + String.join(", ", previews.destinations())
                  + ".");
          return REFUSED;
        }
        ConsentApprovals approvals = new ConsentApprovals(database, temporal.source());
        if (approvals.isGiven(destination)) {
          out.println("The consents at " + destination + " are approved already.");
          return 0;
        }
        String now = previews.of(destination).name();
        if (!now.equals(preview)) {
          out.println(
              "What would change at "
                  + destination
                  + " is not what preview "
                  + preview
                  + " showed: look at it again with khaos-bridge consent preview.");
          return REFUSED;
        }
        out.println(
            "Approved. "
                + approvals.give(destination, preview, person)
                + " consents at "
                + destination
                + " go now.");
        return 0;
      }
    }
  }

  private static PrintWriter out(@Nullable CommandSpec spec) {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }
}
