package com.khaosbridge.activities.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.LedgerServer;
import com.khaosbridge.sandbox.Sandbox;
import com.khaosbridge.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rule 4 in any order: a few persons turn and are turned, in the ERP and at both destinations,
 * while the bridge looks, sends, compares and dies. A sequence that breaks the rule is made as
 * short as it gets before it is told, with its seed.
 */
class RandomConsentsTest {
  /** The same each time, so that a build fails for its own changes; others are for longer runs. */
  private static final long FIRST_SEED = 7000;

  private static final int SEQUENCES = 12;
  private static final int LENGTH = 50;

  @TempDir Path directory;

  @Test
  void nobodyIsEverOptedInWithoutATurnThatWeSawAfterTheOptOut() throws IOException {
    long seed = Long.getLong("consents.seed", FIRST_SEED);
    int sequences = Integer.getInteger("consents.sequences", SEQUENCES);
    Path data = shop();
    for (int i = 0; i < sequences; i++) {
      List<ConsentActs.Act> acts = ConsentActs.random(new Random(seed + i), LENGTH);
      String wrong = play(data, acts);
      if (!wrong.isEmpty()) {
        List<ConsentActs.Act> shortest = shorten(data, acts);
        assertThat(play(data, shortest))
            .as("seed %d (-Dconsents.seed=%d), acts %s", seed + i, seed + i, shortest)
            .isEmpty();
        assertThat(wrong).as("seed %d, only once in a while: %s", seed + i, acts).isEmpty();
      }
    }
  }

  private static List<ConsentActs.Act> shorten(Path data, List<ConsentActs.Act> acts)
      throws IOException {
    List<ConsentActs.Act> shortest = acts;
    for (int chunk = acts.size() / 2; chunk > 0; chunk /= 2) {
      for (int from = 0; from < shortest.size(); ) {
        List<ConsentActs.Act> without = new ArrayList<>(shortest.subList(0, from));
        without.addAll(shortest.subList(Math.min(from + chunk, shortest.size()), shortest.size()));
        if (play(data, without).isEmpty()) {
          from += chunk;
        } else {
          shortest = without;
        }
      }
    }
    return shortest;
  }

  private static String play(Path data, List<ConsentActs.Act> acts) throws IOException {
    try (Sandbox sandbox =
            Sandbox.start(
                SandboxOptions.standard()
                    .withData(data)
                    .withLimits(
                        new SandboxOptions.Limits(
                            100_000, 100_000, 100_000, 100_000, Duration.ofMillis(10))));
        ConsentActs play = new ConsentActs(sandbox, LedgerServer.newLedger())) {
      return play.play(acts);
    }
  }

  private Path shop() throws IOException {
    Stream<String> orders =
        IntStream.range(0, ConsentActs.CUSTOMERS)
            .mapToObj(ConsentActs::number)
            .map(
                number ->
                    (700_000 + number)
                        + ",30001,THING,2,2011-06-01 09:00:00,5.00,"
                        + number
                        + ".0,United Kingdom");
    return Files.write(
        directory.resolve("shop.csv"),
        Stream.concat(
                Stream.of(
                    "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"),
                orders)
            .toList());
  }
}
