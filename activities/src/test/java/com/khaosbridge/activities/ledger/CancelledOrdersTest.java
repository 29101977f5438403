package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CreditInErp.aCredit;
import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.anOrder;
import static com.khaosbridge.activities.ledger.TestLedger.DOTDIGITAL;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static com.khaosbridge.activities.ledger.TestLedger.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.books.CreditLedger;
import com.khaosbridge.activities.ledger.books.OrderLives;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.workflows.decision.Deadline;
import com.khaosbridge.workflows.decision.OrderTimes;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.Lane;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an order's cancellation does to what was told about it, and to what would have been. */
class CancelledOrdersTest {
  private static final String CASE = Cases.ERP + " CANCELLED_AFTER_FINAL";

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
  void moneyOfAnOrderThatIsCancelledAfterItWasFinalIsOneCaseForFinance() {
    OrderInErp order = sold();

    ledger.sees(order.cancelledByShop());
    ledger.sees(order.cancelledByShop());

    assertThat(ledger.cases.openCases())
        .singleElement()
        .satisfies(
            open -> {
              assertThat(open.type().name()).isEqualTo("CANCELLED_AFTER_FINAL");
              assertThat(open.owner()).isEqualTo("finance");
              assertThat(open.cause()).contains(order.code());
            });
  }

  @Test
  void theCaseClosesOnlyWhenCreditNotesHaveTakenBackAllOfIt() {
    OrderInErp order = sold();
    ledger.sees(order.cancelledByShop());

    credited(aCredit("CRN1").of(anna).of(order).over("1", "12"));
    List<String> afterSome = ledger.openCases();
    credited(aCredit("CRN2").of(anna).of(order).over("1", "18"));

    assertThat(afterSome).containsExactly(CASE);
    assertThat(ledger.openCases()).isEmpty();
  }

  @Test
  void aCreditThatIsCorrectedDownwardsOpensTheCaseAgain() {
    OrderInErp order = sold();
    ledger.sees(order.cancelledByShop());
    credited(aCredit("CRN1").of(anna).of(order).over("1", "30"));

    credited(aCredit("CRN1").of(anna).of(order).over("1", "20"));

    assertThat(ledger.openCases()).containsExactly(CASE);
  }

  @Test
  void noCaseIsOpenedForAnOrderThatWasCreditedBeforeItWasCancelled() {
    OrderInErp order = sold();
    credited(aCredit("CRN1").of(anna).of(order).over("1", "30"));

    ledger.sees(order.cancelledByShop());

    assertThat(ledger.openCases()).isEmpty();
  }

  @Test
  void noCaseIsOpenedWhereNoMoneyWasTold() {
    OrderInErp inWarehouse = anOrder().of(anna).over("30");
    OrderInErp guests = anOrder().ofGuest().over("30");
    ledger.sees(inWarehouse, guests.finalised());
    ledger.deliverAll();

    ledger.sees(inWarehouse.cancelledByShop(), guests.cancelledByShop());

    assertThat(ledger.openCases()).isEmpty();
    assertThat(ledger.deliveries(DOTDIGITAL, DeliveryKind.ORDER)).hasSize(1);
  }

  @Test
  void whatIsCancelledNoMoreClosesTheCaseAndGoesOn() {
    OrderInErp order = sold();
    ledger.sees(order.cancelledByShop());
    ledger.deliverAll();
    ledger.takeSignals();

    ledger.sees(order);

    assertThat(ledger.openCases()).isEmpty();
    assertThat(ledger.takeSignals()).contains("ORDER_CHANGED " + order.code());
    assertThat(deadlines(order)).containsKey(Deadline.RETURN_WINDOW_OVER);
    assertThat(isCancelledAtDotdigital(order)).isFalse();
    assertThat(ledger.stand(DOTDIGITAL, DeliveryKind.ORDER)).last().isEqualTo("PLANNED");
  }

  @Test
  void anInvoiceThatIsFinalNoMoreIsACaseUntilItIsFinalAgain() {
    OrderInErp order = sold();

    ledger.sees(order.inStage(OrderInErp.WAREHOUSE));
    List<String> before = ledger.openCases();
    ledger.sees(order);

    assertThat(before).containsExactly(CASE);
    assertThat(ledger.openCases()).isEmpty();
  }

  @Test
  void aStatusWithoutInvoicesTakesNoCancellationBack() {
    OrderInErp order = sold();
    ledger.sees(order.cancelledByShop());

    ledger.sees(order.withoutInvoices());

    assertThat(ledger.openCases()).containsExactly(CASE);
  }

  @Test
  void dotdigitalsRecordIsWrittenAgainAndItsMoneyCountsOnce() {
    OrderInErp order = sold();

    ledger.sees(order.cancelledByShop());
    ledger.deliverAll();

    assertThat(ledger.stand(DOTDIGITAL, DeliveryKind.ORDER))
        .containsExactly("DELIVERED", "DELIVERED");
    assertThat(isCancelledAtDotdigital(order)).isTrue();
    assertThat(ledger.stand(EMARSYS, DeliveryKind.SALES_ROWS)).containsExactly("DELIVERED");
    assertThat(
            Objects.requireNonNull(ledger.equation.read().destinations().get(DOTDIGITAL))
                .deliveredMoney())
        .isEqualByComparingTo("30");
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void aRecordThatWasNotSentGivesWayToTheOneThatSaysCancelled() {
    OrderInErp order = anOrder().of(anna).over("30");
    ledger.sees(order.finalised());

    ledger.sees(order.cancelledByShop());

    assertThat(ledger.stand(DOTDIGITAL, DeliveryKind.ORDER))
        .containsExactly("EXCLUDED superseded", "PLANNED");
  }

  @Test
  void nothingThatWasNotSentIsAnnouncedOfACancelledOrder() {
    OrderInErp order = anOrder().of(anna).over("30").finalised().despatched();
    ledger.sees(order);
    ledger.carryLive();

    ledger.sees(order.cancelledByShop());

    for (EventType type :
        List.of(EventType.ORDER_RECEIVED, EventType.ORDER_CONFIRMED, EventType.DESPATCHED)) {
      assertThat(ledger.stand(EMARSYS, type)).containsExactly("EXCLUDED order cancelled");
    }
    assertThat(deadlines(order)).isEmpty();
  }

  @Test
  void anOrderThatIsFirstSeenCancelledAnnouncesNothing() {
    OrderInErp order = anOrder().of(anna).despatched().cancelledByShop();

    ledger.sees(order);

    assertThat(ledger.stand(EMARSYS, EventType.ORDER_RECEIVED))
        .containsExactly("EXCLUDED order cancelled");
    assertThat(ledger.stand(EMARSYS, EventType.DESPATCHED))
        .containsExactly("EXCLUDED order cancelled");
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void aCancellationIsAnnouncedOnceWhileItStands() {
    OrderInErp order = anOrder().of(anna);
    ledger.sees(order);
    ledger.sees(order.cancelledByShop());
    ledger.sees(order);
    List<String> takenBack = ledger.stand(EMARSYS, EventType.CANCELLED);

    ledger.sees(order.cancelledByShop());
    ledger.deliverAll();
    ledger.sees(order);
    ledger.sees(order.cancelledByShop());

    assertThat(takenBack).containsExactly("EXCLUDED superseded");
    assertThat(ledger.stand(EMARSYS, EventType.CANCELLED))
        .containsExactly("EXCLUDED superseded", "DELIVERED", "EXCLUDED announced already");
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void anOldOrderThatIsFirstSeenCancelledIsNotAnnounced() {
    ledger.sees(anOrder().of(anna).placed(TestLedger.GO_LIVE.minusSeconds(1)).cancelledByShop());

    assertThat(ledger.stand(EMARSYS, EventType.CANCELLED))
        .containsExactly("EXCLUDED before go-live");
  }

  @Test
  void aRefundIsAnnouncedOnceAlsoOfACancelledOrderAndACorrectionIsNot() {
    OrderInErp order = sold();
    ledger.sees(order.cancelledByShop());

    credited(aCredit("CRN1").of(anna).of(order).over("1", "12"));
    ledger.deliverAll();
    credited(aCredit("CRN1").of(anna).of(order).over("1", "10"));

    assertThat(ledger.stand(EMARSYS, EventType.REFUNDED))
        .containsExactly("DELIVERED", "EXCLUDED announced already", "EXCLUDED announced already");
  }

  private OrderInErp sold() {
    OrderInErp order = anOrder().of(anna).over("30").finalised();
    ledger.sees(order);
    ledger.deliverAll();
    ledger.takeSignals();
    return order;
  }

  private void credited(CreditInErp note) {
    credits.record(List.of(note.note()), OrderInErp.NOW, Lane.LIVE);
    credits.attribute(OrderInErp.NOW, Lane.LIVE);
  }

  private Map<Deadline, ?> deadlines(OrderInErp order) {
    OrderLives lives = new OrderLives(ledger.database, SOURCE, OrderTimes.standard());
    return lives.due(Objects.requireNonNull(lives.of(List.of(order.code())).get(order.code())));
  }

  private boolean isCancelledAtDotdigital(OrderInErp order) {
    return Objects.requireNonNull(ledger.sales.byCode(List.of(order.code())).get(order.code()))
        .cancelled();
  }
}
