package com.khaosbridge.activities.khaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.khaosbridge.activities.khaos.records.Company;
import com.khaosbridge.activities.khaos.records.Readings;
import com.khaosbridge.activities.khaos.records.RecordProblem;
import com.khaosbridge.activities.khaos.records.SalesOrder;
import com.khaosbridge.activities.khaos.soap.Answers;
import com.khaosbridge.activities.khaos.soap.CallLimits;
import com.khaosbridge.activities.khaos.soap.ErpAnswerException;
import com.khaosbridge.activities.khaos.soap.ErpException;
import com.khaosbridge.activities.khaos.soap.ErpFaultException;
import com.khaosbridge.activities.khaos.soap.ErpUnavailableException;
import com.khaosbridge.activities.khaos.soap.KhaosAuth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KhaosFailuresTest extends ScriptedService {

  @Test
  void aBatchThatTimesOutIsAskedForInHalves() {
    answer(
        body -> {
          List<String> codes = codesIn(body, "CompanyCode");
          return codes.size() > 2 ? silence() : companies(codes);
        });
    try (KhaosControl impatient = impatient()) {
      Readings<Company> read = impatient.companies(codes(8), ANY);

      assertThat(read.records()).extracting(Company::urn).containsExactlyElementsOf(codes(8));
      assertThat(bodies)
          .extracting(b -> codesIn(b, "CompanyCode").size())
          .containsExactly(8, 4, 2, 2, 2, 2);
    }
  }

  @Test
  void oneRecordThatTimesOutMakesTheErpUnavailable() {
    answer(body -> silence());
    try (KhaosControl impatient = impatient()) {
      ErpUnavailableException failure =
          catchThrowableOfType(
              ErpUnavailableException.class, () -> impatient.orders(List.of("SO1", "SO2"), ANY));

      assertThat(failure).hasMessageStartingWith("ExportOrders of 1 code: no complete answer");
      assertThat(failure).hasMessageContaining("khaos.calls.read-timeout");
    }
  }

  @Test
  void aWindowThatTimesOutIsAskedForInHalvesThatMissNothing() {
    answer(
        body -> {
          Duration width =
              Duration.between(
                  Instant.parse(codesIn(body, "DateFrom").get(0) + "Z"),
                  Instant.parse(codesIn(body, "DateTo").get(0) + "Z"));
          return width.compareTo(Duration.ofHours(6)) > 0
              ? silence()
              : ok(Answers.envelope("ExportOrderStatusEx", "<return/>"));
        });
    try (KhaosControl impatient = impatient()) {
      impatient.orderStatuses(
          OrderWindow.between(
              Instant.parse("2011-01-10T00:00:00Z"), Instant.parse("2011-01-10T12:00:00Z")),
          ANY);

      assertThat(bodies)
          .extracting(b -> codesIn(b, "DateFrom").get(0).substring(11))
          .containsExactly("00:00:00", "00:00:00", "06:00:00");
      assertThat(bodies)
          .extracting(b -> codesIn(b, "DateTo").get(0).substring(11))
          .containsExactly("12:00:00", "06:00:00", "12:00:00");
    }
  }

  @Test
  void aFaultIsToldInOurOwnWords() {
    answer(body -> status(500, Answers.fault("Access violation for jane@example.com")));

    ErpFaultException failure =
        catchThrowableOfType(ErpFaultException.class, () -> khaos.companies(codes(2), ANY));

    assertThat(failure)
        .hasMessageStartingWith(
            "ExportCompany of 2 codes: the ERP answered with a fault (Server): an access violation"
                + " in its server; its text of 37 characters may be about a customer and was not"
                + " kept. ")
        .hasNoCause();
  }

  @Test
  void aFaultWithStatus200IsAFaultToo() {
    answer(body -> ok(Answers.fault("no")));

    assertThat(catchThrowableOfType(ErpFaultException.class, () -> khaos.mailingStatuses(ANY)))
        .hasMessageContaining("a fault (Server): something that the bridge has no words for;");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 403, 404, 500, 502, 503})
  void anyOtherStatusMeansUnavailable(int code) {
    answer(body -> status(code, "<html>jane@example.com</html>"));

    assertThat(
            catchThrowableOfType(
                ErpUnavailableException.class, () -> khaos.companies(codes(1), ANY)))
        .hasMessageContaining("HTTP " + code)
        .hasMessageNotContaining("jane");
  }

  @Test
  void status500WithARealResultIsNoResult() {
    answer(body -> status(500, Answers.envelope("ExportCompany", "<return/>")));

    assertThat(
            catchThrowableOfType(
                ErpUnavailableException.class, () -> khaos.companies(codes(1), ANY)))
        .hasMessageContaining("HTTP 500");
  }

  @Test
  void noServerMeansUnavailable() {
    server.close();

    assertThat(
            catchThrowableOfType(
                ErpUnavailableException.class, () -> khaos.companies(codes(1), ANY)))
        .hasMessageContaining("no connection")
        .hasNoCause();
  }

  @Test
  void anAnswerCutOffByTheConnectionIsNoAnswer() {
    answer(
        body ->
            new MockResponse.Builder()
                .body(Answers.document("ExportCompany", "<R>" + Answers.company("1") + "</R>"))
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());

    assertThat(catchThrowableOfType(ErpException.class, () -> khaos.companies(codes(1), ANY)))
        .hasMessageStartingWith("ExportCompany of 1 code: ");
  }

  @Test
  void aTruncatedDocumentIsNoAnswerEvenIfItsBeginningCouldBeRead() {
    answer(
        body ->
            ok(
                Answers.document(
                    "ExportCompany", "<R>" + Answers.company("1") + "<COMPANY><COMPANY_ID>")));

    assertThat(catchThrowableOfType(ErpAnswerException.class, () -> khaos.companies(codes(2), ANY)))
        .hasMessageContaining("cut off")
        .hasMessageContaining("ExportCompany of 2 codes")
        .hasNoCause();
  }

  @Test
  void anAnswerThatIsTooLargeIsRefused() {
    answer(body -> companies(codes(200)));
    try (KhaosControl small =
        connect(KhaosAuth.NONE, new CallLimits(null, null, null, null, null, null, 5_000L, null))) {
      assertThat(
              catchThrowableOfType(ErpAnswerException.class, () -> small.companies(codes(1), ANY)))
          .hasMessageContaining("larger than 5000 bytes");
    }
  }

  @Test
  void oneMalformedAmountIsAProblemAndTheOtherOrdersFlow() {
    String good = Answers.item("A", "1", "10", "12");
    String bad = Answers.item("A", "1", "ten pounds", "12");
    answer(
        body ->
            ok(
                Answers.document(
                    "ExportOrders",
                    "<SALES_ORDERS>"
                        + Answers.order("SO1", Answers.header(), good)
                        + Answers.order("SO2", Answers.header(), bad)
                        + Answers.order("SO3", Answers.header(), good)
                        + "</SALES_ORDERS>")));

    Readings<SalesOrder> read = khaos.orders(List.of("SO1", "SO2", "SO3"), ANY);

    assertThat(read.records()).extracting(SalesOrder::orderCode).containsExactly("SO1", "SO3");
    assertThat(read.problems())
        .extracting(RecordProblem::toString)
        .containsExactly(
            "sales order SO2, field PRICE_NET: text of 10 characters (0 digits, 9 letters) where a"
                + " decimal number belongs. Correct it in the ERP, then read the record again.");
  }
}
