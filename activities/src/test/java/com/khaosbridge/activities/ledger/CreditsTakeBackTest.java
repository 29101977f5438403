package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CreditInErp.aCredit;
import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.NOW;
import static com.khaosbridge.activities.ledger.OrderInErp.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.credits.CreditNote;
import com.khaosbridge.activities.credits.CreditRefund;
import com.khaosbridge.activities.ledger.books.CreditLedger;
import com.khaosbridge.activities.ledger.books.OrderLives;
import com.khaosbridge.activities.ledger.outbox.PendingSignals;
import com.khaosbridge.activities.ledger.reports.RunFigures;
import com.khaosbridge.workflows.decision.CreditAttribution.Step;
import com.khaosbridge.workflows.decision.Deadline;
import com.khaosbridge.workflows.decision.OrderTimes;
import com.khaosbridge.workflows.decision.Refund;
import com.khaosbridge.workflows.delivery.Lane;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CreditsTakeBackTest {
  private final CustomerInErp anna = aCustomer();
  private TestLedger ledger;
  private CreditLedger credits;
  private OrderLives lives;

  @BeforeEach
  void open() {
    ledger = TestLedger.open();
    credits =
        new CreditLedger(ledger.database, TestLedger.SOURCE, ledger.scopes, OrderTimes.standard());
    lives = new OrderLives(ledger.database, TestLedger.SOURCE, OrderTimes.standard());
    ledger.sees(anna);
    ledger.backfill.creditsRead();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void aCreditWithoutAnOrderTakesBackTheSameItemOfTheNewestEarlierOrder() {
    OrderInErp older =
        anOrder().of(anna).over("30").placed(NOW.minus(Duration.ofDays(3))).finalised();
    OrderInErp newer = anOrder().of(anna).over("20").finalised();
    ledger.sees(older, newer);

    sees(credit("CRN1", null, "1", "20"));

    assertThat(refund(newer)).isEqualTo(Refund.EVERYTHING);
    assertThat(refund(older)).isEqualTo(Refund.NOTHING);
  }

  @Test
  void theOrderThatACreditNamesIsTakenBackAndItsWorkflowIsTold() {
    OrderInErp named =
        anOrder().of(anna).over("30").placed(NOW.minus(Duration.ofDays(3))).finalised();
    ledger.sees(named, anOrder().of(anna).over("20").finalised());
    takeSignals();

    sees(credit("CRN1", named.code(), "1", "10"));

    assertThat(refund(named)).isEqualTo(Refund.PART);
    assertThat(takeSignals()).containsExactly("ORDER_REFUNDED " + named.code());
  }

  @Test
  void aCreditWaitsForTheOrderThatItNamesUntilThatIsInvoiced() {
    OrderInErp order = anOrder().of(anna).over("30");
    ledger.sees(order);
    sees(credit("CRN1", order.code(), "1", "30"));
    Refund before = refund(order);

    ledger.sees(order.finalised());
    credits.attribute(NOW, Lane.LIVE);

    assertThat(before).isEqualTo(Refund.NOTHING);
    assertThat(refund(order)).isEqualTo(Refund.EVERYTHING);
  }

  @Test
  void aCreditThatNamesNoOrderWaitsForTheHistoryOfOrders() {
    TestLedger unread = TestLedger.open();
    try (unread) {
      unread.sees(anna);
      OrderInErp order = anOrder().of(anna).over("30").finalised();
      unread.sees(order);
      CreditLedger early =
          new CreditLedger(
              unread.database, TestLedger.SOURCE, unread.scopes, OrderTimes.standard());
      early.record(List.of(credit("CRN1", null, "1", "30")), NOW, Lane.LIVE);

      assertThat(early.attribute(NOW, Lane.LIVE)).isZero();
      unread.backfill.creditsRead();
      assertThat(early.attribute(NOW, Lane.LIVE)).isOne();
    }
  }

  @Test
  void whatFindsNoOrderIsUnallocatedAndStillCounts() {
    sees(credit("CRN1", null, "1", "7.50"));

    assertThat(unallocated("CRN1")).isEqualByComparingTo("7.50");
    assertThat(ledger.equation.read().observed().credits()).isEqualByComparingTo("7.50");
    assertThat(ledger.equation.read().observed().creditNotes()).isOne();
  }

  @Test
  void whatIsTakenBackIsCountedByTheStepThatFoundItsOrder() {
    OrderInErp named = anOrder().of(anna).over("30").finalised();
    ledger.sees(named);
    sees(credit("CRN1", named.code(), "1", "4"));
    sees(credit("CRN2", null, "1", "90"));
    RunFigures figures = new RunFigures(ledger.database, TestLedger.SOURCE);
    Map<Step, BigDecimal> before = figures.allotted();

    sees(credit("CRN1", named.code(), "1", "3"));
    sees(aCredit("CRN3").over("1", "7").note());

    assertThat(before.get(Step.NAMED_ORDER)).isEqualByComparingTo("4");
    assertThat(before.get(Step.EARLIER_ORDER)).isEqualByComparingTo("26");
    assertThat(before.get(Step.UNALLOCATED)).isEqualByComparingTo("64");
    assertThat(figures.allotted().get(Step.NAMED_ORDER))
        .as("a correction gives back what was taken")
        .isEqualByComparingTo("3");
    assertThat(figures.allotted().get(Step.UNALLOCATED))
        .as("a guest's credit is nobody's")
        .isEqualByComparingTo("64");
  }

  @Test
  void theSameCreditReadAgainIsNoNews() {
    OrderInErp order = anOrder().of(anna).over("30").finalised();
    ledger.sees(order);
    sees(credit("CRN1", null, "1", "10"));
    takeSignals();

    int news = sees(credit("CRN1", null, "1.0", "10.00"));

    assertThat(news).isZero();
    assertThat(takeSignals()).isEmpty();
    assertThat(ledger.equation.read().observed().credits()).isEqualByComparingTo("10");
  }

  @Test
  void aCreditThatIsCorrectedGivesBackWhatItHadTaken() {
    OrderInErp order = anOrder().of(anna).over("30").finalised();
    ledger.sees(order);
    sees(credit("CRN1", null, "1", "30"));

    sees(credit("CRN1", null, "1", "12"));

    assertThat(refund(order)).isEqualTo(Refund.PART);
    assertThat(ledger.equation.read().observed().credits()).isEqualByComparingTo("12");
    assertThat(ledger.equation.read().observed().creditNotes()).isOne();
  }

  @Test
  void anOrderWhoseGoodsAreAllCreditedIsRefundedAlthoughItsDeliveryIsNot() {
    OrderInErp order = anOrder().of(anna).over("30").plusDelivery("5").finalised();
    ledger.sees(order);

    sees(credit("CRN1", null, "1", "30"));

    assertThat(refund(order)).isEqualTo(Refund.EVERYTHING);
  }

  @Test
  void aRefundedOrderIsNeitherAskedForAReviewNorSettled() {
    OrderInErp order = anOrder().of(anna).over("30").finalised().despatched();
    ledger.sees(order);

    sees(credit("CRN1", order.code(), "1", "30"));

    assertThat(lives.due(lives.of(List.of(order.code())).get(order.code())).keySet())
        .doesNotContain(Deadline.REVIEW_DUE, Deadline.RETURN_WINDOW_OVER);
  }

  @Test
  void aRefundIsRecordedOnceAndToldToTheOrder() {
    OrderInErp order = anOrder().of(anna).over("30").finalised();
    ledger.sees(order);
    sees(credit("CRN1", order.code(), "1", "30"));
    takeSignals();
    CreditRefund refund = new CreditRefund("RF1", "CRN1", NOW, new BigDecimal("36"), "GBP", NOW);

    credits.recordRefunds(List.of(refund), NOW);
    List<String> first = takeSignals();
    credits.recordRefunds(List.of(refund), NOW);

    assertThat(first).containsExactly("ORDER_REFUNDED " + order.code());
    assertThat(takeSignals()).isEmpty();
  }

  @Test
  void aRefundOfWhatFoundNoOrderIsRecordedAndToldToNone() {
    sees(credit("CRN1", null, "1", "30"));
    takeSignals();

    credits.recordRefunds(
        List.of(new CreditRefund("RF1", "CRN1", NOW, new BigDecimal("36"), "GBP", NOW)), NOW);

    assertThat(takeSignals()).isEmpty();
    assertThat(ledger.value(Long.class, "select count(*) from credit_refund")).isOne();
  }

  private int sees(CreditNote note) {
    int news = credits.record(List.of(note), NOW, Lane.LIVE);
    credits.attribute(NOW, Lane.LIVE);
    return news;
  }

  private CreditNote credit(String id, @Nullable String order, String quantity, String exVat) {
    return aCredit(id).of(anna).of(order).over(quantity, exVat).note();
  }

  private Refund refund(OrderInErp order) {
    return lives.of(List.of(order.code())).get(order.code()).progress().refund();
  }

  private BigDecimal unallocated(String creditId) {
    return number("select unallocated from credit_note where credit_id = '" + creditId + "'");
  }

  private BigDecimal number(String sql) {
    return ledger.database.sql().sql(sql).query(BigDecimal.class).single();
  }

  private List<String> takeSignals() {
    List<PendingSignals.Pending> pending = ledger.signals.next(1000);
    pending.forEach(ledger.signals::sent);
    return pending.stream().map(one -> one.kind() + " " + one.key()).toList();
  }
}
