package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.anOrder;
import static com.khaosbridge.activities.ledger.TestLedger.DOTDIGITAL;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.books.InvoicedOrder;
import com.khaosbridge.activities.ledger.books.ObservedOrder;
import com.khaosbridge.activities.ledger.books.OrderDetail;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.OrderLine;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An order over 100 euros, at a site whose account is in pounds. */
class OtherCurrencyTest {
  private static final BigDecimal RATE = new BigDecimal("0.8731");

  private TestLedger ledger;
  private OrderInErp order;

  @BeforeEach
  void open() {
    ledger = TestLedger.open();
    order = anOrder().of(ledger.linked(aCustomer())).over("100");
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void withoutARateItsMoneyIsHeldForFinanceUnderOneCase() {
    OrderInErp other = anOrder().of(ledger.linked(aCustomer())).over("50").finalised();

    sees(order.finalised(), null);
    sees(other, null);
    ledger.deliverAll();

    assertThat(ledger.stand(DOTDIGITAL, DeliveryKind.ORDER))
        .containsExactly("HELD NO_RATE", "HELD NO_RATE");
    assertThat(ledger.stand(EMARSYS, DeliveryKind.SALES_ROWS))
        .containsExactly("HELD NO_RATE", "HELD NO_RATE");
    assertThat(ledger.stand(EMARSYS, EventType.ORDER_CONFIRMED))
        .containsExactly("HELD NO_RATE", "HELD NO_RATE");
    assertThat(ledger.openCases())
        .containsExactlyInAnyOrder(EMARSYS + " NO_RATE", DOTDIGITAL + " NO_RATE");
    assertThat(ledger.cases.openCases())
        .allSatisfy(
            held -> {
              assertThat(held.owner()).isEqualTo("finance");
              assertThat(held.cause()).isEqualTo("no rate of exchange from EUR to GBP");
              assertThat(held.whatHappened()).contains("2011-06-10", order.code());
            });
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void itsParcelIsAnnouncedAllTheSame() {
    sees(order, null);
    sees(order.finalised().despatched(), null);
    ledger.deliverAll();

    assertThat(ledger.stand(EMARSYS, EventType.DESPATCHED)).containsExactly("DELIVERED");
  }

  @Test
  void onceThereIsARateItGoesOnInTheAccountsCurrency() {
    sees(order.finalised(), null);

    sees(order.finalised(), RATE);
    ledger.deliverAll();

    assertThat(ledger.only(DOTDIGITAL, DeliveryKind.ORDER).stands()).isEqualTo("DELIVERED");
    assertThat(money(ledger.only(EMARSYS, DeliveryKind.SALES_ROWS).id()))
        .isEqualByComparingTo("87.31");
    assertThat(ledger.stand(EMARSYS, EventType.ORDER_CONFIRMED)).containsExactly("DELIVERED");
    assertThat(ledger.openCases()).isEmpty();
    assertThat(ledger.closes()).isTrue();
    InvoicedOrder sale = sale();
    assertThat(sale.currency()).isEqualTo("GBP");
    assertThat(sale.totalExVat()).isEqualByComparingTo("87.31");
    assertThat(sale.sold().get(0).exVat()).isEqualByComparingTo("87.31");
  }

  @Test
  void theCustomerIsToldWhatTheyPaid() {
    sees(order.finalised(), RATE);

    InvoicedOrder.Paid paid = sale().paid();

    assertThat(paid.currency()).isEqualTo("EUR");
    assertThat(paid.amount(new BigDecimal("87.31"))).isEqualTo(new BigDecimal("100"));
  }

  @Test
  void whoeverRetriesWithoutARateItIsHeldAgain() {
    sees(order.finalised(), null);
    long held = ledger.only(EMARSYS, DeliveryKind.SALES_ROWS).id();

    ledger.outbox.reopen(held, "ann");
    ledger.deliverAll();

    assertThat(ledger.stand(EMARSYS, DeliveryKind.SALES_ROWS)).containsExactly("HELD NO_RATE");
  }

  @Test
  void aRateThatChangesLaterChangesNoFinalInvoice() {
    sees(order.finalised(), RATE);
    ledger.deliverAll();

    sees(order.finalised().despatched(), new BigDecimal("0.5"));

    InvoicedOrder sale = sale();
    assertThat(sale.totalExVat()).isEqualByComparingTo("87.31");
    assertThat(sale.paid().rate()).isEqualByComparingTo(RATE);
  }

  @Test
  void whatIsNoRevenueIsInNoAmountYetStillAnnounced() {
    OrderInErp both = order.over("100", "25").finalised();

    record(both, OtherCurrencyTest::giftCardAtTheEnd);
    ledger.deliverAll();

    assertThat(money(ledger.only(EMARSYS, DeliveryKind.SALES_ROWS).id()))
        .isEqualByComparingTo("100");
    InvoicedOrder sale =
        Objects.requireNonNull(ledger.sales.byCode(List.of(both.code())).get(both.code()));
    assertThat(sale.totalExVat()).isEqualByComparingTo("100");
    assertThat(sale.sold()).hasSize(1);
    assertThat(sale.lines()).hasSize(2);
  }

  private static OrderDetail giftCardAtTheEnd(OrderDetail detail) {
    OrderLine last = detail.lines().get(1).counting(false);
    return with(detail, List.of(detail.lines().get(0), last), detail.currency(), detail.terms());
  }

  private BigDecimal money(long delivery) {
    return ledger.value(BigDecimal.class, "select ex_vat from delivery where id = ?", delivery);
  }

  private InvoicedOrder sale() {
    return Objects.requireNonNull(ledger.sales.byCode(List.of(order.code())).get(order.code()));
  }

  /** The order is in euros, and counted at this rate. */
  private void sees(OrderInErp seen, @Nullable BigDecimal rate) {
    record(
        seen,
        detail ->
            with(
                detail,
                rate == null
                    ? detail.lines()
                    : detail.lines().stream().map(line -> line.at(rate)).toList(),
                "EUR",
                new OrderDetail.Terms("GBP", rate, true, false)));
  }

  private void record(OrderInErp seen, UnaryOperator<OrderDetail> change) {
    OrderDetail detail = Objects.requireNonNull(seen.sight().detail());
    ledger.orders.record(
        List.of(new ObservedOrder(seen.facts(), change.apply(detail), null)),
        ledger.now,
        Lane.LIVE);
  }

  private static OrderDetail with(
      OrderDetail detail, List<OrderLine> lines, String currency, OrderDetail.Terms terms) {
    return new OrderDetail(
        detail.urn(),
        detail.placedAt(),
        detail.businessDate(),
        currency,
        detail.brand(),
        detail.salesSource(),
        detail.website(),
        lines,
        detail.deliveryExVat(),
        detail.deliveryIncVat(),
        terms);
  }
}
