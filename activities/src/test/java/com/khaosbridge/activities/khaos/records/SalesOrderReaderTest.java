package com.khaosbridge.activities.khaos.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.khaosbridge.activities.khaos.soap.Answers;
import com.khaosbridge.workflows.delivery.OrderLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SalesOrderReaderTest {
  private final ErpTime time = new ErpTime(ZoneId.of("Europe/London"));

  private SalesOrder read(String header, String items) throws UnreadableRecord {
    return read(header, items, LineDiscount.REFUSED);
  }

  private SalesOrder read(String header, String items, LineDiscount discount)
      throws UnreadableRecord {
    return new SalesOrderReader(discount, time)
        .read(Answers.node(Answers.order("SO536365", header, items)));
  }

  private RecordProblem problem(String header, String items) {
    UnreadableRecord fault =
        catchThrowableOfType(UnreadableRecord.class, () -> read(header, items));
    assertThat(fault).isNotNull();
    assertThat(fault.problem().record()).isEqualTo("sales order");
    assertThat(fault.problem().key()).isEqualTo("SO536365");
    assertThat(fault.problem().nextStep()).isNotBlank();
    return fault.problem();
  }

  private static String item(String quantity, String net) {
    return Answers.item("85123A", quantity, net, "3.06");
  }

  @Test
  void moneyComesThroughUnroundedAsItIsWritten() throws UnreadableRecord {
    SalesOrder order =
        read(
            Answers.header()
                + "<ASSOCIATED_REF>WEB536365</ASSOCIATED_REF><BRAND>MAIN</BRAND>"
                + "<SALES_SOURCE>WEB</SALES_SOURCE>",
            Answers.item("85123A", "6", "2.550", "3.060")
                + Answers.item("71053", "-1", "0.0391", "0.04692"));

    assertThat(order.orderCode()).isEqualTo("SO536365");
    assertThat(order.associatedRef()).isEqualTo("WEB536365");
    assertThat(order.urn()).isEqualTo("17850");
    assertThat(order.placedAt()).isEqualTo(Instant.parse("2011-06-01T08:30:00Z"));
    assertThat(order.businessDate()).isEqualTo(LocalDate.of(2011, 6, 1));
    assertThat(order.currency()).isEqualTo("GBP");
    assertThat(order.brand()).isEqualTo("MAIN");
    assertThat(order.website()).isEmpty();
    assertThat(order.lines())
        .containsExactly(
            new OrderLine(
                1,
                "85123A",
                "A thing",
                new BigDecimal("6"),
                new BigDecimal("2.550"),
                new BigDecimal("3.060")),
            new OrderLine(
                2,
                "71053",
                "A thing",
                new BigDecimal("-1"),
                new BigDecimal("0.0391"),
                new BigDecimal("0.04692")));
    assertThat(order.deliveryExVat()).isEqualTo("4.95");
    assertThat(order.deliveryIncVat()).isEqualTo("5.94");
  }

  @Test
  void theBusinessDateIsTheErpsEvenWhereTheInstantIsTheDayBefore() throws UnreadableRecord {
    SalesOrder order = read(Answers.header().replace("T09:30:00", "T00:15:00"), item("1", "2.55"));

    assertThat(order.businessDate()).isEqualTo(LocalDate.of(2011, 6, 1));
    assertThat(order.placedAt()).isEqualTo(Instant.parse("2011-05-31T23:15:00Z"));
  }

  @Test
  void anOrderWithoutACustomerRecordIsAGuests() throws UnreadableRecord {
    String xml =
        Answers.order("SO1", Answers.header(), item("1", "2.55"))
            .replace("<COMPANY_CODE>17850</COMPANY_CODE>", "<COMPANY_CODE/>");

    assertThat(new SalesOrderReader(LineDiscount.REFUSED, time).read(Answers.node(xml)).urn())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "abc, text of 3 letters where a decimal number belongs",
    "'2,55', 'text of 4 characters (3 digits, 0 letters) where a decimal number belongs'",
    "'1,002.55', 'text of 8 characters (6 digits, 0 letters) where a decimal number belongs'",
    "£2.55, 'text of 5 characters (3 digits, 0 letters) where a decimal number belongs'",
    "2.55E1, 'text of 6 characters (4 digits, 1 letter) where a decimal number belongs'",
    "NaN, text of 3 letters where a decimal number belongs",
    "1234567890123456, a number of 16 digits where a decimal number belongs",
    "'', empty"
  })
  void aPriceThatIsNoDecimalNumberIsAProblem(String price, String shape) {
    RecordProblem problem = problem(Answers.header(), item("1", price));

    assertThat(problem.field()).isEqualTo("PRICE_NET");
    assertThat(problem.shape()).isEqualTo(shape);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DELIVERY_NET", "ORDER_DATE", "ORDER_CURRENCY_CODE"})
  void whatMoneyHangsOnMayNotBeMissing(String field) {
    String header = Answers.header().replaceAll("<" + field + ">[^<]*</" + field + ">", "");

    RecordProblem problem = problem(header, item("1", "2.55"));

    assertThat(problem.field()).isEqualTo(field);
    assertThat(problem.shape()).isIn("missing", "no date");
  }

  @ParameterizedTest
  @ValueSource(strings = {"STOCK_CODE", "ORDER_QTY", "PRICE_NET", "PRICE_GRS"})
  void whatALineIsMadeOfMayNotBeMissing(String field) {
    String items = item("1", "2.55").replaceAll("<" + field + ">[^<]*</" + field + ">", "");

    assertThat(problem(Answers.header(), items).field()).isEqualTo(field);
  }

  @Test
  void deliveryWithVatMayBeGivenAsTaxAlone() throws UnreadableRecord {
    String header = Answers.header().replace("<DELIVERY_GRS>5.94</DELIVERY_GRS>", "");

    assertThat(read(header, item("1", "2.55")).deliveryIncVat()).isEqualTo("5.94");
  }

  @Test
  void twoCurrenciesInAnOrderAreAProblem() {
    String items =
        item("1", "2.55")
            + item("1", "2.55")
                .replace("</PRICE_NET>", "</PRICE_NET><CURRENCY_CODE>EUR</CURRENCY_CODE>");

    assertThat(problem(Answers.header(), items).field()).isEqualTo("ORDER_CURRENCY_CODE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"£", "pounds", "gbp", "QQQ"})
  void aCurrencyIsAnIsoCode(String currency) {
    String header = Answers.header().replace("GBP", currency);

    assertThat(problem(header, item("1", "2.55")).field()).isEqualTo("ORDER_CURRENCY_CODE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"01/06/2011", "1899-12-30T00:00:00", "2011-06-31T00:00:00"})
  void aBadOrderDateIsAProblem(String date) {
    String header = Answers.header().replace("2011-06-01T09:30:00", date);

    RecordProblem problem = problem(header, item("1", "2.55"));

    assertThat(problem.field()).isEqualTo("ORDER_DATE");
    assertThat(problem.shape()).doesNotContain("2011-06-31", "01/06");
  }

  @ParameterizedTest
  @ValueSource(strings = {"12.12", "18.06", "10.10", "15.05", "18.07"})
  void anOrderAmountMayAgreeWithAnyOfItsReadings(String amount) throws UnreadableRecord {
    String header = Answers.header() + amount(amount);
    String items = Answers.item("A", "1", "10.10", "12.12");

    assertThat(read(header, items).lines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"17.90", "0", "180.60", "-18.06"})
  void anOrderAmountThatAgreesWithNoneIsAProblem(String amount) {
    RecordProblem problem =
        problem(Answers.header() + amount(amount), Answers.item("A", "1", "10.10", "12.12"));

    assertThat(problem.field()).isEqualTo("ORDER_AMOUNT");
    assertThat(problem.shape()).doesNotContain(amount + " ");
  }

  @Test
  void anOrderAmountRoundedToPenniesAgrees() throws UnreadableRecord {
    String header = Answers.header() + amount("7.48");

    assertThat(read(header, Answers.item("A", "3", "0.845", "1.014")).lines()).hasSize(1);
  }

  @Test
  void aDiscountIsNotGuessedAt() {
    RecordProblem problem = problem(Answers.header(), discounted("12.5"));

    assertThat(problem.field()).isEqualTo("KSD_DISCOUNT");
    assertThat(problem.nextStep()).contains("khaos.line-discount");
  }

  @Test
  void aDiscountIsTreatedAsConfigured() throws UnreadableRecord {
    assertThat(
            read(Answers.header(), discounted("12.5"), LineDiscount.TAKEN_OFF)
                .lines()
                .get(0)
                .unitPriceExVat())
        .isEqualByComparingTo("1.75");
    assertThat(
            read(Answers.header(), discounted("12.5"), LineDiscount.IN_PRICE)
                .lines()
                .get(0)
                .unitPriceExVat())
        .isEqualByComparingTo("2");
    assertThat(read(Answers.header(), discounted("0")).lines()).hasSize(1);
  }

  @Test
  void anOrderWithoutItemsElementIsAProblem() {
    String xml =
        Answers.order("SO1", Answers.header(), "").replace("<ORDER_ITEMS></ORDER_ITEMS>", "");
    UnreadableRecord fault =
        catchThrowableOfType(
            UnreadableRecord.class,
            () -> new SalesOrderReader(LineDiscount.REFUSED, time).read(Answers.node(xml)));

    assertThat(fault.problem().field()).isEqualTo("ORDER_ITEMS");
  }

  private static String amount(String amount) {
    return "<ORDER_AMOUNT>" + amount + "</ORDER_AMOUNT>";
  }

  private static String discounted(String percent) {
    return Answers.item("A", "1", "2", "2.4")
        .replace("</PRICE_NET>", "</PRICE_NET><KSD_DISCOUNT>" + percent + "</KSD_DISCOUNT>");
  }
}
