package com.khaosbridge.starter.cli;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import picocli.CommandLine.Option;

/** Where a command finds the ledger, which can come from the environment. */
final class LedgerConnection {
  @Option(
      names = "--ledger",
      paramLabel = "JDBC_URL",
      defaultValue = "${env:KHAOS_BRIDGE_LEDGER_URL}",
      required = true,
      description = "The ledger (environment: KHAOS_BRIDGE_LEDGER_URL).")
  private String url = "";

  LedgerDatabase open() {
    return new LedgerDatabase(url, 2);
  }
}
