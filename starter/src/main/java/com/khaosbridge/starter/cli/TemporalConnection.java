package com.khaosbridge.starter.cli;

import com.khaosbridge.activities.keys.EncryptionSettings;
import com.khaosbridge.activities.keys.WorkflowPayloads;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command finds the workflows. Each option can come from the environment. */
final class TemporalConnection {
  @Option(
      names = "--temporal",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:KHAOS_BRIDGE_TEMPORAL_TARGET:-localhost:7233}",
      description =
          "The Temporal server (environment: KHAOS_BRIDGE_TEMPORAL_TARGET). Default: ${DEFAULT-VALUE}.")
  private String target = "";

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
      names = "--encrypt",
      defaultValue = "${env:KHAOS_BRIDGE_ENCRYPTION_ENABLED:-false}",
      description =
          "Encrypt what is sent to workflows (environment: KHAOS_BRIDGE_ENCRYPTION_ENABLED).")
  private boolean encrypt;

  @Option(
      names = "--keyset",
      paramLabel = "FILE",
      defaultValue = "${env:KHAOS_BRIDGE_ENCRYPTION_KEYSET}",
      description = "The keyset to encrypt with (environment: KHAOS_BRIDGE_ENCRYPTION_KEYSET).")
  private @Nullable String keyset;

  String source() {
    return source;
  }

  WorkflowServiceStubs open() {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
  }

  WorkflowClient client(WorkflowServiceStubs stubs) {
    return WorkflowClient.newInstance(
        stubs,
        WorkflowClientOptions.newBuilder()
            .setNamespace(namespace)
            .setDataConverter(WorkflowPayloads.converter(new EncryptionSettings(encrypt, keyset)))
            .build());
  }
}
