package com.khaosbridge.demo;

import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.LedgerIdentity;
import com.khaosbridge.activities.ledger.reports.Equation;
import com.khaosbridge.activities.ledger.reports.RunFigures;
import com.khaosbridge.activities.ledger.reports.Spending;
import com.khaosbridge.activities.settings.BridgeSettings;
import com.khaosbridge.starter.BridgeWorkflows;
import com.khaosbridge.worker.Bridge;
import com.khaosbridge.worker.WorkerApplication;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** One run of the quick start, from the first customer to the summary. */
final class QuickStart {
  static final String SOURCE = "khaos";
  static final String EMARSYS = "emarsys";
  static final String DOTDIGITAL = "dotdigital";

  private static final int TRICKLE_PER_MINUTE = 12;
  private static final int REPORT_EVERY_SECONDS = 15;
  private static final long LOOK_EVERY_MILLIS = 250;

  private final QuickStartOptions options;
  private final PrintStream out;
  private final Progress progress;

  QuickStart(QuickStartOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
    this.progress = new Progress(out, System.console() != null);
  }

  /** Runs it. With {@code --once} it ends by itself: true if everything is accounted for. */
  boolean run() throws Exception {
    Instant begun = Instant.now();
    Path keys = options.keys;
    if (keys == null) {
      keys = Files.createTempDirectory("khaos-bridge").resolve("keys.properties");
      keys.toFile().deleteOnExit();
    }
    Path exports = Files.createTempDirectory("khaos-bridge-credits");
    // A real Temporal server takes seconds to come up, and so does reading the transactions.
    FutureTask<TemporalAccess> starting =
        new FutureTask<>(() -> TemporalAccess.open(options.temporal));
    new Thread(starting, "Temporal start").start();
    try (HeapWatch heap = new HeapWatch();
        LedgerAccess ledger = LedgerAccess.open(options.ledger);
        SandboxAccess sandbox = SandboxAccess.open(options, ledger.url(), exports);
        TemporalAccess temporal = starting.get()) {
      SandboxAccess.Info info = sandbox.info();
      progress.line(
          "Sandbox: " + sandbox.baseUrl() + ", " + info.source() + ", seed " + info.seed());
      progress.line(ledger.words());
      progress.line(temporal.words());
      bind(ledger, info);
      Map<String, ContactsBefore> before =
          Map.of(
              EMARSYS, ContactsBefore.atEmarsys(sandbox.state(EMARSYS)),
              DOTDIGITAL, ContactsBefore.atDotdigital(sandbox.state(DOTDIGITAL)));
      Map<String, Object> properties =
          QuickStartProperties.of(
              sandbox.baseUrl(), ledger.url(), temporal.target(), keys, sandbox.clock().start());
      if (sandbox.isOwn()) {
        properties.putAll(options.credits.settings(ledger.url(), exports));
      }
      if (info.lastAct() != null) {
        properties.putAll(QuickStartProperties.whereCustomersBecomeOthers());
      }
      properties.putAll(options.settings);
      try (ConfigurableApplicationContext context =
          WorkerApplication.application()
              .web(WebApplicationType.NONE)
              .properties(properties)
              .run()) {
        return run(context, sandbox, info, before, exports, heap, begun);
      }
    }
  }

  private static void bind(LedgerAccess ledger, SandboxAccess.Info info) {
    try (LedgerDatabase database = new LedgerDatabase(ledger.url(), 2)) {
      new LedgerIdentity(database).bind(SOURCE, info.fingerprint());
    }
  }

  private boolean run(
      ConfigurableApplicationContext context,
      SandboxAccess sandbox,
      SandboxAccess.Info info,
      Map<String, ContactsBefore> before,
      Path exports,
      HeapWatch heap,
      Instant begun)
      throws Exception {
    Bridge bridge = context.getBean(Bridge.class);
    BridgeWorkflows workflows = new BridgeWorkflows(context.getBean(WorkflowClient.class), SOURCE);
    RunFigures figures = new RunFigures(bridge.database(), SOURCE);
    workflows.registerSearchAttributes();
    workflows.startFeeds(bridge.feedNames());
    backfill(workflows, bridge, figures);
    Instant backfilled = Instant.now();
    progress.line("Backfill done.");
    new FirstConsents(bridge.database(), SOURCE).approve().forEach(progress::line);
    boolean settled =
        new LiveDays(sandbox, bridge, figures, progress, info.lastAct())
            .follow(options.factor, () -> options.credits.isRead(exports));
    Instant lived = Instant.now();
    if (settled) {
      progress.line("Live days over, nothing is in flight.");
    } else {
      progress.line("Something is still in flight; see the table.");
    }
    Map<String, Side> sides = sides(bridge, sandbox, figures, before);
    TruthFigures truth = new TruthFigures(Truth.read(sandbox.truth()), figures, sides);
    Summary summary =
        new Summary(
            info,
            bridge.equation().read().observed(),
            figures.allotted(),
            sides,
            truth.ofScenario(info.scenario(), before),
            SpendingMetrics.of(new Spending(bridge.database(), SOURCE).byPerson()),
            latency(sandbox, figures, begun),
            new Summary.Seconds(
                seconds(begun, backfilled), seconds(backfilled, lived), seconds(begun, lived)),
            heap.peakMiB());
    summary.print(out);
    boolean audited = truth.audit(out);
    if (options.json != null) {
      summary.writeJson(options.json);
    }
    writeState(sandbox);
    if (!options.once) {
      goOn(
          sandbox, bridge, new NightlyComparison(workflows, context.getBean(BridgeSettings.class)));
    }
    return settled && summary.closes() && audited;
  }

  private void backfill(BridgeWorkflows workflows, Bridge bridge, RunFigures figures)
      throws InterruptedException {
    WorkflowStub backfill =
        workflows.startBackfill(bridge.destinations().stream().map(Destination::name).toList());
    boolean done = false;
    while (!done) {
      try {
        backfill.getResult(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS, Void.class);
        done = true;
      } catch (TimeoutException e) {
        RunFigures.History history = figures.history();
        progress.show("backfill", history.ended(), history.total());
      }
    }
  }

  private static Map<String, Side> sides(
      Bridge bridge, SandboxAccess sandbox, RunFigures figures, Map<String, ContactsBefore> before)
      throws IOException {
    Map<String, Equation.Side> ledger = bridge.equation().read().destinations();
    Map<String, Side> sides = new LinkedHashMap<>();
    for (Destination destination : bridge.destinations()) {
      String name = destination.name();
      Equation.Side side = Objects.requireNonNull(ledger.get(name));
      ContactsBefore contacts = Objects.requireNonNull(before.get(name));
      StandInFigures there =
          name.equals(EMARSYS)
              ? StandInFigures.ofEmarsys(sandbox.state(name), contacts)
              : StandInFigures.ofDotdigital(sandbox.state(name), contacts);
      sides.put(name, Side.of(side, there, figures.heldMoney(name), destination.calls()));
    }
    return sides;
  }

  private static Latency latency(SandboxAccess sandbox, RunFigures figures, Instant begun)
      throws IOException {
    SandboxAccess.Clock clock = sandbox.clock();
    List<Long> millis = new ArrayList<>();
    for (RunFigures.Announced announced : figures.despatchesAnnouncedSince(begun)) {
      millis.add(
          Duration.between(clock.real(announced.despatchedAt()), announced.acceptedAt())
              .toMillis());
    }
    return new Latency(millis);
  }

  private void writeState(SandboxAccess sandbox) throws IOException {
    Path directory = options.state;
    if (directory == null) {
      return;
    }
    Files.createDirectories(directory);
    sandbox.save("truth", directory.resolve("truth.ndjson"));
    for (String system : List.of(EMARSYS, DOTDIGITAL)) {
      sandbox.save("state/" + system, directory.resolve(system + ".ndjson"));
    }
  }

  /**
   * Until somebody ends it: new orders go on coming, and what became of them is said now and then.
   */
  private void goOn(SandboxAccess sandbox, Bridge bridge, NightlyComparison comparison)
      throws IOException, InterruptedException {
    sandbox.trickle(TRICKLE_PER_MINUTE);
    progress.line(comparison.arrange());
    progress.line(
        "The bridge goes on with "
            + TRICKLE_PER_MINUTE
            + " new orders a minute; end it with Ctrl-C.");
    while (true) {
      TimeUnit.SECONDS.sleep(REPORT_EVERY_SECONDS);
      comparison.startIfDue();
      bridge
          .equation()
          .read()
          .destinations()
          .forEach(
              (name, side) ->
                  progress.line(
                      String.format(
                          java.util.Locale.ROOT,
                          "%s: %,d delivered, %,d in flight, %,d held, events %s",
                          name,
                          side.delivered(),
                          side.inFlight(),
                          side.held(),
                          side.events())));
    }
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }
}
