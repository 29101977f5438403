package com.khaosbridge.demo;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the quick start. */
final class QuickStartOptions {
  @Option(names = "--once", description = "End when the live days are over, instead of going on.")
  boolean once;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "Transactions in Online Retail format, CSV or CSV in gzip. Default: a small shop that is built in.")
  @Nullable Path data;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of everything invented. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--scenario",
      defaultValue = "default",
      description = "Name of the scenario. Default: ${DEFAULT-VALUE}.")
  String scenario = "default";

  @Option(
      names = "--live-days",
      paramLabel = "N",
      defaultValue = "2",
      description = "How many of the last days of the data are live. Default: ${DEFAULT-VALUE}.")
  int liveDays;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Port of the sandbox, 0 for a free one. Default: ${DEFAULT-VALUE}.")
  int port;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the summary as JSON.")
  @Nullable Path json;

  @Option(
      names = "--journal",
      paramLabel = "DIR",
      description = "Keep a journal of every request to the three systems.")
  @Nullable Path journal;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "Write the ERP's truth and each destination's state before exit.")
  @Nullable Path state;

  @Option(
      names = "--ledger",
      paramLabel = "JDBC_URL",
      description =
          "A PostgreSQL ledger to use and keep. Default: an embedded one, deleted at exit.")
  @Nullable String ledger;

  @Option(
      names = "--temporal",
      paramLabel = "HOST:PORT",
      description =
          "A Temporal server. Default: a dev server if `temporal` is on the PATH, else an in-process"
              + " test server.")
  @Nullable String temporal;

  @Option(
      names = "--sandbox",
      paramLabel = "URL",
      description = "A sandbox that runs already. Default: one in this process.")
  @Nullable String sandbox;

  @Option(
      names = "--credits",
      paramLabel = "SOURCE",
      description =
          "Where credit notes come from: reporting-copy (a schema of the ledger's database),"
              + " file-drop, or none. Of a sandbox that runs already, none unless set by --setting."
              + " Default: reporting-copy.")
  CreditFeed credits = CreditFeed.REPORTING_COPY;

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description = "The key file, made if missing. Default: new keys that are not kept.")
  @Nullable Path keys;

  @Option(
      names = "--factor",
      paramLabel = "N",
      defaultValue = "3600",
      description = "Business seconds in a real second. Default: ${DEFAULT-VALUE}.")
  double factor;

  @Option(
      names = "--setting",
      paramLabel = "NAME=VALUE",
      description =
          "Another value for a setting of the bridge, e.g."
              + " khaos-bridge.return-window-days=7. May be given several times.")
  Map<String, String> settings = Map.of();
}
