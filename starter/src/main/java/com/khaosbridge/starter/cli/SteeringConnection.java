package com.khaosbridge.starter.cli;

import com.khaosbridge.activities.keys.Keys;
import com.khaosbridge.activities.keys.PayloadEncryption;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Cases;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/**
 * Where a command finds the ledger and the Temporal server. Each option can come from the
 * environment.
 */
final class SteeringConnection {
  @Option(
      names = "--ledger",
      paramLabel = "JDBC_URL",
      defaultValue = "${env:KHAOS_BRIDGE_LEDGER_URL}",
      required = true,
      description = "The ledger (environment: KHAOS_BRIDGE_LEDGER_URL).")
  private String ledger = "";

  @Option(
      names = "--temporal",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:KHAOS_BRIDGE_TEMPORAL_TARGET:-localhost:7233}",
      description =
          "The Temporal server (environment: KHAOS_BRIDGE_TEMPORAL_TARGET). Default: ${DEFAULT-VALUE}.")
  private String temporal = "";

  @Option(
      names = "--namespace",
      defaultValue = "${env:KHAOS_BRIDGE_TEMPORAL_NAMESPACE:-default}",
      description = "The Temporal namespace. Default: ${DEFAULT-VALUE}.")
  private String namespace = "";

  @Option(
      names = "--source",
      defaultValue = "${env:KHAOS_BRIDGE_SOURCE:-khaos}",
      description = "The Khaos Control installation. Default: ${DEFAULT-VALUE}.")
  private String source = "";

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      defaultValue = "${env:KHAOS_BRIDGE_KEYS_FILE}",
      required = true,
      description = "The key file (environment: KHAOS_BRIDGE_KEYS_FILE).")
  private Path keys = Path.of("");

  String source() {
    return source;
  }

  LedgerDatabase openLedger() {
    return new LedgerDatabase(ledger, 2);
  }

  Cases cases(LedgerDatabase database) {
    return new Cases(database, source);
  }

  WorkflowServiceStubs openTemporal() {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder().setTarget(temporal).build());
  }

  WorkflowClient client(WorkflowServiceStubs stubs) throws IOException {
    return WorkflowClient.newInstance(
        stubs,
        WorkflowClientOptions.newBuilder()
            .setNamespace(namespace)
            .setDataConverter(PayloadEncryption.dataConverter(Keys.read(keys)))
            .build());
  }
}
