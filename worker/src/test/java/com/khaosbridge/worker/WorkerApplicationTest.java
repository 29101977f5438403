package com.khaosbridge.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkerApplicationTest {
  @Test
  void dryRunOnTheCommandLineIsTheSetting() {
    assertThat(WorkerApplication.settings("--server.port=0", "--dry-run"))
        .containsExactly("--server.port=0", "--khaos-bridge.dry-run=true");
  }
}
