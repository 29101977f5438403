package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.anOrder;
import static com.khaosbridge.activities.ledger.TestLedger.DOTDIGITAL;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.EventType;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An order over 30 that is deleted in the ERP and imported again under its code, over 20. */
class AmendedOrdersTest {
  private TestLedger ledger;
  private OrderInErp order;
  private OrderInErp amended;

  @BeforeEach
  void open() {
    ledger = TestLedger.open();
    order = anOrder().of(ledger.linked(aCustomer())).over("30");
    amended = order.amendedTo("20");
  }

  @AfterEach
  void close() {
    assertThat(ledger.closes()).isTrue();
    ledger.close();
  }

  @Test
  void whatWasKnownOfTheFirstInvoiceIsReplaced() {
    ledger.sees(order);
    ledger.sees(amended);
    ledger.sees(amended.finalised().despatched());
    ledger.deliverAll();

    assertThat(ledger.stand(DOTDIGITAL, DeliveryKind.ORDER)).containsExactly("DELIVERED");
    assertThat(ledger.stand(EMARSYS, DeliveryKind.SALES_ROWS)).containsExactly("DELIVERED");
    assertThat(ledger.stand(EMARSYS, EventType.DESPATCHED)).containsExactly("DELIVERED");
    assertThat(
            Objects.requireNonNull(ledger.sales.byCode(List.of(order.code())).get(order.code()))
                .totalExVat())
        .isEqualByComparingTo("20");
    assertThat(ledger.openCases()).isEmpty();
  }

  @Test
  void moneyThatWasFinalIsNotDoubledButHeldForFinance() {
    ledger.sees(order.finalised());
    ledger.deliverAll();

    ledger.sees(amended.finalised());
    ledger.deliverAll();

    assertThat(ledger.stand(EMARSYS, DeliveryKind.SALES_ROWS))
        .containsExactly("DELIVERED", "HELD SEVERAL_INVOICES");
    assertThat(ledger.stand(DOTDIGITAL, DeliveryKind.ORDER))
        .containsExactly("DELIVERED", "HELD SEVERAL_INVOICES");
    assertThat(ledger.openCases("khaos control")).containsExactly("CANCELLED_AFTER_FINAL");
  }

  @Test
  void aLateLookAtTheFirstIsPutRightByTheNext() {
    ledger.sees(order);
    ledger.sees(amended.finalised());
    ledger.sees(order);
    assertThat(ledger.stand(EMARSYS, DeliveryKind.SALES_ROWS))
        .containsExactly("HELD SEVERAL_INVOICES");

    ledger.sees(amended.finalised());
    ledger.deliverAll();

    assertThat(ledger.stand(EMARSYS, DeliveryKind.SALES_ROWS)).containsExactly("DELIVERED");
    assertThat(ledger.stand(DOTDIGITAL, DeliveryKind.ORDER)).containsExactly("DELIVERED");
    assertThat(ledger.openCases()).isEmpty();
  }

  @Test
  void anOrderWithoutInvoicesSaysNothingOfThoseItHad() {
    ledger.sees(order.finalised());

    ledger.sees(order.withoutInvoices());
    ledger.deliverAll();

    assertThat(ledger.stand(EMARSYS, DeliveryKind.SALES_ROWS)).containsExactly("DELIVERED");
    assertThat(ledger.openCases()).isEmpty();
  }
}
