package com.khaosbridge.activities.khaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.khaosbridge.activities.khaos.records.Company;
import com.khaosbridge.activities.khaos.records.MailingStatus;
import com.khaosbridge.activities.khaos.records.Readings;
import com.khaosbridge.activities.khaos.records.SalesOrder;
import com.khaosbridge.activities.khaos.soap.Answers;
import com.khaosbridge.activities.khaos.soap.CallLimits;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import com.khaosbridge.activities.khaos.soap.KhaosAuth;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class KhaosControlTest extends ScriptedService {

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
  void anEmptyStringIsAnAnswerWithoutRecords() {
    answer(body -> ok(Answers.envelope("ExportOrders", "<return xsi:type=\"x\"></return>")));

    assertThat(khaos.orders(List.of("SO1"), ANY))
        .isEqualTo(new Readings<SalesOrder>(List.of(), List.of()));
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
            connect(
                new KhaosAuth(KhaosAuth.Scheme.BASIC, "bridge", "s3cret&"), CallLimits.DEFAULT);
        KhaosControl inBody =
            connect(
                new KhaosAuth(KhaosAuth.Scheme.BODY_PASSWORD, null, "s3cret&"),
                CallLimits.DEFAULT)) {
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
