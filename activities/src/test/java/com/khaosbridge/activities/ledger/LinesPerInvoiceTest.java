package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CreditInErp.aCredit;
import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.anOrder;
import static com.khaosbridge.activities.ledger.TestLedger.DOTDIGITAL;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.khaosbridge.activities.credits.UnreadableCredit;
import com.khaosbridge.activities.ledger.books.CreditLedger;
import com.khaosbridge.activities.ledger.books.InvoicedOrder;
import com.khaosbridge.activities.ledger.books.OrderLives;
import com.khaosbridge.workflows.decision.OrderTimes;
import com.khaosbridge.workflows.decision.Refund;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Lane;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders of several invoices at a site whose reporting copy says which lines are whose. */
class LinesPerInvoiceTest {
  private final InvoicesInCopy copy = new InvoicesInCopy();
  private TestLedger ledger;
  private CreditLedger credits;
  private OrderInErp one;
  private OrderInErp both;

  @BeforeEach
  void open() {
    ledger = TestLedger.open();
    credits =
        new CreditLedger(ledger.database, TestLedger.SOURCE, ledger.scopes, OrderTimes.standard());
    ledger.backfill.creditsRead();
    ledger.backfill.creditsAttributed();
    one = anOrder().of(ledger.linked(aCustomer())).over("10", "20").finalised();
    both = one.withAnotherInvoice().finalised();
  }

  @AfterEach
  void close() {
    ledger.close();
    copy.close();
  }

  @Test
  void theFirstInvoiceIsToldWithItsOwnMoneyAndThenTheSecond() {
    copy.knows(both, 0, "10");
    sees(one);
    ledger.deliverAll();
    BigDecimal first = delivered(EMARSYS);

    copy.knows(both, 1, "20");
    sees(both);
    ledger.deliverAll();

    assertThat(first).isEqualByComparingTo("10");
    everythingIsDelivered();
  }

  @Test
  void anOrderIsHeldUntilTheCopyKnowsAllItsFinalInvoices() {
    copy.knows(both, 0, "10");
    copy.has(both, 1, false, "20");
    sees(both);
    int early = ledger.orders.complete(copy.of(both));
    List<String> held = ledger.stand(EMARSYS, DeliveryKind.SALES_ROWS);
    ledger.takeSignals();

    copy.finalise();
    int late = ledger.orders.complete(copy.of(both));

    assertThat(early).isZero();
    assertThat(held).containsExactly("HELD SEVERAL_INVOICES", "HELD SEVERAL_INVOICES");
    assertThat(late).isOne();
    assertThat(ledger.takeSignals()).contains("ORDER_CHANGED " + one.code());
    ledger.deliverAll();
    everythingIsDelivered();
  }

  @Test
  void anotherLookAtAHeldOrderFreesItToo() {
    sees(both);
    copy.knows(both, 0, "10");
    copy.knows(both, 1, "20");

    sees(both);
    ledger.deliverAll();

    everythingIsDelivered();
  }

  @Test
  void onlyHeldOrdersAreAskedAbout() {
    sees(both);
    sees(anOrder().of(ledger.linked(aCustomer())).finalised());

    assertThat(ledger.orders.withoutLines(10)).containsOnlyKeys(one.code());
    assertThat(ledger.orders.withoutLines(0)).isEmpty();
  }

  @Test
  void whatWasToldOfTheWholeOrderStaysWithFinanceWhateverTheCopySaysLater() {
    sees(one);
    ledger.deliverAll();
    copy.knows(both, 0, "10");
    copy.knows(both, 1, "20");

    sees(both);
    int freed = ledger.orders.complete(copy.of(both));
    ledger.deliverAll();

    assertThat(freed).isZero();
    assertThat(ledger.stand(EMARSYS, DeliveryKind.SALES_ROWS))
        .containsExactly("DELIVERED", "HELD SEVERAL_INVOICES");
    assertThat(ledger.openCases(EMARSYS)).containsExactly("SEVERAL_INVOICES");
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void aCreditOfAnItemOfTheSecondInvoiceIsTakenBackOfItsLine() {
    copy.line(both, 0, 1, "22423", "10");
    copy.line(both, 1, 2, "22424", "20");
    sees(both);

    credits(aCredit("CRN1").of(both).item("22424").over("1", "20"));

    InvoicedOrder whole = whole();
    assertThat(whole.takenBack().exVat()).isEqualByComparingTo("20");
    assertThat(whole.takenBack().lines()).containsOnlyKeys(2);
    assertThat(whole.takenBack().lines().get(2).quantity()).isEqualByComparingTo("1");
    assertThat(whole.refund()).isEqualTo(Refund.PART);
    assertThat(refund()).isEqualTo(Refund.PART);
    ledger.deliverAll();
    assertThat(delivered(DOTDIGITAL)).isEqualByComparingTo("10");
    assertThat(delivered(EMARSYS)).isEqualByComparingTo("10");
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void whereLinesOfTwoInvoicesHaveTheSameNumberACreditTakesBackValueOnly() {
    copy.knows(both, 0, "10");
    copy.knows(both, 1, "20");
    sees(both);

    credits(aCredit("CRN1").of(both).over("2", "30"));

    assertThat(whole().takenBack().exVat()).isEqualByComparingTo("30");
    assertThat(whole().takenBack().lines()).isEmpty();
    assertThat(refund()).isEqualTo(Refund.EVERYTHING);
  }

  @Test
  void aCreditThatTookOfALineOfTheFirstIsValueOnlyOnceTheSecondHasALineOfThatNumber() {
    copy.knows(both, 0, "10");
    sees(one);
    credits(aCredit("CRN1").of(both).over("1", "10"));
    Refund before = refund();
    assertThat(whole().takenBack().lines()).containsOnlyKeys(1);

    copy.knows(both, 1, "20");
    sees(both);

    assertThat(before).isEqualTo(Refund.EVERYTHING);
    assertThat(whole().takenBack().exVat()).isEqualByComparingTo("10");
    assertThat(whole().takenBack().lines()).isEmpty();
    assertThat(refund()).isEqualTo(Refund.PART);
  }

  @Test
  void anOrderOfWhichAnInvoiceIsStillToComeIsNotRefundedAltogether() {
    OrderInErp begun = one.withAnotherInvoice().invoiceAt(1, OrderInErp::despatched);
    copy.knows(both, 0, "10");
    sees(begun);

    credits(aCredit("CRN1").of(both).over("1", "10"));

    assertThat(whole().takenBack().exVat()).isEqualByComparingTo("10");
    assertThat(refund()).isEqualTo(Refund.PART);
  }

  @Test
  void aCreditWaitsWhileTheMoneyOfAFinalInvoiceIsUnknown() {
    sees(both);
    credits.record(List.of(aCredit("CRN1").of(both).over("1", "10").note()), ledger.now, Lane.LIVE);
    int early = credits.attribute(ledger.now, Lane.LIVE);
    copy.knows(both, 0, "10");
    copy.knows(both, 1, "20");
    ledger.orders.complete(copy.of(both));

    assertThat(early).isZero();
    assertThat(credits.attribute(ledger.now, Lane.LIVE)).isOne();
    assertThat(whole().takenBack().exVat()).isEqualByComparingTo("10");
  }

  @Test
  void anInvoiceOfWhichALineComesTwiceIsNotKnown() {
    copy.knows(both, 0, "10");
    copy.knows(both, 0, "10");
    copy.knows(both, 1, "20");

    assertThat(copy.of(both).get(one.code())).hasSize(1);
    assertThat(copy.problems)
        .extracting(UnreadableCredit::key, UnreadableCredit::field)
        .containsExactly(tuple(one.invoiceId(), "line_no"));
  }

  private void everythingIsDelivered() {
    assertThat(ledger.stand(EMARSYS, DeliveryKind.SALES_ROWS))
        .containsExactly("DELIVERED", "DELIVERED");
    assertThat(ledger.stand(DOTDIGITAL, DeliveryKind.ORDER)).endsWith("DELIVERED");
    assertThat(delivered(EMARSYS)).isEqualByComparingTo("30");
    assertThat(delivered(DOTDIGITAL)).isEqualByComparingTo("30");
    assertThat(ledger.openCases()).isEmpty();
    assertThat(ledger.closes()).isTrue();
    Map<String, InvoicedOrder> invoices = ledger.sales.byInvoice(List.of(one.code()));
    assertThat(invoices.values())
        .extracting(invoice -> Objects.requireNonNull(invoice.totalExVat()).intValueExact())
        .containsExactlyInAnyOrder(10, 20);
    InvoicedOrder whole = whole();
    assertThat(whole.totalExVat()).isEqualByComparingTo("30");
    assertThat(whole.lineKeys())
        .containsExactly(
            both.invoices().get(0).invoiceId() + "-1", both.invoices().get(1).invoiceId() + "-1");
  }

  private InvoicedOrder whole() {
    return Objects.requireNonNull(ledger.sales.byCode(List.of(one.code())).get(one.code()));
  }

  private Refund refund() {
    OrderLives lives = new OrderLives(ledger.database, TestLedger.SOURCE, OrderTimes.standard());
    return lives.of(List.of(one.code())).get(one.code()).progress().refund();
  }

  private void credits(CreditInErp credit) {
    credits.record(List.of(credit.note()), ledger.now, Lane.LIVE);
    credits.attribute(ledger.now, Lane.LIVE);
  }

  private BigDecimal delivered(String destination) {
    return ledger.value(
        BigDecimal.class,
        "select coalesce(sum(ex_vat), 0) from delivery where destination = ? and status ="
            + " 'DELIVERED' and order_code = ?",
        destination,
        one.code());
  }

  private void sees(OrderInErp order) {
    ledger.orders.record(List.of(copy.sight(order)), ledger.now, Lane.LIVE);
  }
}
