package com.khaosbridge.activities.chain;

import static com.khaosbridge.activities.chain.Chain.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.workflows.delivery.CaseType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is held goes on by a person's signal to the workflow, over the whole chain. */
class OperatorGateTest {
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

  private void liveWithSalesCallsThatBreakOff() {
    standIns.arm("{\"system\":\"emarsys\",\"path\":\"/sales-data/api\",\"kind\":\"dropBefore\"}");
    chain.sandbox.clock().set(chain.sandbox.end().plus(Duration.ofHours(1)));
    await().atMost(PATIENCE).until(chain::settled);
    standIns.disarm();
  }

  private List<Cases.CaseDelivery> held() {
    List<Cases.CaseDelivery> held = new ArrayList<>();
    for (Cases.CaseLine line : chain.cases.openCases()) {
      if (line.type() == CaseType.UNKNOWN_OUTCOME) {
        held.addAll(chain.cases.deliveries(line.id()));
      }
    }
    return held;
  }

  @Test
  void salesRowsOfUnknownOutcomeAreSentAgainOnlyBecauseAPersonSaidSo() {
    int before = standIns.emarsys().orders().size();
    liveWithSalesCallsThatBreakOff();
    List<Cases.CaseDelivery> held = held();
    assertThat(held).isNotEmpty();
    assertThat(standIns.emarsys().orders()).hasSize(before);

    held.forEach(delivery -> chain.signal(delivery.workflowId(), "retry", "finance"));
    await().atMost(PATIENCE).until(() -> chain.settled() && held().isEmpty());

    assertThat(standIns.emarsys().orders()).hasSize(before + held.size());
    assertThat(chain.cases.openCases()).noneMatch(c -> c.type() == CaseType.UNKNOWN_OUTCOME);
    assertThat(chain.audit()).hasSize(held.size()).allMatch(line -> line.equals("finance retry"));
  }

  @Test
  void salesRowsThatTheDestinationHasAreExcludedAndTheCaseCloses() {
    liveWithSalesCallsThatBreakOff();
    List<Cases.CaseDelivery> held = held();

    held.forEach(delivery -> chain.signal(delivery.workflowId(), "exclude", "finance"));
    await().atMost(PATIENCE).until(() -> chain.settled() && held().isEmpty());

    assertThat(chain.audit()).hasSize(held.size()).allMatch(line -> line.equals("finance exclude"));
    assertThat(chain.equation.read().destinations().get(Chain.EMARSYS).excluded())
        .anySatisfy(
            (reason, count) -> {
              assertThat(reason).startsWith("decided: ");
              assertThat(count).isEqualTo(held.size());
            });
    assertThat(chain.equation.read().destinations().values()).allMatch(side -> side.closes());
  }
}
