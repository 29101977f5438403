package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CreditInErp.aCredit;
import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.NOW;
import static com.khaosbridge.activities.ledger.OrderInErp.anOrder;
import static com.khaosbridge.activities.ledger.TestLedger.DOTDIGITAL;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.books.CreditLedger;
import com.khaosbridge.activities.ledger.books.MetricsLedger;
import com.khaosbridge.activities.ledger.books.PersonFigures;
import com.khaosbridge.workflows.decision.Metric;
import com.khaosbridge.workflows.decision.PersonMetrics;
import com.khaosbridge.workflows.decision.Thresholds;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When destinations are told of what persons' orders and credits add up to. */
class MetricsPlannedTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");

  private TestLedger ledger;
  private CreditLedger credits;
  private PersonFigures figures;
  private MetricsLedger metrics;
  private CustomerInErp anna;

  @BeforeEach
  void open() {
    ledger = TestLedger.open();
    credits = ledger.credits();
    figures = figures(true);
    metrics = new MetricsLedger(ledger.database, TestLedger.SOURCE, ledger.scopes, figures);
    anna = ledger.linked(aCustomer());
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private PersonFigures figures(boolean creditsKnown) {
    return new PersonFigures(
        ledger.database, TestLedger.SOURCE, LONDON, creditsKnown, Thresholds.standard());
  }

  @Test
  void untilHistoryIsPlannedNothingIsSinceItWouldBeFalse() {
    ledger.sees(anOrder().of(anna).over("30").finalised());

    metrics.plan(NOW);

    assertThat(planned(EMARSYS)).isEmpty();
  }

  @Test
  void historyIsPlannedOnceForWhoBoughtAndSentByTheBackfill() {
    ledger.linked(aCustomer());
    ledger.findsInHistory(
        anOrder().of(anna).over("30").placed(NOW.minus(Duration.ofDays(40))).finalised());

    metrics.planHistory(NOW, () -> {});
    metrics.planHistory(NOW, () -> {});
    ledger.backfillAll();

    assertThat(planned(EMARSYS)).containsExactly("DELIVERED");
    assertThat(planned(DOTDIGITAL)).containsExactly("DELIVERED");
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void aNewInvoiceOrCreditIsTold() {
    metrics.planHistory(NOW, () -> {});
    ledger.sees(anOrder().of(anna).over("30").finalised());
    metrics.plan(NOW);
    ledger.deliverAll();
    ledger.takeSignals();

    credits.record(List.of(aCredit("CRN1").of(anna).over("1", "30").note()), NOW, Lane.LIVE);
    while (credits.attribute(NOW, Lane.LIVE) > 0) {
      ledger.takeCompletions();
    }
    metrics.plan(NOW);

    assertThat(planned(DOTDIGITAL)).containsExactly("DELIVERED", "READY");
    assertThat(ledger.takeSignals()).doesNotContain("PERSON_CHANGED " + anna.id());
    assertThat(of(anna).values())
        .containsEntry(Metric.RETURNED_ONLY, Optional.of("true"))
        .containsEntry(Metric.AFTER_CREDITS, Optional.of("0"));
  }

  @Test
  void whoHasNoContactYetIsLeftToTheirWorkflow() {
    metrics.planHistory(NOW, () -> {});
    CustomerInErp bob = aCustomer();
    ledger.sees(bob);
    ledger.sees(anOrder().of(bob).over("30").finalised());
    ledger.takeSignals();

    metrics.plan(NOW);

    assertThat(planned(EMARSYS)).containsExactly("PLANNED");
    assertThat(ledger.takeSignals()).containsExactly("PERSON_CHANGED " + bob.id());
    ledger.deliverAll();
    assertThat(planned(EMARSYS)).containsExactly("DELIVERED");
  }

  @Test
  void whatIsNoOtherThanBeforeIsNotToldAgain() {
    metrics.planHistory(NOW, () -> {});
    OrderInErp order = anOrder().of(anna).over("30").finalised();
    ledger.sees(order);
    metrics.plan(NOW);

    ledger.sees(anna);
    ledger.sees(order);
    metrics.plan(NOW);

    assertThat(planned(EMARSYS)).containsExactly("READY");
  }

  @Test
  void onlyTheNewestIsSent() {
    metrics.planHistory(NOW, () -> {});
    ledger.sees(anOrder().of(anna).over("30").finalised());
    metrics.plan(NOW);
    ledger.sees(anOrder().of(anna).over("20").finalised());
    metrics.plan(NOW);

    assertThat(planned(EMARSYS)).containsExactly("EXCLUDED superseded", "READY");
  }

  @Test
  void timeThatPassesIsToldWhenItMatters() {
    metrics.planHistory(NOW, () -> {});
    ledger.sees(anOrder().of(anna).over("30").finalised());
    metrics.plan(NOW);
    ledger.deliverAll();

    metrics.plan(NOW.plus(Duration.ofDays(5)));
    List<String> days = planned(EMARSYS);
    metrics.plan(NOW.plus(Duration.ofDays(31)));

    assertThat(days).containsExactly("DELIVERED");
    assertThat(planned(EMARSYS)).containsExactly("DELIVERED", "READY");
  }

  @Test
  void withoutASourceOfCreditsNothingIsSaidOfThem() {
    ledger.sees(anOrder().of(anna).over("30").finalised());

    PersonMetrics known =
        Objects.requireNonNull(figures(false).of(List.of(anna.id()), NOW).get(anna.id()));

    assertThat(known.values()).containsKey(Metric.GROSS).doesNotContainKey(Metric.AFTER_CREDITS);
  }

  @Test
  void whoHasNoAddressIsExcluded() {
    metrics.planHistory(NOW, () -> {});
    CustomerInErp nobody = aCustomer().withoutEmail();
    ledger.sees(nobody);
    ledger.sees(anOrder().of(nobody).over("30").finalised());

    metrics.plan(NOW);

    assertThat(planned(EMARSYS)).containsExactly("EXCLUDED no e-mail");
  }

  private PersonMetrics of(CustomerInErp customer) {
    return Objects.requireNonNull(figures.of(List.of(customer.id()), NOW).get(customer.id()));
  }

  private List<String> planned(String destination) {
    return ledger.stand(destination, DeliveryKind.METRICS);
  }
}
