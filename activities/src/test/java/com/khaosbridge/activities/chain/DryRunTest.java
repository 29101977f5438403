package com.khaosbridge.activities.chain;

import static com.khaosbridge.activities.chain.Chain.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.khaosbridge.activities.ledger.reports.PlannedSending;
import com.khaosbridge.activities.ledger.reports.PlannedSending.Line;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Lane;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a dry run everything is read and planned, and no destination is called. */
class DryRunTest {
  @TempDir Path journalDirectory;
  private Chain chain;
  private StandIns standIns;

  @BeforeEach
  void startDry() throws Exception {
    chain = Chain.startDry(journalDirectory);
    standIns = new StandIns(chain.sandbox.baseUrl());
    chain.follow();
    chain.backfill().getResult(PATIENCE.toSeconds(), TimeUnit.SECONDS, Void.class);
    chain.sandbox.clock().set(chain.sandbox.end().plus(Duration.ofHours(1)));
    await().atMost(PATIENCE).until(chain::seen);
  }

  @AfterEach
  void stop() throws Exception {
    chain.close();
  }

  private List<Line> planned() {
    return new PlannedSending(chain.database, Chain.SOURCE).read();
  }

  private boolean called(String system) throws Exception {
    Path calls = journalDirectory.resolve(system + ".ndjson");
    return Files.exists(calls) && !new Journal(journalDirectory).calls(system).isEmpty();
  }

  @Test
  void noDestinationIsCalledAndAllThatWouldGoIsTold() throws Exception {
    assertThat(called("khaos")).isTrue();
    assertThat(called(Chain.EMARSYS)).isFalse();
    assertThat(called(Chain.DOTDIGITAL)).isFalse();

    assertThat(planned())
        .anySatisfy(
            line -> {
              assertThat(line.group().kind()).isEqualTo(DeliveryKind.CONTACT);
              assertThat(line.group().lane()).isEqualTo(Lane.HISTORY);
              assertThat(line.group().consent()).isEqualTo(Consent.OPTED_IN);
              assertThat(line.group().fate()).isEqualTo("sent");
            })
        .anySatisfy(
            line -> {
              assertThat(line.group().kind()).isEqualTo(DeliveryKind.SALES_ROWS);
              assertThat(line.exVat()).isGreaterThan(BigDecimal.ZERO);
            })
        .anySatisfy(
            line -> {
              assertThat(line.group().kind()).isEqualTo(DeliveryKind.EVENT);
              assertThat(line.group().lane()).isEqualTo(Lane.LIVE);
            });
    assertThat(planned().stream().mapToLong(Line::deliveries).sum())
        .as("every delivery is in one line")
        .isEqualTo(
            chain.database.sql().sql("select count(*) from delivery").query(Long.class).single());
    assertThat(chain.equation.read().destinations().values()).allMatch(side -> side.closes());
  }

  @Test
  void whatWasPlannedIsSentOnceTheDryRunIsOver() throws Exception {
    chain.send();
    chain.backfill().getResult(PATIENCE.toSeconds(), TimeUnit.SECONDS, Void.class);
    await().atMost(PATIENCE).until(chain::settled);

    assertThat(called(Chain.EMARSYS)).isTrue();
    assertThat(called(Chain.DOTDIGITAL)).isTrue();
    assertThat(standIns.emarsys().orders()).isNotEmpty();
    assertThat(standIns.dotdigital().orders().keySet())
        .isEqualTo(standIns.emarsys().orders().keySet());
    assertThat(standIns.emarsys().events()).containsKey("despatched");
    assertThat(planned()).noneMatch(line -> line.group().fate().equals("sent"));
    assertThat(chain.equation.read().destinations().values()).allMatch(side -> side.closes());
  }
}
