package com.khaosbridge.sandbox.contacts;

import static com.khaosbridge.sandbox.SandboxClient.elements;
import static com.khaosbridge.sandbox.SandboxClient.text;
import static com.khaosbridge.sandbox.SandboxClient.xml;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.sandbox.Sandbox;
import com.khaosbridge.sandbox.SandboxClient;
import com.khaosbridge.sandbox.SandboxOptions;
import com.khaosbridge.sandbox.khaos.KhaosDelay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a clerk does to customers as a whole. 26299 and 26300 have orders in the small shop. */
class ClerkTest {
  private static final String A = "26299";
  private static final String B = "26300";
  private static final String C = "26301";

  @TempDir Path directory;
  private Sandbox sandbox;
  private SandboxClient client;

  @BeforeEach
  void start() throws IOException {
    sandbox =
        Sandbox.start(
            SandboxOptions.standard()
                .withState(directory.resolve("state"))
                .withFileDrop(directory.resolve("drop"))
                .withKhaosDelay(new KhaosDelay(Duration.ZERO, Duration.ZERO)));
    client = new SandboxClient(sandbox.baseUrl());
  }

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
  }

  @Test
  void aMergedCustomerIsAbsentAndTheOtherOwnsAllTheirDocuments() throws IOException {
    List<String> ordersOfA = ordersOf(A);
    List<String> ordersOfB = ordersOf(B);
    assertThat(ordersOfA).isNotEmpty();

    JsonNode merge = merge(A, B, 200);

    assertThat(merge.get("fromCompanyId").asString()).isEqualTo("1026299");
    assertThat(everyone()).contains(B).doesNotContain(A).hasSize(35);
    assertThat(changed()).containsExactly(B);
    assertThat(companies(A)).isEmpty();
    assertThat(ordersOf(A)).isEmpty();
    assertThat(ordersOf(B)).containsAll(ordersOfA).containsAll(ordersOfB);
    assertThat(exportedOwner(ordersOfA.get(0))).isEqualTo(B);

    client.post(
        "/_sandbox/khaos/credit-notes",
        "{\"orderCode\":\"" + ordersOfA.get(0) + "\",\"deliveryNet\":1}");
    Awaitility.await().untilAsserted(() -> assertThat(dropped()).contains(",1026300," + B + ","));
    assertThat(truth("creditNote"))
        .filteredOn(note -> note.path("added").asBoolean(false))
        .allMatch(note -> note.get("customer").asString().equals(B))
        .hasSize(1);
  }

  @Test
  void aChainOfMergesEndsAtTheLastAndComesApartAgain() throws IOException {
    List<String> orders = ordersOf(A);
    merge(A, B, 200);
    merge(B, C, 200);
    assertThat(ordersOf(C)).containsAll(orders);
    assertThat(person(A)).isEqualTo("1026301");
    assertThat(customers().get(A).get("gone").asString()).isEqualTo("merged");

    restart();
    assertThat(ordersOf(C)).containsAll(orders);
    act(A, "reappear", "", 200);
    assertThat(ordersOf(A)).containsExactlyInAnyOrderElementsOf(orders);
    assertThat(person(A)).isEqualTo("1026299");
    assertThat(everyone()).contains(A, C).doesNotContain(B);
    assertThat(changed()).contains(A);
  }

  @Test
  void nobodyIsMergedWithWhoIsNotThere() throws IOException {
    merge(A, B, 200);

    assertThat(merge(A, C, 404).get("error").asString())
        .isEqualTo("customer 26299 was merged into 26300");
    assertThat(merge(C, A, 404).get("error").asString())
        .isEqualTo("customer 26299 was merged into 26300");
    assertThat(merge("1", C, 404).get("error").asString()).isEqualTo("no customer of number 1");
    merge(C, C, 400);
    act(C, "reappear", "", 400);
    act(A, "vanish", "", 404);
    act(C, "promote", "", 404);
    assertThat(client.send("POST", "/_sandbox/khaos/customers/" + A, "{}").statusCode())
        .isEqualTo(404);
  }

  @Test
  void aVanishedCustomersDocumentsStayTheirs() throws IOException {
    List<String> orders = ordersOf(A);
    act(A, "vanish", "", 200);

    assertThat(everyone()).doesNotContain(A);
    assertThat(companies(A)).isEmpty();
    assertThat(exportedOwner(orders.get(0))).isEqualTo(A);
    assertThat(truth("vanished")).hasSize(1);

    act(A, "reappear", "", 200);
    assertThat(everyone()).contains(A);
  }

  @Test
  void ofAnAnonymisedCustomerNothingPersonalIsLeft() throws IOException {
    assertThat(customers().get(B).get("consent").asString()).isEqualTo("OPTED_IN");
    act(B, "anonymise", "{\"urn\":\"ANON26300\"}", 200);

    assertThat(companies(B)).isEmpty();
    Element company = elements(xml(companies("ANON26300")), "COMPANY").get(0);
    assertThat(text(company, "COMPANY_ID")).isEqualTo("1026300");
    assertThat(text(company, "COMPANY_NAME")).isEqualTo("ANONYMISED ANONYMISED");
    assertThat(text(company, "ADDR1")).isEqualTo("ANONYMISED");
    assertThat(text(company, "TOWN")).isEqualTo("ANONYMISED");
    assertThat(text(company, "POSTCODE")).isEqualTo("ANONYMISED");
    assertThat(text(company, "WEB_USER")).isEmpty();
    assertThat(text(company, "EMAILSUBSCRIBE")).isEqualTo("0");
    assertThat(elements(company, "EMAIL")).allMatch(email -> email.getTextContent().isEmpty());
    assertThat(changed()).containsExactly("ANON26300");
    assertThat(truth("anonymised")).hasSize(1);
    assertThat(truth("consentFlip").get(0).get("to").asString()).isEqualTo("OPTED_OUT");
  }

  @Test
  void aRenamedCustomerKeepsTheirKeyAndTheirDocuments() throws IOException {
    List<String> orders = ordersOf(A);
    act(A, "rename-urn", "{\"urn\":\"X1\"}", 200);

    assertThat(companies(A)).isEmpty();
    assertThat(text(elements(xml(companies("X1")), "COMPANY").get(0), "COMPANY_ID"))
        .isEqualTo("1026299");
    assertThat(ordersOf("X1")).containsExactlyInAnyOrderElementsOf(orders);
    assertThat(exportedOwner(orders.get(0))).isEqualTo("X1");
    act(B, "rename-urn", "{\"urn\":\"X1\"}", 400);
    act(B, "rename-urn", "{\"urn\":\"12345678901\"}", 400);
    act(B, "rename-urn", "{\"urn\":\"" + A + "\"}", 200);
    assertThat(text(elements(xml(companies(A)), "COMPANY").get(0), "COMPANY_ID"))
        .isEqualTo("1026300");
  }

  @Test
  void aShortAnswerHasTheFirstShareOfItsRowsAndIsWellFormed() throws IOException {
    List<String> all = everyone();
    fault("{\"system\":\"khaos\",\"kind\":\"shortAnswer\",\"share\":0.5,\"count\":1}", 200);
    assertThat(everyone()).isEqualTo(all.subList(0, 18));
    assertThat(everyone()).isEqualTo(all);

    fault("{\"system\":\"khaos\",\"kind\":\"shortAnswer\",\"share\":0,\"count\":1}", 200);
    assertThat(everyone()).isEmpty();
    fault("{\"system\":\"khaos\",\"kind\":\"shortAnswer\",\"share\":0.5,\"count\":1}", 200);
    assertThat(elements(xml(companies(A + "," + B)), "COMPANY")).hasSize(1);

    fault("{\"system\":\"khaos\",\"kind\":\"shortAnswer\"}", 400);
    fault("{\"system\":\"khaos\",\"kind\":\"shortAnswer\",\"share\":2}", 400);
    fault("{\"system\":\"emarsys\",\"kind\":\"shortAnswer\",\"share\":0.5}", 400);
    fault("{\"system\":\"khaos\",\"kind\":\"delay\",\"share\":0.5}", 400);
  }

  private void restart() throws IOException {
    sandbox.close();
    start();
  }

  private void fault(String body, int status) throws IOException {
    assertThat(client.send("POST", "/_sandbox/faults", body).statusCode())
        .as(body)
        .isEqualTo(status);
  }

  private JsonNode merge(String from, String into, int status) throws IOException {
    String body = "{\"from\":%s,\"into\":%s}".formatted(from, into);
    var answer = client.send("POST", "/_sandbox/khaos/merges", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return JsonMapper.builder().build().readTree(answer.body());
  }

  private void act(String number, String act, String body, int status) throws IOException {
    var answer = client.send("POST", "/_sandbox/khaos/customers/" + number + "/" + act, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
  }

  private List<String> everyone() throws IOException {
    return list("1899-12-31T00:00:00");
  }

  private List<String> changed() throws IOException {
    return list("2011-06-09T00:00:00");
  }

  private List<String> list(String since) throws IOException {
    String list = client.call("GetCompanyList", "<LastUpdated>" + since + "</LastUpdated>").body();
    return elements(xml(list), "CompanyCode").stream().map(Element::getTextContent).toList();
  }

  private String companies(String codes) throws IOException {
    return client.result(
        "ExportCompany", "<CompanyCode>" + codes + "</CompanyCode><MappingType>1</MappingType>");
  }

  private String exportedOwner(String orderCode) throws IOException {
    String orders =
        client.result("ExportOrders", "<IDs>" + orderCode + "</IDs><MappingType>1</MappingType>");
    return text(elements(xml(orders), "SALES_ORDER").get(0), "COMPANY_CODE");
  }

  private List<String> ordersOf(String code) throws IOException {
    return client.lines("/_sandbox/state/khaos").stream()
        .filter(line -> line.get("type").asString().equals("order"))
        .filter(line -> line.get("companyCode").asString().equals(code))
        .map(line -> line.get("orderCode").asString())
        .toList();
  }

  private String dropped() throws IOException {
    StringBuilder text = new StringBuilder();
    try (var files = Files.newDirectoryStream(directory.resolve("drop"), "*.csv")) {
      for (Path file : files) {
        text.append(Files.readString(file, StandardCharsets.UTF_8));
      }
    }
    return text.toString();
  }

  private String person(String number) throws IOException {
    return customers().get(number).get("person").asString();
  }

  private Map<String, JsonNode> customers() throws IOException {
    Map<String, JsonNode> customers = new TreeMap<>();
    truth("customer").forEach(line -> customers.put(line.get("companyCode").asString(), line));
    return customers;
  }

  private List<JsonNode> truth(String type) throws IOException {
    return client.lines("/_sandbox/truth").stream()
        .filter(line -> line.get("type").asString().equals(type))
        .toList();
  }
}
