package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.anOrder;
import static com.khaosbridge.activities.ledger.TestLedger.DOTDIGITAL;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.books.InvoicedOrder;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.EventType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An order that had one invoice over all its lines, until another is seen. */
class FurtherInvoicesTest {
  private TestLedger ledger;
  private OrderInErp one;

  @BeforeEach
  void open() {
    ledger = TestLedger.open();
    one = anOrder().of(ledger.linked(aCustomer())).over("10", "20").finalised();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void whatWasNotSentOfTheFirstIsHeldWithTheSecond() {
    ledger.sees(one);
    ledger.carryLive();

    ledger.sees(one.withAnotherInvoice().finalised());
    ledger.deliverAll();

    assertThat(ledger.stand(EMARSYS, DeliveryKind.SALES_ROWS))
        .containsExactly("HELD SEVERAL_INVOICES", "HELD SEVERAL_INVOICES");
    assertThat(ledger.stand(DOTDIGITAL, DeliveryKind.ORDER))
        .containsExactly("HELD SEVERAL_INVOICES", "HELD SEVERAL_INVOICES");
    assertThat(ledger.stand(EMARSYS, EventType.ORDER_CONFIRMED))
        .containsExactly("HELD SEVERAL_INVOICES", "EXCLUDED announced already");
    assertThat(ledger.openCases(EMARSYS)).containsExactly("SEVERAL_INVOICES");
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void whatWasToldOfTheWholeOrderIsInTheCaseOnceAnotherIsSeenFinal() {
    theCaseSaysWhatWasTold(one.withAnotherInvoice().finalised());
  }

  @Test
  void whatWasToldOfTheWholeOrderIsInTheCaseOnceAnotherIsSeenInTheWarehouse() {
    theCaseSaysWhatWasTold(one.withAnotherInvoice());
  }

  private void theCaseSaysWhatWasTold(OrderInErp two) {
    ledger.sees(one);
    ledger.deliverAll();

    ledger.sees(two);

    assertThat(ledger.cases.openCases())
        .extracting(Cases.CaseLine::destination)
        .containsExactlyInAnyOrder(EMARSYS, DOTDIGITAL);
    assertThat(ledger.cases.openCases())
        .allSatisfy(
            open -> {
              assertThat(open.type().name()).isEqualTo("SEVERAL_INVOICES");
              assertThat(open.whatHappened()).contains(one.code(), "30 exVat");
            });
  }

  @Test
  void aSecondLookAtTheSameInvoicesOpensNoSecondCase() {
    ledger.sees(one);
    ledger.deliverAll();
    OrderInErp both = one.withAnotherInvoice().finalised();
    ledger.sees(both);
    ledger
        .deliveries()
        .forEach(held -> ledger.outbox.excludeByDecision(held.id(), "ann", "reported by hand"));

    ledger.sees(both.despatched());

    assertThat(ledger.openCases()).isEmpty();
  }

  @Test
  void whoeverRetriesTheSecondItIsNotSentWithTheLinesOfTheFirst() {
    ledger.sees(one);
    ledger.deliverAll();
    ledger.sees(one.withAnotherInvoice().finalised());
    long second = ledger.deliveries(EMARSYS, DeliveryKind.SALES_ROWS).get(1).id();

    ledger.outbox.reopen(second, "ann");
    ledger.deliverAll();

    assertThat(ledger.stand(EMARSYS, DeliveryKind.SALES_ROWS))
        .containsExactly("DELIVERED", "HELD SEVERAL_INVOICES");
  }

  @Test
  void theAmountsOfAnInvoiceThatIsNotFinalAreUnknownOnceThereAreTwo() {
    OrderInErp inWarehouse = one.inStage(OrderInErp.WAREHOUSE);
    ledger.sees(inWarehouse);
    OrderInErp two = inWarehouse.withAnotherInvoice();

    ledger.sees(two);
    ledger.sees(two.invoiceAt(0, OrderInErp::finalised));

    assertThat(sale().totalExVat()).isNull();
  }

  @Test
  void whileSomeOfItIsInTheWarehouseEachParcelIsKnownAndTheOrderHasLeftInPart() {
    OrderInErp two = one.withAnotherInvoice();
    ledger.sees(two.invoiceAt(0, OrderInErp::despatched));
    boolean before = sale().partLeft();

    ledger.sees(two.despatched());

    Map<String, InvoicedOrder> parcels = ledger.sales.byInvoice(List.of(one.code()));
    assertThat(before).isTrue();
    assertThat(sale().partLeft()).isFalse();
    assertThat(parcels.values()).extracting(InvoicedOrder::consignmentRef).doesNotHaveDuplicates();
    assertThat(parcels).hasSize(2);
  }

  private InvoicedOrder sale() {
    return Objects.requireNonNull(ledger.sales.byCode(List.of(one.code())).get(one.code()));
  }
}
