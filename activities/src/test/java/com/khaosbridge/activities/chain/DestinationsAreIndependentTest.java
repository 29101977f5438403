package com.khaosbridge.activities.chain;

import static com.khaosbridge.activities.chain.Chain.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rule 10: one destination being down or misconfigured delays no other, and loses nothing. */
class DestinationsAreIndependentTest {
  @TempDir Path journalDirectory;
  private Chain chain;
  private StandIns standIns;

  @BeforeEach
  void startAndBackfill() throws Exception {
    chain = Chain.start(journalDirectory);
    standIns = new StandIns(chain.sandbox.baseUrl());
    chain.follow();
    chain.backfill().getResult(PATIENCE.toSeconds(), TimeUnit.SECONDS, Void.class);
    await().atMost(PATIENCE).until(chain::settled);
  }

  @AfterEach
  void stop() throws Exception {
    chain.close();
  }

  @Test
  void oneThatIsDownDelaysNoOtherAndCatchesUp() {
    standIns.arm("{\"system\":\"dotdigital\",\"kind\":\"status\",\"status\":503}");
    liveWithOneOut();

    standIns.disarm();
    await().atMost(PATIENCE).until(chain::settled);

    bothHaveTheSame();
  }

  @Test
  void oneThatIsMisconfiguredDelaysNoOtherAndCatchesUpByItself() {
    standIns.arm("{\"system\":\"dotdigital\",\"kind\":\"status\",\"status\":401,\"body\":\"{}\"}");
    liveWithOneOut();
    assertThat(chain.cases.openCases())
        .filteredOn(c -> c.destination().equals(Chain.DOTDIGITAL))
        .extracting(c -> c.type().name())
        .contains("CONFIG");

    standIns.disarm();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                chain.settled()
                    && chain.cases.openCases().stream()
                        .noneMatch(c -> c.type().endsWithNextSuccess()));

    bothHaveTheSame();
  }

  private void liveWithOneOut() {
    chain.sandbox.clock().set(chain.sandbox.end().plus(Duration.ofHours(1)));
    await().atMost(PATIENCE).until(() -> chain.settledAt(Chain.EMARSYS));
    assertThat(standIns.emarsys().events().get("despatched")).isNotEmpty();
    assertThat(standIns.dotdigital().events()).isEmpty();
  }

  private void bothHaveTheSame() {
    StandIns.Account emarsys = standIns.emarsys();
    StandIns.Account dotdigital = standIns.dotdigital();
    assertThat(dotdigital.orders().keySet()).isEqualTo(emarsys.orders().keySet());
    assertThat(dotdigital.consents().keySet()).isEqualTo(emarsys.consents().keySet());
    for (String event : new String[] {"order_received", "order_confirmed", "despatched"}) {
      assertThat(dotdigital.events().get(event))
          .doesNotHaveDuplicates()
          .containsExactlyInAnyOrderElementsOf(emarsys.events().get(event));
    }
    assertThat(chain.equation.read().destinations().values()).allMatch(side -> side.closes());
  }
}
