package com.khaosbridge.activities.khaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KhaosControlTest {
  private static final ErpPriority ANY = ErpPriority.CUSTOMERS;

  private final MockWebServer server = new MockWebServer();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
  private final List<RecordedRequest> requests = Collections.synchronizedList(new ArrayList<>());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private KhaosControl khaos;

  @BeforeEach
  void start() throws IOException {
    server.start();
    khaos = connect(Function.identity());
  }

  @AfterEach
  void stop() {
    khaos.close();
    server.close();
    threads.shutdownNow();
  }

  private KhaosControl connect(Function<KhaosSettings, KhaosSettings> change) {
    return new KhaosControl(
        change.apply(KhaosSettings.forEndpoint("shop", server.url("/k.exe/soap/IKosWeb").uri())),
        metrics);
  }

  private KhaosControl impatient() {
    return connect(
        settings ->
            settings.with(
                CallLimits.DEFAULT
                    .withBatches(8, 8)
                    .withTimeouts(
                        Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofSeconds(5))));
  }

  private void answer(Function<String, MockResponse> answer) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            String body = request.getBody().utf8();
            requests.add(request);
            bodies.add(body);
            return answer.apply(body);
          }
        });
  }

  private static MockResponse ok(String body) {
    return new MockResponse.Builder()
        .code(200)
        .addHeader("Content-Type", "text/xml; charset=utf-8")
        .body(body)
        .build();
  }

  private static MockResponse status(int code, String body) {
    return new MockResponse.Builder().code(code).body(body).build();
  }

  private static MockResponse silence() {
    return new MockResponse.Builder()
        .onRequestBody(SocketEffect.Stall.INSTANCE)
        .onResponseStart(SocketEffect.Stall.INSTANCE)
        .build();
  }

  private static List<String> codesIn(String body, String parameter) {
    String list =
        body.replaceAll("(?s).*<" + parameter + "[^>]*>([^<]*)</" + parameter + ">.*", "$1");
    return Arrays.asList(list.split(",", -1));
  }

  private static MockResponse companies(List<String> codes) {
    return ok(
        Answers.document(
            "ExportCompany",
            codes.stream().map(Answers::company).collect(Collectors.joining("", "<R>", "</R>"))));
  }

  private static List<String> codes(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(String::valueOf).toList();
  }

  @Test
  void aCallIsAnRpcEncodedEnvelopeWithPositionalParameters() {
    answer(body -> ok(Answers.envelope("ExportOrderStatusEx", "<return/>")));

    khaos.orderStatuses(
        OrderWindow.between(
                Instant.parse("2011-06-01T08:00:00Z"), Instant.parse("2011-06-01T09:00:00Z"))
            .inStages(Set.of(70, 9)),
        ErpPriority.HOT_ORDERS);

    assertThat(requests.get(0).getHeaders().get("SOAPAction"))
        .isEqualTo("\"urn:IKosWebIntf-IKosWeb#ExportOrderStatusEx\"");
    assertThat(requests.get(0).getHeaders().get("Content-Type")).startsWith("text/xml");
    assertThat(bodies.get(0))
        .contains(
            "<NS1:ExportOrderStatusEx xmlns:NS1=\"urn:IKosWebIntf-IKosWeb\">"
                + "<IDs xsi:type=\"xsd:string\"></IDs>"
                + "<MappingType xsi:type=\"xsd:int\">3</MappingType>"
                + "<WebOnly xsi:type=\"xsd:boolean\">false</WebOnly>"
                + "<ConfirmedOnly xsi:type=\"xsd:boolean\">false</ConfirmedOnly>"
                + "<IncludeTracking xsi:type=\"xsd:boolean\">true</IncludeTracking>"
                + "<IncludeCancelled xsi:type=\"xsd:boolean\">true</IncludeCancelled>"
                + "<DateFrom xsi:type=\"xsd:dateTime\">2011-06-01T09:00:00</DateFrom>"
                + "<DateTo xsi:type=\"xsd:dateTime\">2011-06-01T10:00:00</DateTo>"
                + "<InvoiceStageIDs xsi:type=\"xsd:string\">9,70</InvoiceStageIDs>"
                + "</NS1:ExportOrderStatusEx>");
  }

  @Test
  void codesAreEscapedAndThoseThatCannotBeAskedForAreProblems() {
    answer(body -> ok(Answers.envelope("ExportCompany", "<return/>")));

    Readings<Company> read = khaos.companies(List.of("A&<1>", "a,b", " ", "x\u0000", "A&<1>"), ANY);

    assertThat(bodies).hasSize(1);
    assertThat(bodies.get(0)).contains(">A&amp;&lt;1&gt;</CompanyCode>");
    assertThat(read.problems()).hasSize(3).allMatch(p -> p.field().equals("COMPANY_CODE"));
  }

  @Test
  void theFullListIsAskedForSinceEver() {
    answer(
        body ->
            ok(
                Answers.envelope(
                    "GetCompanyList",
                    "<return><List><item><CompanyCode>A</CompanyCode></item><item>"
                        + "<CompanyCode>B</CompanyCode></item><item><CompanyCode>A</CompanyCode>"
                        + "</item></List></return>")));

    assertThat(khaos.companyCodesChangedSince(null, ErpPriority.FULL_LIST))
        .containsExactly("A", "B");
    assertThat(bodies.get(0)).contains(">1899-12-31T00:00:00</LastUpdated>");
  }

  @Test
  void theSitesFlagsAreRead() {
    answer(
        body ->
            ok(
                Answers.envelope(
                    "GetMailingStatusList",
                    "<return><item><ID>6</ID><Description>No contact</Description></item>"
                        + "<item><ID>3</ID><Description>Us only</Description></item></return>")));

    assertThat(khaos.mailingStatuses(ANY))
        .containsExactly(new MailingStatus(3, "Us only"), new MailingStatus(6, "No contact"));
  }

  @Test
  void moreThanABatchOfCodesGoesOutInBatches() {
    answer(body -> companies(codesIn(body, "CompanyCode")));

    Readings<Company> read = khaos.companies(codes(450), ANY);

    assertThat(bodies)
        .extracting(b -> codesIn(b, "CompanyCode").size())
        .containsExactly(200, 200, 50);
    assertThat(read.records()).extracting(Company::urn).containsExactlyElementsOf(codes(450));
  }

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
          .startsWith(8, 4, 2)
          .satisfies(sizes -> assertThat(sizes.stream().filter(s -> s > 2)).hasSizeLessThan(6));
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
  void aFaultIsQuotedWithoutPersonalData() {
    answer(body -> status(500, Answers.fault("Access violation for jane@example.com")));

    ErpFaultException failure =
        catchThrowableOfType(ErpFaultException.class, () -> khaos.companies(codes(2), ANY));

    assertThat(failure)
        .hasMessageStartingWith(
            "ExportCompany of 2 codes: the ERP answered with a fault: Access violation for ….")
        .hasNoCause();
  }

  @Test
  void aFaultWithStatus200IsAFaultToo() {
    answer(body -> ok(Answers.fault("no")));

    assertThat(catchThrowableOfType(ErpFaultException.class, () -> khaos.mailingStatuses(ANY)))
        .hasMessageContaining("fault: no.");
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
        connect(settings -> settings.with(CallLimits.DEFAULT.withAnswerBytes(5_000)))) {
      assertThat(
              catchThrowableOfType(ErpAnswerException.class, () -> small.companies(codes(1), ANY)))
          .hasMessageContaining("larger than 5000 bytes");
    }
  }

  @Test
  void anEmptyStringIsAnAnswerWithoutRecords() {
    answer(body -> ok(Answers.envelope("ExportOrders", "<return xsi:type=\"x\"></return>")));

    assertThat(khaos.orders(List.of("SO1"), ANY))
        .isEqualTo(new Readings<SalesOrder>(List.of(), List.of()));
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

  @Test
  void aHotOrderGoesBetweenTwoBatchesOfHistory() throws Exception {
    CountDownLatch firstBatch = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    answer(
        body -> {
          if (body.contains("ExportCompany") && firstBatch.getCount() > 0) {
            firstBatch.countDown();
            try {
              goOn.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
          return ok(Answers.envelope("Any", "<return/>"));
        });
    threads.submit(() -> khaos.companies(codes(600), ErpPriority.HISTORY));
    firstBatch.await();
    threads.submit(() -> khaos.companies(List.of("X"), ErpPriority.CUSTOMERS));
    await().until(() -> khaos.waiting() == 1);
    threads.submit(() -> khaos.orderStatusesOf(List.of("SO1"), ErpPriority.HOT_ORDERS));
    await().until(() -> khaos.waiting() == 2);

    goOn.countDown();

    await().until(() -> khaos.waiting() == 0 && bodies.size() >= 4);
    assertThat(bodies.get(1)).contains("ExportOrderStatusEx");
    assertThat(codesIn(bodies.get(2), "CompanyCode")).containsExactly("X");
    assertThat(codesIn(bodies.get(3), "CompanyCode")).startsWith("201");
    assertThat(khaos.busyShare()).isPositive();
  }

  @Test
  void theLoginGoesWhereTheSchemeSaysAndNowhereElse() {
    answer(body -> ok(Answers.envelope("GetMailingStatusList", "<return/>")));
    try (KhaosControl basic =
            connect(s -> s.with(new KhaosAuth(KhaosAuth.Scheme.BASIC, "bridge", "s3cret&")));
        KhaosControl inBody =
            connect(s -> s.with(new KhaosAuth(KhaosAuth.Scheme.BODY_PASSWORD, null, "s3cret&")))) {
      basic.mailingStatuses(ANY);
      inBody.mailingStatuses(ANY);
      khaos.mailingStatuses(ANY);
    }

    assertThat(requests.get(0).getHeaders().get("Authorization"))
        .isEqualTo("Basic YnJpZGdlOnMzY3JldCY=");
    assertThat(bodies.get(0)).doesNotContain("s3cret");
    assertThat(bodies.get(1))
        .contains("<Password xsi:type=\"xsd:string\">s3cret&amp;</Password>")
        .doesNotContain("UserName");
    assertThat(bodies.get(2)).doesNotContain("Password");
    assertThat(requests.get(2).getHeaders().get("Authorization")).isNull();
  }

  @Test
  void callsAreMeasuredBySourceAndOperation() {
    answer(body -> ok(Answers.envelope("GetMailingStatusList", "<return/>")));

    khaos.mailingStatuses(ANY);

    assertThat(
            metrics
                .get("bridge.erp.call")
                .tags("source", "shop", "operation", "GetMailingStatusList", "outcome", "ok")
                .timer()
                .count())
        .isEqualTo(1);
    assertThat(khaos.calls()).isEqualTo(1);
  }

  @Test
  void aCursorGoesBackByTheOverlap() {
    assertThat(khaos.cursorAfter(Instant.parse("2011-06-01T12:00:00Z")))
        .isEqualTo("2011-06-01T11:50:00Z");
    assertThat(khaos.cursorAfter(Instant.parse("2011-10-30T01:05:00Z")))
        .isEqualTo("2011-10-30T00:00:00Z");
  }
}
