package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CreditInErp.aCredit;
import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.NOW;
import static com.khaosbridge.activities.ledger.OrderInErp.anOrder;
import static com.khaosbridge.activities.ledger.TestLedger.DOTDIGITAL;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.books.CreditLedger;
import com.khaosbridge.activities.ledger.books.CreditedRows;
import com.khaosbridge.activities.ledger.reports.Equation;
import com.khaosbridge.workflows.decision.OrderTimes;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What destinations are owed for credits, and that their money agrees with the ERP's. */
class CreditDeliveriesTest {
  private static final Verdict.Retry LATER = new Verdict.Retry(Duration.ZERO, "busy");

  private TestLedger ledger;
  private CreditLedger credits;
  private CustomerInErp anna;

  @BeforeEach
  void open() {
    ledger = TestLedger.open();
    credits = ledger.credits();
    anna = ledger.linked(aCustomer());
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void aCreditIsToldAtBothDestinationsAndTheMoneyAgrees() {
    OrderInErp order = sold("30");

    sees(aCredit("CRN1").of(anna).over("1", "12.5"));
    ledger.deliverAll();

    assertThat(delivered(DOTDIGITAL)).isEqualByComparingTo("17.5");
    assertThat(delivered(EMARSYS)).isEqualByComparingTo("17.5");
    assertThat(ledger.sales.byCode(List.of(order.code())).get(order.code()).takenBack().exVat())
        .isEqualByComparingTo("12.5");
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void anOrderRecordThatWasNotSentGivesWayAndItsMoneyCountsWithTheNewer() {
    OrderInErp order = anOrder().of(anna).over("30").finalised();
    ledger.sees(order);

    sees(aCredit("CRN1").of(anna).over("1", "12"));

    assertThat(ledger.stand(DOTDIGITAL, DeliveryKind.ORDER))
        .containsExactly("EXCLUDED superseded", "PLANNED");
    ledger.deliverAll();
    assertThat(delivered(DOTDIGITAL)).isEqualByComparingTo("18");
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void aRecordThatIsInACallWhenACreditComesIsWrittenOnceMoreAfterIt() {
    ledger.sees(anOrder().of(anna).over("30").finalised());
    ledger.carryLive();
    TestLedger.Call call = ledger.call(DOTDIGITAL, DeliveryKind.ORDER);

    sees(aCredit("CRN1").of(anna).over("1", "12"));
    ledger.carryLive();

    assertThat(ledger.call(DOTDIGITAL, DeliveryKind.ORDER).rows).isEmpty();
    call.isAccepted();
    assertThat(ledger.call(DOTDIGITAL, DeliveryKind.ORDER).rows).hasSize(1);
  }

  @Test
  void aRecordWhoseCallFailsGivesWayToTheNewer() {
    ledger.sees(anOrder().of(anna).over("30").finalised());
    ledger.carryLive();
    TestLedger.Call call = ledger.call(DOTDIGITAL, DeliveryKind.ORDER);
    sees(aCredit("CRN1").of(anna).over("1", "12"));

    call.isAnswered(LATER);

    assertThat(ledger.stand(DOTDIGITAL, DeliveryKind.ORDER))
        .containsExactly("EXCLUDED superseded", "PLANNED");
    ledger.deliverAll();
    assertThat(delivered(DOTDIGITAL)).isEqualByComparingTo("18");
  }

  @Test
  void whatFindsNoOrderIsToldWhereRowsAreAndCarriedByThePerson() {
    sees(aCredit("CRN1").of(anna).over("2", "7.5"));

    assertThat(ledger.takeSignals()).containsExactly("PERSON_CHANGED " + anna.id());
    assertThat(ledger.outbox.ofPerson(anna.id()))
        .anySatisfy(line -> assertThat(line.delivery().about()).isEqualTo("credit note CCRN1"));
    ledger.deliverAll();
    assertThat(delivered(EMARSYS)).isEqualByComparingTo("-7.5");
    assertThat(ledger.deliveries(DOTDIGITAL, DeliveryKind.ORDER)).isEmpty();
    assertThat(side(DOTDIGITAL).unallocatedCredit()).isEqualByComparingTo("-7.5");
    assertThat(side(EMARSYS).unallocatedCredit()).isEqualByComparingTo("0");
    CreditedRows rows = rows().get(0);
    assertThat(rows.orderKey()).isEqualTo("CCRN1");
    assertThat(rows.lines())
        .containsExactly(
            new CreditedRows.Line("22423", new BigDecimal("2"), new BigDecimal("7.5")));
  }

  @Test
  void aGuestsCreditIsExcluded() {
    OrderInErp order = anOrder().ofGuest().over("30").finalised();
    ledger.sees(order);

    sees(aCredit("CRN1").of(order).over("1", "12"));

    assertThat(ledger.stand(DOTDIGITAL, DeliveryKind.ORDER)).last().isEqualTo("EXCLUDED guest");
    assertThat(ledger.stand(EMARSYS, DeliveryKind.SALES_ROWS)).containsOnly("EXCLUDED guest");
  }

  @Test
  void aCreditOfWhoHasNoAddressIsExcludedLikeTheSale() {
    CustomerInErp nobody = aCustomer().withoutEmail();
    ledger.sees(nobody);
    ledger.sees(anOrder().of(nobody).over("30").finalised());

    sees(aCredit("CRN1").of(nobody).over("1", "12"));

    for (String destination : List.of(DOTDIGITAL, EMARSYS)) {
      assertThat(side(destination).excludedMoney().values().stream().reduce(BigDecimal::add))
          .hasValueSatisfying(money -> assertThat(money).isEqualByComparingTo("18"));
    }
  }

  @Test
  void aCorrectedCreditIsGivenBackInRowsThatCanNotBeTakenBack() {
    sold("30");
    sees(aCredit("CRN1").of(anna).over("1", "30"));
    ledger.deliverAll();

    sees(aCredit("CRN1").of(anna).over("1", "12"));
    ledger.deliverAll();

    assertThat(rows().stream().flatMap(one -> one.lines().stream()).map(CreditedRows.Line::exVat))
        .usingElementComparator(BigDecimal::compareTo)
        .containsExactly(new BigDecimal("30"), new BigDecimal("-30"), new BigDecimal("12"));
    assertThat(delivered(EMARSYS)).isEqualByComparingTo("18");
    assertThat(delivered(DOTDIGITAL)).isEqualByComparingTo("18");
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void whatTakesBackASaleThatIsHeldIsHeldWithIt() {
    ledger.sees(anOrder().of(anna).over("30").finalised());
    ledger.carryLive();
    ledger.call(EMARSYS, DeliveryKind.SALES_ROWS).isAnswered(new Verdict.UnknownOutcome("timeout"));

    sees(aCredit("CRN1").of(anna).over("1", "12"));
    ledger.carryLive();

    assertThat(ledger.stand(EMARSYS, DeliveryKind.SALES_ROWS))
        .containsExactly("HELD UNKNOWN_OUTCOME", "HELD UNKNOWN_OUTCOME");
    assertThat(ledger.openCases(EMARSYS)).hasSize(1);
  }

  @Test
  void whatTakesBackASaleThatAPersonExcludedIsExcludedToo() {
    ledger.sees(anOrder().of(anna).over("30").finalised());
    ledger.carryLive();
    ledger.call(EMARSYS, DeliveryKind.SALES_ROWS).isAnswered(new Verdict.UnknownOutcome("timeout"));
    long sale = ledger.deliveries(EMARSYS, DeliveryKind.SALES_ROWS).get(0).id();
    ledger.outbox.excludeByDecision(sale, "ann", "not there");

    sees(aCredit("CRN1").of(anna).over("1", "12"));
    ledger.carryLive();

    assertThat(ledger.deliveries(EMARSYS, DeliveryKind.SALES_ROWS))
        .extracting(TestLedger.Seen::status)
        .containsOnly(DeliveryStatus.EXCLUDED);
  }

  @Test
  void theCreditsOfHistoryAreSentByTheBackfillAndLateOnesAreLive() {
    ledger.findsInHistory(
        anOrder().of(anna).over("30").placed(NOW.minus(Duration.ofDays(9))).finalised());
    finds(Lane.HISTORY, aCredit("CRN1").of(anna).over("1", "12"));
    ledger.takeSignals();

    ledger.backfillAll();
    finds(Lane.LIVE, aCredit("CRN2").of(anna).over("1", "5"));

    assertThat(ledger.deliveries(EMARSYS, DeliveryKind.SALES_ROWS))
        .extracting(TestLedger.Seen::lane)
        .containsExactly(Lane.HISTORY, Lane.HISTORY, Lane.LIVE);
    ledger.deliverAll();
    assertThat(delivered(EMARSYS)).isEqualByComparingTo("13");
    assertThat(delivered(DOTDIGITAL)).isEqualByComparingTo("13");
  }

  @Test
  void untilTheBackfillHasAttributedThemTheCreditsOfHistoryWaitForIt() {
    TestLedger early = TestLedger.open();
    try (early) {
      early.backfill.creditsRead();
      early.sees(anna);
      CreditLedger its =
          new CreditLedger(early.database, TestLedger.SOURCE, early.scopes, OrderTimes.standard());
      its.record(List.of(aCredit("CRN1").of(anna).note()), NOW, Lane.HISTORY);

      assertThat(its.attribute(NOW, Lane.LIVE)).isZero();
      assertThat(its.attribute(NOW, Lane.HISTORY)).isOne();
    }
  }

  /** What Emarsys was told to take back, in the ledger's order. */
  private List<CreditedRows> rows() {
    List<Long> sequences =
        ledger
            .database
            .sql()
            .sql("select distinct seq from credit_part order by seq")
            .query(Long.class)
            .list();
    Map<Long, CreditedRows> bySequence = ledger.sales.credited(sequences);
    return sequences.stream().map(seq -> Objects.requireNonNull(bySequence.get(seq))).toList();
  }

  private OrderInErp sold(String exVat) {
    OrderInErp order = anOrder().of(anna).over(exVat).finalised();
    ledger.sees(order);
    ledger.deliverAll();
    ledger.takeSignals();
    return order;
  }

  private void sees(CreditInErp... notes) {
    finds(Lane.LIVE, notes);
  }

  private void finds(Lane lane, CreditInErp... notes) {
    credits.record(Arrays.stream(notes).map(CreditInErp::note).toList(), NOW, lane);
    while (credits.attribute(NOW, lane) > 0) {
      ledger.takeCompletions();
    }
  }

  private Equation.Side side(String destination) {
    return Objects.requireNonNull(ledger.equation.read().destinations().get(destination));
  }

  private BigDecimal delivered(String destination) {
    return side(destination).deliveredMoney();
  }
}
