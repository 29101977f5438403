package com.khaosbridge.activities.khaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.khaos.records.Company;
import com.khaosbridge.activities.khaos.records.Readings;
import com.khaosbridge.activities.khaos.records.RecordProblem;
import com.khaosbridge.activities.khaos.records.SalesOrder;
import com.khaosbridge.activities.khaos.soap.Answers;
import com.khaosbridge.activities.khaos.soap.CallLimits;
import com.khaosbridge.activities.khaos.soap.ErpCalls;
import com.khaosbridge.activities.khaos.soap.ErpConnection;
import com.khaosbridge.activities.khaos.soap.SoapRequest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whichever field of a record holds a person's data in a wrong place, the problem doesn't say. */
class NothingPersonalInProblemsTest extends ScriptedService {
  private static final String ORDER =
      Answers.order(
          "SO1",
          Answers.header() + "<ORDER_AMOUNT>17.94</ORDER_AMOUNT>",
          Answers.item("A", "1", "10", "12")
              .replace(
                  "</ORDER_ITEM>",
                  "<KSD_DISCOUNT>0</KSD_DISCOUNT><CURRENCY_CODE>GBP</CURRENCY_CODE></ORDER_ITEM>"));
  private static final String STATUS =
      "<ORDER_STATUS><SORDER_CODE>SO1</SORDER_CODE><INVOICES><INVOICE>"
          + "<INVOICE_STAGE_ID>70</INVOICE_STAGE_ID><INVOICE_DATE>2011-06-01</INVOICE_DATE>"
          + "<CONSIGNMENT><CONSIGNMENT_REF>C1</CONSIGNMENT_REF><SHIP_DATE>2011-06-02</SHIP_DATE>"
          + "</CONSIGNMENT></INVOICE></INVOICES></ORDER_STATUS>";
  private static final String COMPANY =
      "<COMPANY><COMPANY_ID>17</COMPANY_ID><COMPANY_CODE>7</COMPANY_CODE>"
          + "<MAILING_STATUS>3</MAILING_STATUS><ADDRESSES><ADDRESS><CONTACTS><CONTACT>"
          + "<EMAIL>a@example.com</EMAIL><EMAILSUBSCRIBE>-1</EMAILSUBSCRIBE>"
          + "<MAILING_FLAG>3</MAILING_FLAG></CONTACT></CONTACTS></ADDRESS></ADDRESSES></COMPANY>";

  private Planted planted;

  @BeforeEach
  void plant() {
    planted = new Planted();
  }

  @AfterEach
  void unplant() {
    planted.close();
  }

  /** The document with another value in a field, wherever it stands. */
  private static String with(String document, String field, String value) {
    String changed =
        document.replaceAll(
            "<" + field + ">[^<]*</" + field + ">", "<" + field + ">" + value + "</" + field + ">");
    assertThat(Planted.isIn(changed)).as("the record names her in %s", field).isTrue();
    return changed;
  }

  private <T> Readings<T> read(String document, Supplier<Readings<T>> call) {
    answer(body -> ok(Answers.document("Any", "<R>" + document + "</R>")));
    return call.get();
  }

  private void assertSilent(Readings<?> readings) {
    for (RecordProblem problem : readings.problems()) {
      Planted.assertAbsent(problem.toString());
      Planted.assertAbsent(String.join(" ", problem.record(), problem.key(), problem.field()));
      Planted.assertAbsent(problem.shape() + problem.nextStep());
    }
    planted.assertAbsentFromLogs();
  }

  private Readings<SalesOrder> orders() {
    return khaos.orders(List.of("SO1"), ANY);
  }

  @Test
  void theRecordsAreGoodUntilSheIsPlanted() {
    assertThat(read(ORDER, this::orders).problems()).isEmpty();
    assertThat(read(STATUS, () -> khaos.orderStatusesOf(List.of("SO1"), ANY)).problems()).isEmpty();
    assertThat(read(COMPANY, () -> khaos.companies(List.of("7"), ANY)).problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SORDER_CODE",
        "COMPANY_CODE",
        "ORDER_DATE",
        "ORDER_CURRENCY_CODE",
        "CURRENCY_CODE",
        "ORDER_AMOUNT",
        "ORDER_QTY",
        "PRICE_NET",
        "PRICE_GRS",
        "KSD_DISCOUNT",
        "DELIVERY_NET",
        "DELIVERY_GRS"
      })
  void anOrder(String field) {
    for (String value : Planted.VALUES) {
      Readings<SalesOrder> read = read(with(ORDER, field, value), this::orders);

      assertSilent(read);
      assertThat(read.problems().size() + read.records().size()).isEqualTo(1);
      if (!value.matches("\\d+")) {
        assertThat(read.problems()).as("%s in %s", value, field).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SORDER_CODE", "INVOICE_STAGE_ID", "INVOICE_DATE", "SHIP_DATE"})
  void anOrdersStatus(String field) {
    for (String value : Planted.VALUES) {
      Readings<?> read =
          read(with(STATUS, field, value), () -> khaos.orderStatusesOf(List.of("SO1"), ANY));

      assertSilent(read);
      if (!value.equals(Planted.NINE_DIGITS) || !field.equals("SORDER_CODE")) {
        assertThat(read.problems()).as("%s in %s", value, field).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"COMPANY_ID", "COMPANY_CODE"})
  void aCustomersKeys(String field) {
    for (String value : Planted.VALUES) {
      Readings<Company> read =
          read(with(COMPANY, field, value), () -> khaos.companies(List.of("7"), ANY));

      assertSilent(read);
      if (!value.equals(Planted.NINE_DIGITS)) {
        assertThat(read.problems()).as("%s in %s", value, field).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"MAILING_STATUS", "EMAILSUBSCRIBE", "MAILING_FLAG"})
  void theRawConsentOfACustomer(String field) {
    for (String value : Planted.VALUES) {
      Readings<Company> read =
          read(with(COMPANY, field, value), () -> khaos.companies(List.of("7"), ANY));

      assertSilent(read);
      assertThat(read.records()).hasSize(1);
      Planted.assertAbsent(read.records().get(0).consentRaw());
      Planted.assertAbsent(read.records().get(0).toString());
    }
  }

  @Test
  void aNameOfThreeLettersIsNoConsentValueEither() {
    Readings<Company> read =
        read(COMPANY.replace(">-1<", ">Ann<"), () -> khaos.companies(List.of("7"), ANY));

    assertThat(read.records().get(0).consentRaw())
        .isEqualTo("EMAILSUBSCRIBE=text of 3 letters;MAILING_STATUS=3;MAILING_FLAG=3");
  }

  @Test
  void aReferenceInPlaceOfAMissingCode() {
    for (String value : Planted.VALUES) {
      String reference = "<ASSOCIATED_REF>" + value + "</ASSOCIATED_REF>";
      if (!value.equals(Planted.NINE_DIGITS)) {
        assertSilent(read("<SALES_ORDER>" + reference + "</SALES_ORDER>", this::orders));
        assertSilent(
            read(
                "<ORDER_STATUS>" + reference + "</ORDER_STATUS>",
                () -> khaos.orderStatusesOf(List.of("SO1"), ANY)));
        assertThat(new RecordProblem("customer", value, "F", "s", "n").key()).isEmpty();
      }
    }
  }

  @Test
  void aCodeThatCannotBeAskedFor() {
    Readings<Company> read = khaos.companies(List.of(Planted.ECHO, "Jane\u0001"), ANY);

    assertThat(read.problems()).hasSize(2);
    assertSilent(read);
  }

  @Test
  void aReaderThatFailsUnforeseen() {
    answer(body -> ok(Answers.document("Any", "<R><COMPANY>" + Planted.ECHO + "</COMPANY></R>")));
    BatchedExport<LocalDate> export =
        new BatchedExport<>(
            "customer",
            "COMPANY_CODE",
            "COMPANY",
            node -> {
              throw new DateTimeException(Planted.ECHO);
            },
            new BatchSize(1, CallLimits.DEFAULT),
            codes -> SoapRequest.of("ExportCompany", 1));
    try (ErpCalls calls =
        new ErpCalls("shop", ErpConnection.to(server.url("/k.exe/soap/IKosWeb").uri()), metrics)) {
      Readings<LocalDate> read = export.readAll(calls, List.of("1"), ANY);

      assertThat(read.problems()).hasSize(1);
      assertThat(read.problems().get(0).shape()).contains("DateTimeException");
      assertSilent(read);
    }
  }
}
