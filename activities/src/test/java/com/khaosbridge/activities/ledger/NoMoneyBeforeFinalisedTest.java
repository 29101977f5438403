package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.anOrder;
import static com.khaosbridge.activities.ledger.TestLedger.DOTDIGITAL;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static com.khaosbridge.workflows.delivery.DeliveryKind.ORDER;
import static com.khaosbridge.workflows.delivery.DeliveryKind.SALES_ROWS;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.books.StatusHash;
import com.khaosbridge.workflows.delivery.EventType;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rule 2: no money before finalised. */
class NoMoneyBeforeFinalisedTest {
  private TestLedger ledger;
  private CustomerInErp customer;

  @BeforeEach
  void open() {
    ledger = TestLedger.open();
    customer = ledger.linked(aCustomer());
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void anOrderThatIsReceivedOrDespatchedOwesNoMoney() {
    OrderInErp order = anOrder().of(customer);
    ledger.sees(order);
    ledger.sees(order.despatched());

    assertThat(ledger.deliveries(DOTDIGITAL, ORDER)).isEmpty();
    assertThat(ledger.deliveries(EMARSYS, SALES_ROWS)).isEmpty();
    assertThat(ledger.events(EMARSYS, EventType.ORDER_CONFIRMED)).isEmpty();
    assertThat(ledger.stand(EMARSYS, EventType.ORDER_RECEIVED)).containsExactly("PLANNED");
    assertThat(ledger.stand(EMARSYS, EventType.DESPATCHED)).containsExactly("PLANNED");
    assertThat(ledger.equation.read().observed().gross()).isZero();
  }

  @Test
  void finalisedAndDespatchedComeInEitherOrder() {
    OrderInErp despatchedFirst = anOrder().of(customer);
    ledger.sees(despatchedFirst);
    ledger.sees(despatchedFirst.despatched());
    ledger.sees(despatchedFirst.despatched().finalised());
    OrderInErp finalisedFirst = anOrder().of(customer);
    ledger.sees(finalisedFirst);
    ledger.sees(finalisedFirst.finalised());
    ledger.sees(finalisedFirst.finalised().despatched());

    for (EventType type : TestLedger.SERVICE_EVENTS) {
      assertThat(ledger.stand(EMARSYS, type)).containsExactly("PLANNED", "PLANNED");
    }
    assertThat(ledger.stand(DOTDIGITAL, ORDER)).containsExactly("PLANNED", "PLANNED");
    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsExactly("PLANNED", "PLANNED");
  }

  @Test
  void aMoveBetweenFinalisedStagesIsNoChange() {
    OrderInErp order = anOrder().of(customer).finalised();
    assertThat(ledger.sees(order)).isEqualTo(1);

    assertThat(ledger.polled.changedAmong(List.of(order.inStage(71).facts()))).isEmpty();
    assertThat(ledger.sees(order.inStage(71))).isZero();
    assertThat(ledger.sees(order.inStage(73))).isZero();
    assertThat(ledger.stand(DOTDIGITAL, ORDER)).containsExactly("PLANNED");
  }

  @Test
  void theStatusHashTellsWhatMattersApart() {
    OrderInErp order = anOrder().of(customer);

    assertThat(hash(order.inStage(70))).isEqualTo(hash(order.inStage(71)));
    assertThat(hash(order.inStage(70))).isNotEqualTo(hash(order.inStage(16)));
    assertThat(hash(order.inStage(10))).isNotEqualTo(hash(order.inStage(16)));
    assertThat(hash(order.despatched())).isNotEqualTo(hash(order));
    assertThat(hash(order.cancelledByShop())).isNotEqualTo(hash(order));
    assertThat(hash(order.withAnotherInvoice())).isNotEqualTo(hash(order));
  }

  @Test
  void aNewLabelIsNoSecondDespatch() {
    OrderInErp order = anOrder().of(customer).despatched();
    ledger.sees(order);

    assertThat(ledger.polled.changedAmong(List.of(order.relabelled().facts()))).hasSize(1);
    ledger.sees(order.relabelled());

    assertThat(ledger.stand(EMARSYS, EventType.DESPATCHED)).containsExactly("PLANNED");
    assertThat(ledger.equation.read().observed().despatches()).isEqualTo(1);
  }

  @Test
  void amountsAreKeptToTheLastDigit() {
    OrderInErp order = anOrder().of(customer).over("1234567.891").plusDelivery("0.0001");
    ledger.sees(order.finalised());

    BigDecimal exact = new BigDecimal("1234567.8911");
    assertThat(ledger.equation.read().observed().gross()).isEqualByComparingTo(exact);
    assertThat(ledger.sales.byCode(List.of(order.code())).get(order.code()))
        .satisfies(
            sale -> {
              assertThat(sale.totalExVat()).isEqualByComparingTo(exact);
              assertThat(sale.lines()).isEqualTo(order.lines());
            });
  }

  @Test
  void whatWasFinalStays() {
    OrderInErp order = anOrder().of(customer).over("10").finalised();
    ledger.sees(order);
    ledger.sees(order.over("99").despatched());

    assertThat(ledger.sales.byCode(List.of(order.code())).get(order.code()).totalExVat())
        .isEqualByComparingTo("10");
  }

  private static String hash(OrderInErp order) {
    return StatusHash.hex(order.facts());
  }
}
