package com.khaosbridge.activities.observing;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.credits.CreditLine;
import com.khaosbridge.activities.credits.CreditNote;
import com.khaosbridge.activities.credits.InvoicedLines;
import com.khaosbridge.activities.khaos.records.SalesOrder;
import com.khaosbridge.activities.ledger.books.OrderDetail;
import com.khaosbridge.activities.money.MoneyTerms;
import com.khaosbridge.activities.money.Rates;
import com.khaosbridge.workflows.decision.SkuPattern;
import com.khaosbridge.workflows.delivery.OrderLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An order over a mug for 100, a gift card for 50 and a delivery charge of 5. */
class CountedMoneyTest {
  private static final Instant AT = Instant.parse("2011-06-01T09:00:00Z");
  private static final LocalDate DAY = LocalDate.of(2011, 6, 1);
  private static final Rates EUROS =
      (currency, day) ->
          currency.equals("EUR") ? Optional.of(new BigDecimal("0.9")) : Optional.empty();

  @Test
  void everythingCountsUnlessItIsConfiguredNotTo() {
    OrderDetail detail = money(true).detail(order("GBP"));

    assertThat(counted(detail).exVat()).isEqualByComparingTo("155");
    assertThat(counted(detail).units()).isEqualByComparingTo("2");
  }

  @Test
  void giftCardsAreNoRevenue() {
    OrderDetail detail = money(true, "GIFT*").detail(order("GBP"));

    assertThat(counted(detail).exVat()).isEqualByComparingTo("105");
    assertThat(counted(detail).units()).isEqualByComparingTo("1");
    assertThat(detail.lines()).extracting(OrderLine::sku).containsExactly("MUG", "GIFT-50");
  }

  @Test
  void anItemIsNotMistakenForAnotherThatBeginsLikeIt() {
    assertThat(counted(money(true, "GIFT").detail(order("GBP"))).exVat())
        .isEqualByComparingTo("155");
    assertThat(counted(money(true, "GIFT-50").detail(order("GBP"))).exVat())
        .isEqualByComparingTo("105");
  }

  @Test
  void aDeliveryChargeThatIsLeftOutIsStillThereToBeShown() {
    OrderDetail detail = money(false).detail(order("GBP"));

    assertThat(counted(detail).exVat()).isEqualByComparingTo("150");
    assertThat(detail.deliveryExVat()).isEqualByComparingTo("5");
  }

  @Test
  void anotherCurrencyIsCountedAtTheRateOfItsDay() {
    assertThat(counted(money(true).detail(order("EUR"))).exVat()).isEqualByComparingTo("139.5");
  }

  @Test
  void withoutARateNothingIsCounted() {
    OrderDetail detail = money(true).detail(order("CHF"));

    assertThat(detail.asOneInvoice()).isNull();
    assertThat(detail.lines().get(0).exVat()).isEqualByComparingTo("100");
  }

  @Test
  void creditNotesAreCountedOnTheSameTerms() {
    assertThat(money(true).note(note("EUR"))).map(CreditNote::exVat).hasValue(amount("139.5"));
    assertThat(money(true, "GIFT*").note(note("GBP")))
        .map(CreditNote::exVat)
        .hasValue(amount("105"));
    assertThat(money(false).note(note("GBP"))).map(CreditNote::exVat).hasValue(amount("150"));
    assertThat(money(true).note(note("CHF"))).isEmpty();
  }

  @Test
  void invoicesOfWhichACopyGivesTheLinesAreCountedOnTheSameTerms() {
    SalesOrder order = order("EUR");
    InvoicedLines own =
        new InvoicedLines(order.lines(), order.deliveryExVat(), order.deliveryIncVat());

    InvoicedLines counted = money(false, "GIFT*").invoice(own, amount("0.9"));

    assertThat(counted.exVat()).isEqualByComparingTo("90");
    assertThat(counted.units()).isEqualByComparingTo("1");
    assertThat(counted.deliveryExVat()).isEqualByComparingTo("4.5");
  }

  private static InvoicedLines counted(OrderDetail detail) {
    return Objects.requireNonNull(detail.asOneInvoice());
  }

  private static CountedMoney money(boolean deliveryCounts, String... notRevenue) {
    return new CountedMoney(
        new MoneyTerms(
            "GBP",
            EUROS,
            deliveryCounts,
            Stream.of(notRevenue).map(SkuPattern::new).toList(),
            false));
  }

  private static SalesOrder order(String currency) {
    return new SalesOrder(
        "SO1",
        "WEB1",
        "1",
        AT,
        DAY,
        currency,
        "MAIN",
        "WEB",
        "",
        List.of(
            new OrderLine(1, "MUG", "Mug", BigDecimal.ONE, amount("100"), amount("120")),
            new OrderLine(2, "GIFT-50", "Card", BigDecimal.ONE, amount("50"), amount("50"))),
        amount("5"),
        amount("6"));
  }

  private static CreditNote note(String currency) {
    return new CreditNote(
        "C1",
        "C1",
        "1",
        "SO1",
        AT,
        DAY,
        currency,
        "",
        List.of(
            new CreditLine(1, "MUG", "Mug", BigDecimal.ONE, amount("100"), BigDecimal.ZERO, false),
            new CreditLine(
                2, "GIFT-50", "Card", BigDecimal.ONE, amount("50"), BigDecimal.ZERO, false),
            new CreditLine(
                3, "POST", "Delivery", BigDecimal.ONE, amount("5"), BigDecimal.ZERO, true)),
        AT);
  }

  private static BigDecimal amount(String value) {
    return new BigDecimal(value);
  }
}
