package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.anOrder;
import static com.khaosbridge.activities.ledger.TestLedger.DOTDIGITAL;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static com.khaosbridge.workflows.delivery.DeliveryKind.EVENT;
import static com.khaosbridge.workflows.delivery.DeliveryKind.ORDER;
import static com.khaosbridge.workflows.delivery.DeliveryKind.SALES_ROWS;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.OrderInErp.Reading;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.cases.UnreadableRecord;
import com.khaosbridge.activities.ledger.reports.Equation;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders that can't be carried as they stand: held, and carried once they can be. */
class RecordProblemsTest {
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
  void anUnreadableOrderIsHeldAndTheOthersFlow() {
    OrderInErp bad = anOrder().of(customer).finalised().readsAs(Reading.UNREADABLE);
    ledger.sees(bad, anOrder().of(customer).finalised());
    ledger.deliverAll();

    assertThat(ledger.stand(EMARSYS, SALES_ROWS))
        .containsExactlyInAnyOrder("HELD ERP_RECORD", "DELIVERED");
    assertThat(ledger.cases.openCases().stream().filter(c -> c.destination().equals(EMARSYS)))
        .singleElement()
        .satisfies(c -> assertThat(c.cause()).contains(bad.code()).contains("ITEM/PRICE_NET"));
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void onceItCanBeReadItsMoneyAndEventsGoOn() {
    OrderInErp order = anOrder().of(customer).over("10.5").finalised().despatched();
    ledger.sees(order.readsAs(Reading.UNREADABLE));
    assertThat(ledger.stand(DOTDIGITAL, EventType.DESPATCHED)).containsExactly("HELD ERP_RECORD");

    ledger.sees(order);
    assertThat(ledger.takeSignals()).contains("ORDER_CHANGED " + order.code());
    assertThat(ledger.openCases()).isEmpty();
    ledger.deliverAll();

    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsExactly("DELIVERED");
    assertThat(ledger.stand(DOTDIGITAL, ORDER)).containsExactly("DELIVERED");
    for (EventType type : TestLedger.SERVICE_EVENTS) {
      assertThat(ledger.stand(DOTDIGITAL, type)).containsExactly("DELIVERED");
    }
    Equation.Snapshot snapshot = ledger.equation.read();
    assertThat(snapshot.observed().invoices()).isEqualTo(1);
    assertThat(snapshot.observed().gross()).isEqualByComparingTo("10.5");
    assertThat(snapshot.destinations().get(EMARSYS).deliveredMoney()).isEqualByComparingTo("10.5");
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void anOrderThatTurnsOutToBeAGuestsIsExcluded() {
    OrderInErp order = anOrder().ofGuest().finalised();
    ledger.sees(order.readsAs(Reading.UNREADABLE));
    ledger.sees(order);

    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsExactly("EXCLUDED guest");
    assertThat(ledger.stand(EMARSYS, EventType.ORDER_CONFIRMED)).containsExactly("EXCLUDED guest");
    assertThat(ledger.openCases()).isEmpty();
    assertThat(ledger.equation.read().observed())
        .satisfies(
            observed -> {
              assertThat(observed.guests()).isEqualTo(1);
              assertThat(observed.invoices()).isZero();
              assertThat(observed.gross()).isZero();
            });
  }

  @Test
  void anOrderThatIsAbsentFromAnAnswerIsAskedForAgainAndThenGoesOn() {
    OrderInErp order = anOrder().of(customer).finalised();
    ledger.sees(order.readsAs(Reading.ABSENT));
    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsExactly("HELD ERP_RECORD");
    assertThat(ledger.polled.changedAmong(List.of(order.facts()))).hasSize(1);
    assertThat(ledger.polled.codes()).contains(order.code());

    ledger.sees(order);

    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsExactly("PLANNED");
    assertThat(ledger.polled.changedAmong(List.of(order.facts()))).isEmpty();
    assertThat(ledger.openCases()).isEmpty();
  }

  @Test
  void whatAPersonExcludedStaysExcludedWhenItCanBeReadAgain() {
    OrderInErp order = anOrder().of(customer).finalised();
    ledger.sees(order.readsAs(Reading.UNREADABLE));
    for (TestLedger.Seen held : ledger.deliveries()) {
      ledger.outbox.excludeByDecision(held.id(), "ann", "reported by hand");
    }

    ledger.sees(order);
    ledger.sees(order.despatched());
    ledger.deliverAll();

    assertThat(ledger.stand(EMARSYS, SALES_ROWS))
        .containsExactly("EXCLUDED decided: reported by hand");
    assertThat(ledger.stand(EMARSYS, EventType.ORDER_CONFIRMED))
        .containsExactly("EXCLUDED decided: reported by hand");
    assertThat(ledger.stand(EMARSYS, EventType.DESPATCHED)).containsExactly("DELIVERED");
  }

  @Test
  void anOrderOfAnUnknownCustomerIsHeldAndGoesOnOnceTheCustomerIsThere() {
    CustomerInErp late = aCustomer();
    OrderInErp order = anOrder().of(late).finalised();
    ledger.sees(order);
    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsExactly("HELD CUSTOMER_UNKNOWN");

    ledger.linked(late);
    ledger.sees(order);
    ledger.deliverAll();

    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsExactly("DELIVERED");
    assertThat(ledger.openCases()).isEmpty();
  }

  @Test
  void anOrderOfAnUnknownCustomerGoesOnByRetryToo() {
    CustomerInErp late = aCustomer();
    ledger.sees(anOrder().of(late).finalised());
    ledger.linked(late);

    for (TestLedger.Seen held : ledger.deliveries(EMARSYS, SALES_ROWS)) {
      ledger.outbox.reopen(held.id(), "ann");
    }
    ledger.deliverAll();

    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsExactly("DELIVERED");
  }

  @Test
  void severalInvoicesAreHeldForFinanceAndAnnouncedOnce() {
    OrderInErp order = anOrder().of(customer).withAnotherInvoice();
    ledger.sees(order);
    ledger.sees(order.invoiceAt(0, OrderInErp::finalised));
    ledger.sees(order.invoiceAt(0, OrderInErp::finalised).invoiceAt(1, OrderInErp::finalised));

    assertThat(ledger.stand(EMARSYS, SALES_ROWS))
        .containsExactly("HELD SEVERAL_INVOICES", "HELD SEVERAL_INVOICES");
    assertThat(ledger.stand(EMARSYS, EventType.ORDER_CONFIRMED))
        .containsExactly("PLANNED", "EXCLUDED announced already");
    assertThat(ledger.openCases(EMARSYS)).containsExactly("SEVERAL_INVOICES");
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void eachShipmentOfSeveralIsAnnounced() {
    OrderInErp order = anOrder().of(customer).withAnotherInvoice();
    ledger.sees(order.invoiceAt(0, OrderInErp::despatched));
    ledger.sees(order.invoiceAt(0, OrderInErp::despatched).invoiceAt(1, OrderInErp::despatched));

    assertThat(ledger.stand(EMARSYS, EventType.DESPATCHED)).containsExactly("PLANNED", "PLANNED");
    assertThat(ledger.equation.read().observed().despatches()).isEqualTo(2);
  }

  @Test
  void whatIsHeldForOtherReasonsIsNotTouchedByANewLook() {
    OrderInErp order = anOrder().of(customer).withAnotherInvoice();
    ledger.sees(order.invoiceAt(0, OrderInErp::finalised).invoiceAt(0, OrderInErp::despatched));
    ledger.carryLive();
    ledger.call(EMARSYS, EVENT).isAnswered(new Verdict.UnknownOutcome("cut"));
    List<String> before = ledger.stand(EMARSYS, EventType.DESPATCHED);

    ledger.sees(order.finalised().despatched());

    assertThat(before).isNotEmpty();
    assertThat(ledger.stand(EMARSYS, EventType.DESPATCHED)).containsAll(before);
    assertThat(ledger.stand(EMARSYS, EventType.ORDER_CONFIRMED))
        .contains("HELD UNKNOWN_OUTCOME")
        .doesNotContain("PLANNED");
  }

  @Test
  void twoCustomersMayExchangeTheirUrns() {
    CustomerInErp one = ledger.linked(aCustomer());
    CustomerInErp other = ledger.linked(aCustomer());

    ledger.now = ledger.now.plusSeconds(60);
    ledger.sees(one.withUrn(other.urn()));
    ledger.sees(anOrder().of(other).finalised());

    assertThat(ledger.deliveries(EMARSYS, SALES_ROWS))
        .extracting(TestLedger.Seen::personId)
        .as("the one seen last with the URN")
        .containsExactly(one.person());
    ledger.sees(other.withUrn(one.urn()));
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void casesOfRecordsThatNoDeliveryIsOwedForCloseOnceTheyCanBeRead() {
    UnreadableRecord problem =
        new UnreadableRecord("customer", "U7", "COMPANY_ID", "It is empty. Correct it.");
    ledger.cases.unreadable(List.of(problem));
    ledger.cases.unreadable(List.of(problem));
    assertThat(ledger.openCases()).containsExactly(Cases.ERP + " ERP_RECORD");

    ledger.cases.readable("customer", List.of("U8"));
    ledger.cases.readable("order status", List.of("U7"));
    assertThat(ledger.openCases()).hasSize(1);
    ledger.cases.readable("customer", List.of("U7"));
    assertThat(ledger.openCases()).isEmpty();
  }

  @Test
  void anOrderThatIsNeverDespatchedIsPolledNoLongerThanTheHorizon() {
    OrderInErp stuck = anOrder().of(customer).finalised();
    OrderInErp open = anOrder().of(customer);
    ledger.sees(stuck, open);
    assertThat(ledger.polled.codes()).containsExactly(stuck.code(), open.code());

    ledger.polled.endOverdue(ledger.now.plus(Duration.ofDays(61)));

    assertThat(ledger.polled.codes()).containsExactly(open.code());
  }

  @Test
  void finishedAndCancelledOrdersArePolledNoLonger() {
    ledger.sees(
        anOrder().of(customer).finalised().despatched(), anOrder().of(customer).cancelledByShop());
    OrderInErp shipped = anOrder().of(customer).despatched();
    ledger.observe(Lane.HISTORY, shipped);

    assertThat(ledger.polled.codes()).containsExactly(shipped.code());
  }
}
