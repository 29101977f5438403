package com.khaosbridge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  private static final List<String> DESTINATIONS = List.of("emarsys", "dotdigital");

  @TempDir Path directory;

  @Test
  void theSmallShopIsAccountedForAtBothDestinationsWhereverItsCreditsAreRead() throws Exception {
    JsonNode copied = run(CreditFeed.REPORTING_COPY);
    JsonNode dropped = run(CreditFeed.FILE_DROP);

    assertThat(decimal(copied.get("money").get("credits"))).isNegative();
    for (JsonNode summary : List.of(copied, dropped)) {
      JsonNode money = summary.get("money");
      assertThat(decimal(money.get("gross")).add(decimal(money.get("credits"))))
          .isEqualByComparingTo(decimal(money.get("afterCredits")));
      assertThat(allotted(summary.get("allotted")).negate())
          .as("every credit is allotted by one step")
          .isEqualByComparingTo(decimal(money.get("credits")));
      for (String destination : DESTINATIONS) {
        JsonNode side = summary.get("destinations").get(destination);
        assertThat(accounted(side)).isEqualByComparingTo(decimal(money.get("afterCredits")));
        assertThat(side.get("deliveries").get("inFlight").longValue()).isZero();
        assertThat(side.get("events").get("despatched").longValue()).isPositive();
      }
    }
    for (String same : List.of("money", "metrics", "observed")) {
      assertThat(dropped.get(same)).as(same).isEqualTo(copied.get(same));
    }
    for (String destination : DESTINATIONS) {
      for (String same : List.of("money", "unallocatedCredit", "contacts", "excludedMoney")) {
        assertThat(dropped.get("destinations").get(destination).get(same))
            .as(destination + " " + same)
            .isEqualTo(copied.get("destinations").get(destination).get(same));
      }
    }
  }

  private JsonNode run(CreditFeed credits) throws Exception {
    Path its = directory.resolve(credits.name());
    QuickStartOptions options = new QuickStartOptions();
    options.once = true;
    options.seed = 1;
    options.liveDays = 2;
    options.factor = 20_000;
    options.credits = credits;
    options.json = its.resolve("summary.json");
    options.state = its.resolve("state");
    options.journal = its.resolve("journal");
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    boolean closes =
        new QuickStart(options, new PrintStream(printed, true, StandardCharsets.UTF_8)).run();

    assertThat(closes).as(printed.toString(StandardCharsets.UTF_8)).isTrue();
    assertThat(options.state.resolve("truth.ndjson")).isNotEmptyFile();
    assertThat(Files.readString(its.resolve("journal").resolve("khaos.ndjson")))
        .as("rule 1, one way: nothing is written to Khaos Control")
        .doesNotContain("#Import", "#Amend", "#Cancel");
    assertThat(Files.readString(its.resolve("state").resolve("dotdigital.ndjson")))
        .as("metrics are written")
        .contains("KHAOS_AFTER_CREDITS");
    return JSON.readTree(Files.readString(options.json));
  }

  private static BigDecimal accounted(JsonNode side) {
    BigDecimal accounted =
        decimal(side.get("money"))
            .add(decimal(side.get("heldMoney")))
            .add(decimal(side.get("unallocatedCredit")));
    for (JsonNode excluded : side.get("excludedMoney")) {
      accounted = accounted.add(decimal(excluded));
    }
    return accounted;
  }

  private static BigDecimal allotted(JsonNode steps) {
    return List.of("namedOrder", "sameItem", "earlierOrder", "unallocated").stream()
        .map(step -> decimal(steps.get(step)))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal decimal(JsonNode text) {
    return new BigDecimal(text.asString());
  }
}
