package com.khaosbridge.sandbox;

import com.khaosbridge.sandbox.khaos.KhaosDelay;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The sandbox's command line. */
@Command(
    name = "khaos-bridge-sandbox",
    description =
        "Stand-ins for Khaos Control, Emarsys and Dotdigital over real HTTP. Runs until it is stopped.",
    mixinStandardHelpOptions = true,
    version = "khaos-bridge-sandbox",
    showDefaultValues = true,
    sortOptions = false)
public final class SandboxMain implements Callable<Integer> {
  private static final System.Logger LOG = System.getLogger(SandboxMain.class.getName());
  private static final long NANOS_A_MILLI = 1_000_000;

  @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to listen on.")
  private String host = "";

  @Option(names = "--port", required = true, description = "Port to listen on, 0 for a free one.")
  private int port;

  @Option(
      names = "--public-url",
      description = "Where clients reach the sandbox. Default: the address it listens on.")
  private @Nullable String publicUrl;

  @Option(
      names = "--data",
      description =
          "Transactions in Online Retail format, CSV or CSV in gzip. Default: a small shop that is built in.")
  private @Nullable Path data;

  @Option(names = "--seed", defaultValue = "1", description = "Seed of everything invented.")
  private long seed;

  @Option(names = "--scenario", defaultValue = "default", description = "Name of the scenario.")
  private String scenario = "";

  @Option(
      names = "--state",
      description = "Directory that keeps the state. Default: a temporary one, deleted at the end.")
  private @Nullable Path state;

  @Option(
      names = "--journal",
      description = "Directory for the journals of all requests. Default: no journal.")
  private @Nullable Path journal;

  @Option(
      names = "--live-days",
      defaultValue = "2",
      description = "How many of the last calendar days of the data are live.")
  private int liveDays;

  @Option(
      names = "--factor",
      defaultValue = "0",
      description = "Business seconds in a real second from the start on; 0: the clock stands.")
  private double factor;

  @Option(
      names = "--khaos-delay-millis",
      defaultValue = "20",
      description = "How long the ERP takes for any call.")
  private double khaosDelayMillis;

  @Option(
      names = "--khaos-delay-millis-per-line",
      defaultValue = "0.02",
      description = "How long the ERP takes on top for a line.")
  private double khaosDelayMillisPerLine;

  @Option(
      names = "--emarsys-per-minute",
      defaultValue = "1000",
      description = "Emarsys: calls a minute.")
  private int emarsys;

  @Option(
      names = "--dotdigital-low-per-minute",
      defaultValue = "35",
      description = "Dotdigital: calls a minute of the low tier.")
  private int dotdigitalLow;

  @Option(
      names = "--dotdigital-medium-per-minute",
      defaultValue = "500",
      description = "Dotdigital: calls a minute of the medium tier.")
  private int dotdigitalMedium;

  @Option(
      names = "--dotdigital-high-per-minute",
      defaultValue = "2000",
      description = "Dotdigital: calls a minute of the high tier.")
  private int dotdigitalHigh;

  @Option(
      names = "--dotdigital-import-millis",
      defaultValue = "1000",
      description = "Dotdigital: how long an import job takes.")
  private long dotdigitalImportMillis;

  @Option(
      names = "--reporting-copy",
      description =
          "JDBC URL of a PostgreSQL database that gets the ERP's credit notes, in the schema khaos_copy, which is made anew. Default: no copy.")
  private @Nullable String reportingCopy;

  @Option(
      names = "--file-drop",
      description =
          "Directory that gets files with the ERP's credit notes, as they become due. Default: none.")
  private @Nullable Path fileDrop;

  @Spec private @Nullable CommandSpec spec;

  /** Runs until the process is stopped; ends at once, with a message, if it can't start. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new SandboxMain()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    Sandbox sandbox;
    try {
      sandbox = Sandbox.start(options());
    } catch (IllegalArgumentException | IOException e) {
      print().getErr().println(explain(e));
      return CommandLine.ExitCode.SOFTWARE;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(sandbox), "sandbox-end"));
    print().getOut().println("Sandbox ready at " + sandbox.baseUrl());
    print().getOut().flush();
    new CountDownLatch(1).await();
    return CommandLine.ExitCode.OK;
  }

  private SandboxOptions options() {
    return SandboxOptions.standard()
        .onHost(host)
        .onPort(port)
        .reachedAt(publicUrl)
        .withData(data)
        .withSeed(seed)
        .withScenario(scenario)
        .withState(state)
        .withJournal(journal)
        .withLiveDays(liveDays)
        .withFactor(factor)
        .withKhaosDelay(new KhaosDelay(millis(khaosDelayMillis), millis(khaosDelayMillisPerLine)))
        .withLimits(
            new SandboxOptions.Limits(
                emarsys,
                dotdigitalLow,
                dotdigitalMedium,
                dotdigitalHigh,
                Duration.ofMillis(dotdigitalImportMillis)))
        .withReportingCopy(reportingCopy)
        .withFileDrop(fileDrop);
  }

  private static Duration millis(double millis) {
    return Duration.ofNanos(Math.round(millis * NANOS_A_MILLI));
  }

  private String explain(Exception e) {
    String message = String.valueOf(e.getMessage());
    return e instanceof java.net.BindException
        ? "Port " + port + " can't be taken: " + message + ". Choose another with --port."
        : message;
  }

  private CommandLine print() {
    if (spec == null) {
      throw new IllegalStateException("only the command line runs this");
    }
    return spec.commandLine();
  }

  private static void close(Sandbox sandbox) {
    try {
      sandbox.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The state could not be put away", e);
    }
  }
}
