package com.khaosbridge.sandbox.khaos;

import static com.khaosbridge.sandbox.SandboxClient.elements;
import static com.khaosbridge.sandbox.SandboxClient.text;
import static com.khaosbridge.sandbox.SandboxClient.xml;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.sandbox.Sandbox;
import com.khaosbridge.sandbox.SandboxClient;
import com.khaosbridge.sandbox.SandboxOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/**
 * The web service over HTTP. Expected times and variants of customers follow from the formulas for
 * seed 1 and were computed apart.
 */
class KhaosServiceTest {
  private static final String CSV =
      """
      InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
      536366,22633,HAND WARMER,6,2010-12-01 08:28:00,1.85,26295.0,United Kingdom
      536366,POST,POSTAGE,2,2010-12-01 08:28:00,3.995,26295.0,United Kingdom
      536366,22632,"HAND ""WARMER"" <RED> & £",6,2010-12-01 08:28:00,1.855,26295.0,United Kingdom
      536611,A,MUG,1,2010-12-02 09:43:00,4.25,26299.0,France
      600001,A,MUG,3,2010-12-02 10:00:00,1.25,,EIRE
      600002,A,lost,-3,2010-12-02 10:00:00,0.0,,United Kingdom
      C60003,A,MUG,-3,2010-12-02 10:00:00,1.25,26316.0,United Kingdom
      537202,A,MUG,1,2010-12-05 14:25:00,4.25,26320.0,United Kingdom
      537203,A,MUG,1,2010-12-05 15:13:00,4.25,26318.0,United Kingdom
      537204,A,MUG,1,2010-12-05 15:13:00,4.25,26304.0,United Kingdom
      537205,A,MUG,1,2010-12-05 15:13:00,4.25,26310.0,United Kingdom
      537206,A,MUG,1,2010-12-05 15:13:00,4.25,26291.0,United Kingdom
      """;

  @TempDir Path directory;
  private Sandbox sandbox;
  private SandboxClient client;

  @BeforeEach
  void start() throws IOException {
    Path data = Files.writeString(directory.resolve("shop.csv"), CSV);
    sandbox =
        Sandbox.start(
            SandboxOptions.standard()
                .withData(data)
                .withLiveDays(1)
                .withKhaosDelay(new KhaosDelay(Duration.ZERO, Duration.ZERO)));
    client = new SandboxClient(sandbox.baseUrl());
  }

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
  }

  @Test
  void theListHoldsEveryCustomerAndThoseOfCreditNotesToo() throws IOException {
    HttpResponse<String> answer =
        client.call("GetCompanyList", "<LastUpdated>1899-12-31T00:00:00</LastUpdated>");

    assertThat(elements(xml(answer.body()), "CompanyCode"))
        .extracting(Element::getTextContent)
        .containsExactly("26291", "26295", "26299", "26304", "26310", "26316", "26318", "26320");
    assertThat(answer.body())
        .contains("SOAP-ENC:arrayType=\"NS2:TCompanyItem[8]\"")
        .contains("<NS1:GetCompanyListResponse xmlns:NS1=\"urn:IKosWebIntf-IKosWeb\"");
  }

  @Test
  void theListSinceATimeHoldsThoseChangedThenOrLater() throws IOException {
    assertThat(listSince("2010-12-01T08:28:00")).hasSize(8);
    assertThat(listSince("2010-12-01T08:28:01")).isEmpty();

    sandbox.clock().set(Instant.parse("2010-12-05T16:00:00Z"));
    client.post("/_sandbox/khaos/customers/26299", "{\"emailSubscribe\":\"0\"}");

    assertThat(listSince("2010-12-05T16:00:00")).containsExactly("26299");
    assertThat(listSince("2010-12-05T16:00:01")).isEmpty();
  }

  @Test
  void everyRawSignalOfConsentIsWrittenAsItIs() throws IOException {
    Map<String, Element> companies = companies("26295,26299,26318,26320,26304,26304,1");

    assertThat(companies).hasSize(5);
    assertThat(text(companies.get("26295"), "EMAILSUBSCRIBE")).isEqualTo("-1");
    assertThat(text(companies.get("26295"), "MAILING_STATUS")).isEqualTo("6");
    assertThat(text(companies.get("26299"), "EMAILSUBSCRIBE")).isEmpty();
    assertThat(text(companies.get("26299"), "MAILING_STATUS")).isEqualTo("1");
    assertThat(text(companies.get("26318"), "EMAILSUBSCRIBE")).isEqualTo("Y");
    assertThat(elements(companies.get("26320"), "EMAILSUBSCRIBE")).isEmpty();
    assertThat(client.call("GetMailingStatusList", "").body())
        .contains("<ID xsi:type=\"xsd:int\">6</ID>")
        .contains("No contact");
  }

  @Test
  void theEmailIsOnTheContactOrOnlyOnTheWebLoginOrNowhere() throws IOException {
    Map<String, Element> companies = companies("26299,26304,26310,26291");

    Element usual = companies.get("26299");
    Element contact = elements(usual, "CONTACT").get(0);
    assertThat(text(contact, "EMAIL")).isEqualTo("c26299@example.com");
    assertThat(text(contact, "IS_PREFERRED")).isEqualTo("-1");
    assertThat(text(contact, "IS_PREFERRED_INVOICE")).isEqualTo("-1");
    assertThat(text(usual, "COMPANY_ID")).isEqualTo("1026299");
    assertThat(text(usual, "COUNTRY_CODE")).isEqualTo("FR");
    assertThat(text(usual, "WEB_PASSWORD")).isNotEmpty();
    assertThat(text(companies.get("26304"), "WEB_USER")).isEqualTo("c26304@example.com");
    assertThat(text(contactOf(companies.get("26304")), "EMAIL")).isEmpty();
    assertThat(text(contactOf(companies.get("26310")), "EMAIL")).isEqualTo("c26310 at example.com");
    assertThat(text(companies.get("26291"), "WEB_USER")).isEmpty();
    assertThat(text(contactOf(companies.get("26291")), "EMAIL")).isEmpty();
  }

  @Test
  void hostileNamesArriveUnharmed() throws IOException {
    Map<String, Element> companies = companies("26310,26316");

    assertThat(text(companies.get("26310"), "FORENAME")).isEqualTo("\uD83D\uDE80 Rocket");
    assertThat(text(companies.get("26310"), "SURNAME")).isEqualTo("\uD842\uDFB7\u91CE\u5BB6");
    assertThat(text(companies.get("26316"), "SURNAME")).startsWith("\u202E");
    String hostile = "\"><script>&amp;\u0007</CONTACT>]]>";
    client.send(
        "POST",
        "/_sandbox/khaos/customers/26316",
        "{\"forename\":\"\\\"><script>&amp;\\u0007</CONTACT>]]>\"}");
    assertThat(text(companies("26316").get("26316"), "FORENAME"))
        .isEqualTo(hostile.replace("\u0007", ""));
  }

  @Test
  void anOrderHasItsLinesAndItsMoneyExactly() throws IOException {
    Element order = elements(xml(orders("SO536366,SO9,nonsense")), "SALES_ORDER").get(0);

    assertThat(text(order, "SORDER_CODE")).isEqualTo("SO536366");
    assertThat(text(order, "COMPANY_CODE")).isEqualTo("26295");
    assertThat(text(order, "ASSOCIATED_REF")).isEqualTo("WEB536366");
    assertThat(text(order, "ORDER_DATE")).isEqualTo("2010-12-01T08:28:00");
    assertThat(text(order, "ORDER_CURRENCY_CODE")).isEqualTo("GBP");
    assertThat(new BigDecimal(text(order, "DELIVERY_NET"))).isEqualByComparingTo("7.99");
    assertThat(new BigDecimal(text(order, "DELIVERY_TAX"))).isEqualByComparingTo("1.598");
    assertThat(new BigDecimal(text(order, "DELIVERY_GRS"))).isEqualByComparingTo("9.588");
    assertThat(new BigDecimal(text(order, "ORDER_AMOUNT"))).isEqualByComparingTo("36.264");
    List<Element> items = elements(order, "ORDER_ITEM");
    assertThat(items).extracting(item -> text(item, "IMPORT_REF")).containsExactly("1", "3");
    assertThat(text(items.get(1), "STOCK_DESC")).isEqualTo("HAND \"WARMER\" <RED> & £");
    assertThat(text(items.get(1), "ORDER_QTY")).isEqualTo("6");
    assertThat(text(items.get(1), "PRICE_NET")).isEqualTo("1.855");
    assertThat(new BigDecimal(text(items.get(1), "PRICE_GRS"))).isEqualByComparingTo("2.226");
    assertThat(text(items.get(1), "TAX_RATE")).isEqualTo("1");
  }

  @Test
  void aGuestsOrderNamesNoCustomer() throws IOException {
    Element order = elements(xml(orders("SO600001")), "SALES_ORDER").get(0);

    assertThat(text(order, "COMPANY_CODE")).isEmpty();
    assertThat(text(order, "WEB_USER")).isEmpty();
    assertThat(text(order, "ICOUNTRY_CODE")).isEqualTo("IE");
  }

  @Test
  void writeOffsAndCreditNotesAreNotExportedAndNothingIsAnEmptyText() throws IOException {
    assertThat(orders("SO600002,SOC60003")).isEmpty();
    assertThat(status("<IDs>SO600002,SOC60003</IDs><MappingType>3</MappingType>")).isEmpty();
    assertThat(
            client.result(
                "ExportCompany", "<CompanyCode>1</CompanyCode><MappingType>1</MappingType>"))
        .isEmpty();
  }

  @Test
  void historyIsFinishedAndHasItsDespatchEvidenceUnlessStuck() throws IOException {
    String all = status("<IDs/><MappingType>0</MappingType><IncludeTracking>-1</IncludeTracking>");

    assertThat(orderCodes(all)).containsExactly("SO536366", "SO536611", "SO600001");
    List<Element> invoices = elements(xml(all), "INVOICE");
    assertThat(invoices).extracting(i -> i.getAttribute("INVOICE_STAGE_ID")).containsOnly("70");
    Element shipped = invoices.get(0);
    assertThat(shipped.getAttribute("INVOICE_ID")).isEqualTo("INV000000536366");
    assertThat(shipped.getAttribute("INVOICE_CODE")).isEqualTo("536366");
    assertThat(shipped.getAttribute("INVOICE_DATE")).isEqualTo("2010-12-01T08:28:00");
    assertThat(text(shipped, "CONSIGNMENT_REF")).isEqualTo("CN536366");
    assertThat(text(shipped, "COURIER_CODE")).isEqualTo("RM");
    assertThat(text(shipped, "SHIP_DATE")).isEqualTo("2010-12-01T17:20:33");
    assertThat(elements(invoices.get(1), "CONSIGNMENT")).isEmpty();
    assertThat(status("<IDs>SO536366</IDs><MappingType>3</MappingType>"))
        .doesNotContain("CONSIGNMENT");
  }

  @Test
  void aLiveOrderAppearsWhenPlacedAndMovesOnToTheSecond() throws IOException {
    // Placed 14:25:00, issued 16:18:01, shipped 17:21:20; it is issued before it ships.
    assertThat(stageAt("2010-12-05T14:24:59Z")).isEqualTo("absent");
    assertThat(stageAt("2010-12-05T14:25:00Z")).isEqualTo("12 Picking");
    assertThat(stageAt("2010-12-05T15:25:00Z")).isEqualTo("14 Shipping");
    assertThat(stageAt("2010-12-05T16:18:00Z")).isEqualTo("14 Shipping");
    assertThat(stageAt("2010-12-05T16:18:01Z")).isEqualTo("70 Issued");
    assertThat(stageAt("2010-12-05T17:21:19Z")).isEqualTo("70 Issued");
    assertThat(stageAt("2010-12-05T17:21:20Z")).isEqualTo("70 Issued CN537202");
  }

  @Test
  void anOrderThatShipsFirstGoesThroughInvoicingWithItsConsignment() throws IOException {
    Map<String, String> seen = new TreeMap<>();
    for (Instant now = Instant.parse("2010-12-05T15:00:00Z");
        now.isBefore(sandbox.end().plusSeconds(900));
        now = now.plusSeconds(900)) {
      sandbox.clock().set(now);
      String all =
          status(
              "<IDs/><MappingType>0</MappingType><IncludeTracking>-1</IncludeTracking><DateFrom>2010-12-05T00:00:00</DateFrom>");
      if (all.isEmpty()) {
        continue;
      }
      for (Element invoice : elements(xml(all), "INVOICE")) {
        String step =
            invoice.getAttribute("INVOICE_STAGE_ID")
                + (elements(invoice, "CONSIGNMENT").isEmpty() ? " " : "c ");
        seen.merge(
            invoice.getAttribute("INVOICE_CODE"),
            step,
            (before, next) -> before.endsWith(next) ? before : before + next);
      }
    }

    assertThat(seen).hasSize(5);
    assertThat(seen.values())
        .allMatch(steps -> steps.matches("12 (14 )?15c 70c ") || steps.matches("12 (14 )?70 70c "));
    assertThat(seen.values()).anyMatch(steps -> steps.contains("15c"));
  }

  @Test
  void idsDatesAndStagesEachRestrict() throws IOException {
    assertThat(orderCodes(status("<IDs>WEB536366,WEB600001</IDs><MappingType>4</MappingType>")))
        .containsExactly("SO536366", "SO600001");
    assertThat(
            orderCodes(
                status(
                    "<IDs>SO536366,SO600001</IDs><MappingType>3</MappingType><DateFrom>2010-12-02T10:00:00</DateFrom>")))
        .containsExactly("SO600001");
    assertThat(
            orderCodes(
                status(
                    "<DateFrom>2010-12-01T08:28:00</DateFrom><DateTo>2010-12-02T09:43:00</DateTo>")))
        .containsExactly("SO536366", "SO536611");
    assertThat(status("<InvoiceStageIDs>12,14</InvoiceStageIDs>")).isEmpty();
    assertThat(orderCodes(status("<InvoiceStageIDs>70,71</InvoiceStageIDs>"))).hasSize(3);
  }

  private String stageAt(String now) throws IOException {
    sandbox.clock().set(Instant.parse(now));
    String status =
        status(
            "<IDs>SO537202</IDs><MappingType>3</MappingType><IncludeTracking>-1</IncludeTracking>");
    if (status.isEmpty()) {
      return "absent";
    }
    Element invoice = elements(xml(status), "INVOICE").get(0);
    String stage =
        invoice.getAttribute("INVOICE_STAGE_ID") + " " + invoice.getAttribute("INVOICE_STAGE_DESC");
    List<Element> consignments = elements(invoice, "CONSIGNMENT_REF");
    return consignments.isEmpty() ? stage : stage + " " + consignments.get(0).getTextContent();
  }

  private List<String> listSince(String local) throws IOException {
    String answer =
        client.call("GetCompanyList", "<LastUpdated>" + local + "</LastUpdated>").body();
    return elements(xml(answer), "CompanyCode").stream().map(Element::getTextContent).toList();
  }

  private Map<String, Element> companies(String codes) throws IOException {
    Map<String, Element> companies = new TreeMap<>();
    String result =
        client.result(
            "ExportCompany",
            "<CompanyCode>" + codes + "</CompanyCode><MappingType>1</MappingType>");
    for (Element company : elements(xml(result), "COMPANY")) {
      companies.put(text(company, "COMPANY_CODE"), company);
    }
    return companies;
  }

  private static Element contactOf(Element company) {
    return elements(company, "CONTACT").get(0);
  }

  private String orders(String codes) throws IOException {
    return client.result("ExportOrders", "<IDs>" + codes + "</IDs><MappingType>1</MappingType>");
  }

  private String status(String parameters) throws IOException {
    return client.result("ExportOrderStatusEx", parameters);
  }

  private static List<String> orderCodes(String status) {
    return elements(xml(status), "ORDER_STATUS").stream()
        .map(order -> order.getAttribute("SORDER_CODE"))
        .toList();
  }
}
