package com.khaosbridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever recomputes the default scenario gets the same bytes as ever. */
class DefaultScenarioTest {

  @Test
  void theDefaultScenarioNeverChangesByOneByte() throws IOException {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.standard())) {
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      sandbox.clock().set(sandbox.end());

      assertThat(
              List.of(
                  sha256(client.send("GET", "/_sandbox/truth", "").body()),
                  sha256(client.send("GET", "/_sandbox/state/khaos", "").body()),
                  sha256(export(client))))
          .containsExactly(
              "2bb50b2a5fcc8f6d7695c81cc5bb997d7d439b17510f5dcd76299e8c4842d9d3",
              "7fd4703a135a4fb09ba9879bda690bc891091fb3c1e9812ac3ad91d22b47b956",
              "2b13abd5ec1b7043119c0e8928f5441c7bf7fda4e8ab70444cd82f65e3dae7fb");
      assertThat(client.send("GET", "/_sandbox/state/emarsys", "").body()).isEmpty();
      assertThat(client.send("GET", "/_sandbox/state/dotdigital", "").body()).isEmpty();
    }
  }

  @Test
  void theRetailerNeverChangesByOneByteEither() throws IOException {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.standard().withScenario("retailer"))) {
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      sandbox.clock().set(sandbox.end());

      assertThat(
              List.of(
                  sha256(client.send("GET", "/_sandbox/truth", "").body()),
                  sha256(client.send("GET", "/_sandbox/state/khaos", "").body()),
                  sha256(export(client))))
          .containsExactly(
              "bddf1356a20dc18a383bc1e6cb96dfa089681cea44fbe42a4d5e40eeac6fda10",
              "8f156dcc17f26dcd11b54b2c7136fb4f6b49467e9aa6373c42b54a9789e5cce7",
              "2b13abd5ec1b7043119c0e8928f5441c7bf7fda4e8ab70444cd82f65e3dae7fb");
    }
  }

  private static String export(SandboxClient client) throws IOException {
    return client.result(
        "ExportCompany",
        "<CompanyCode>26286,26287,26300,26310</CompanyCode><MappingType>1</MappingType>");
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
