package com.khaosbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole product in one process, on the small shop: embedded ledger, in-process Temporal server,
 * sandbox.
 */
class QuickStartTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path directory;

  @Test
  void theSmallShopIsAccountedForAtBothDestinations() throws Exception {
    QuickStartOptions options = new QuickStartOptions();
    options.once = true;
    options.seed = 1;
    options.liveDays = 2;
    options.factor = 20_000;
    options.json = directory.resolve("summary.json");
    options.state = directory.resolve("state");
    options.journal = directory.resolve("journal");
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    boolean closes =
        new QuickStart(options, new PrintStream(printed, true, StandardCharsets.UTF_8)).run();

    assertThat(closes).as(printed.toString(StandardCharsets.UTF_8)).isTrue();
    JsonNode summary = JSON.readTree(Files.readString(options.json));
    JsonNode money = summary.get("money");
    assertThat(money.get("afterCredits").asString()).isEqualTo(money.get("gross").asString());
    for (String destination : new String[] {"emarsys", "dotdigital"}) {
      JsonNode side = summary.get("destinations").get(destination);
      BigDecimal accounted = decimal(side.get("money")).add(decimal(side.get("heldMoney")));
      for (JsonNode excluded : side.get("excludedMoney")) {
        accounted = accounted.add(decimal(excluded));
      }
      assertThat(accounted).isEqualByComparingTo(decimal(money.get("afterCredits")));
      assertThat(side.get("deliveries").get("inFlight").longValue()).isZero();
      assertThat(side.get("events").get("despatched").longValue()).isPositive();
    }
    assertThat(options.state.resolve("truth.ndjson")).isNotEmptyFile();
    assertThat(journal("khaos"))
        .as("rule 1, one way: nothing is written to Khaos Control")
        .doesNotContain("#Import", "#Amend", "#Cancel");
  }

  private String journal(String system) throws Exception {
    return Files.readString(directory.resolve("journal").resolve(system + ".ndjson"));
  }

  private static BigDecimal decimal(JsonNode text) {
    return new BigDecimal(text.asString());
  }
}
