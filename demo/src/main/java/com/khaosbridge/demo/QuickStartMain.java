package com.khaosbridge.demo;

import com.khaosbridge.activities.ledger.LedgerIdentity.WrongLedgerException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The quick start's command line. */
@Command(
    name = "quickstart",
    mixinStandardHelpOptions = true,
    version = "khaos-bridge 0.1.0",
    sortOptions = false,
    description =
        "Runs Khaos Bridge on real transactions in one process: history, then the last days live.")
public final class QuickStartMain implements Callable<Integer> {
  private static final int NOT_CLOSED = 1;
  private static final int REFUSED = 2;

  @Mixin private final QuickStartOptions options = new QuickStartOptions();

  private QuickStartMain() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new QuickStartMain()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    try {
      return new QuickStart(options, System.out).run() ? 0 : NOT_CLOSED;
    } catch (WrongLedgerException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return REFUSED;
    }
  }
}
