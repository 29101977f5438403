package com.khaosbridge.starter.cli;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.CaseClosing;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.cases.Cases.CaseDelivery;
import com.khaosbridge.activities.ledger.cases.Cases.CaseLine;
import com.khaosbridge.activities.ledger.outbox.BlastStops;
import com.khaosbridge.workflows.gate.GateCommand;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code khaos-bridge cases}: what needs a person, and what the person decided. */
@Command(
    name = "cases",
    description = "What needs a person.",
    subcommands = {
      CasesCommand.ListCases.class,
      CasesCommand.ShowCase.class,
      CasesCommand.Retry.class,
      CasesCommand.Reread.class,
      CasesCommand.Exclude.class,
      CasesCommand.Close.class
    })
final class CasesCommand implements Runnable {
  private static final int SHOWN_DELIVERIES = 50;
  private static final int NOT_FOUND = 3;
  private static final String SOMEBODY = "operator";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    CommandSpec command = java.util.Objects.requireNonNull(spec);
    command.commandLine().usage(command.commandLine().getOut());
  }

  /** The open cases. */
  @Command(name = "list", description = "Lists the open cases, the one due first first.")
  static final class ListCases implements Callable<Integer> {
    @Mixin private final LedgerConnection ledger = new LedgerConnection();
    @Mixin private final TemporalConnection temporal = new TemporalConnection();
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
      PrintWriter out = out(spec);
      try (LedgerDatabase database = ledger.open()) {
        List<CaseLine> open = new Cases(database, temporal.source()).openCases();
        if (open.isEmpty()) {
          out.println("No case is open.");
          return 0;
        }
        out.printf(
            "%-6s %-12s %-22s %-12s %10s  %s%n",
            "case", "destination", "type", "owner", "deliveries", "cause");
        for (CaseLine line : open) {
          out.printf(
              "%-6d %-12s %-22s %-12s %10d  %s%n",
              line.id(),
              line.destination(),
              line.type(),
              line.owner(),
              line.deliveries(),
              line.cause());
        }
        out.flush();
        return 0;
      }
    }
  }

  /** One case in plain words. */
  @Command(name = "show", description = "Shows a case: what happened, what it means, what to do.")
  static final class ShowCase implements Callable<Integer> {
    @Mixin private final LedgerConnection ledger = new LedgerConnection();
    @Mixin private final TemporalConnection temporal = new TemporalConnection();

    @Parameters(paramLabel = "CASE")
    private long id;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
      PrintWriter out = out(spec);
      try (LedgerDatabase database = ledger.open()) {
        Cases cases = new Cases(database, temporal.source());
        Optional<CaseLine> found = cases.find(id);
        if (found.isEmpty()) {
          out.println("There is no case " + id + ".");
          return NOT_FOUND;
        }
        CaseLine line = found.get();
        out.println("Case " + line.id() + (line.open() ? "" : " (closed)") + ", " + line.type());
        out.println("  where          " + line.destination());
        out.println("  owner          " + line.owner() + ", due " + line.dueAt());
        out.println("  cause          " + line.cause());
        out.println("  what happened  " + line.whatHappened());
        out.println("  what it means  " + line.whatItMeans());
        out.println("  what to do     " + line.whatToDo());
        List<CaseDelivery> deliveries = cases.deliveries(id);
        out.println("  deliveries     " + deliveries.size());
        for (CaseDelivery delivery :
            deliveries.subList(0, Math.min(SHOWN_DELIVERIES, deliveries.size()))) {
          out.printf(
              "    %-10d %-10s %-32s %-10s %s%n",
              delivery.deliveryId(),
              delivery.kind(),
              delivery.businessKey(),
              delivery.state(),
              delivery.workflowId());
        }
        if (deliveries.size() > SHOWN_DELIVERIES) {
          out.println("    and " + (deliveries.size() - SHOWN_DELIVERIES) + " more");
        }
        out.flush();
        return 0;
      }
    }
  }

  /** Sends a decision to every workflow that a case concerns. */
  abstract static class Decide implements Callable<Integer> {
    @Mixin private final LedgerConnection ledger = new LedgerConnection();
    @Mixin private final TemporalConnection temporal = new TemporalConnection();

    @Parameters(paramLabel = "CASE")
    private long id;

    @Option(names = "--person", description = "Who decides, for the audit: a role or login name.")
    private @Nullable String person;

    @Option(names = "--reason", description = "Why, for the audit.")
    private @Nullable String reason;

    @Spec private @Nullable CommandSpec spec;

    abstract void send(CaseSignals signals, String workflowId, GateCommand command);

    /** Ends what a case stops; gives what is said of it, or null if it can't be ended like that. */
    abstract @Nullable String endStop(BlastStops stops, long caseId, String person, String reason);

    @Override
    public Integer call() {
      PrintWriter out = out(spec);
      try (LedgerDatabase database = ledger.open()) {
        Cases cases = new Cases(database, temporal.source());
        if (cases.find(id).filter(CaseLine::open).isEmpty()) {
          out.println("There is no open case " + id + ".");
          return NOT_FOUND;
        }
        BlastStops stops = new BlastStops(database, temporal.source());
        if (stops.isStop(id)) {
          String done =
              endStop(
                  stops,
                  id,
                  person == null ? SOMEBODY : person,
                  reason == null ? "no reason given" : reason);
          out.println(
              done == null
                  ? "Case " + id + " stops a destination: retry lifts that, exclude gives it up."
                  : done);
          return done == null ? NOT_FOUND : 0;
        }
        TreeSet<String> workflows = new TreeSet<>();
        for (CaseDelivery delivery : cases.deliveries(id)) {
          if (!delivery.byContact()) {
            workflows.add(delivery.workflowId());
          }
        }
        WorkflowServiceStubs stubs = temporal.open();
        try {
          CaseSignals signals = new CaseSignals(temporal.client(stubs), temporal.source());
          GateCommand command = new GateCommand(id, person, reason, null);
          workflows.forEach(workflow -> send(signals, workflow, command));
        } finally {
          stubs.shutdown();
        }
        out.println("Sent to " + workflows.size() + " workflow(s) of case " + id + ".");
        out.flush();
        return 0;
      }
    }
  }

  /** Tries again. */
  @Command(name = "retry", description = "Sends what a case holds again, or lets go what it stops.")
  static final class Retry extends Decide {
    @Override
    void send(CaseSignals signals, String workflowId, GateCommand command) {
      signals.retry(workflowId, command);
    }

    @Override
    String endStop(BlastStops stops, long caseId, String person, String reason) {
      OptionalLong gone = stops.lift(caseId, person, reason);
      return "The stop is lifted. " + gone.orElse(0) + " that waited go now.";
    }
  }

  /** Reads again. */
  @Command(name = "reread", description = "Reads what a case holds from the ERP again.")
  static final class Reread extends Decide {
    @Override
    void send(CaseSignals signals, String workflowId, GateCommand command) {
      signals.rereadFromErp(workflowId, command);
    }

    @Override
    @Nullable String endStop(BlastStops stops, long caseId, String person, String reason) {
      return null;
    }
  }

  /** Gives up. */
  @Command(name = "exclude", description = "Excludes what a case holds; give a reason.")
  static final class Exclude extends Decide {
    @Override
    void send(CaseSignals signals, String workflowId, GateCommand command) {
      signals.exclude(workflowId, command);
    }

    @Override
    String endStop(BlastStops stops, long caseId, String person, String reason) {
      OptionalLong gone = stops.exclude(caseId, person, reason);
      return "The stop is lifted. " + gone.orElse(0) + " that waited are excluded.";
    }
  }

  /** Ends a case about which nothing is left to do. */
  @Command(
      name = "close",
      description = "Closes a case that holds no delivery, once what it tells of is settled.")
  static final class Close implements Callable<Integer> {
    @Mixin private final LedgerConnection ledger = new LedgerConnection();
    @Mixin private final TemporalConnection temporal = new TemporalConnection();

    @Parameters(paramLabel = "CASE")
    private long id;

    @Option(
        names = "--person",
        required = true,
        description = "Who decides, for the audit: a role or login name.")
    private String person = "";

    @Option(names = "--reason", required = true, description = "Why, for the audit.")
    private String reason = "";

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
      PrintWriter out = out(spec);
      try (LedgerDatabase database = ledger.open()) {
        if (new CaseClosing(database, temporal.source()).closeByHand(id, person, reason)) {
          out.println("Closed case " + id + ".");
          return 0;
        }
        out.println(
            "There is no open case "
                + id
                + " that holds nothing. What a case holds is sent or excluded: retry, reread or"
                + " exclude.");
        return NOT_FOUND;
      }
    }
  }

  private static PrintWriter out(@Nullable CommandSpec spec) {
    CommandLine line = java.util.Objects.requireNonNull(spec).commandLine();
    return line.getOut();
  }
}
