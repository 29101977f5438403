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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;

/**
 * The scenario {@code retailer} over the small shop. Its customers 26286, 26289 … 26319 have a
 * second number each; what is said of single ones follows from the formulas for seed 1.
 */
class RetailerTest {
  private static final long SECOND = 500_000;

  @TempDir Path directory;
  private Sandbox sandbox;
  private SandboxClient client;
  private Destinations destinations;

  @BeforeEach
  void start() throws IOException {
    open(options());
  }

  private SandboxOptions options() {
    return SandboxOptions.standard()
        .withScenario("retailer")
        .withState(directory.resolve("state"))
        .withKhaosDelay(new KhaosDelay(Duration.ZERO, Duration.ZERO));
  }

  private void open(SandboxOptions options) throws IOException {
    sandbox = Sandbox.start(options);
    client = new SandboxClient(sandbox.baseUrl());
    destinations = new Destinations(client);
  }

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
  }

  @Test
  void everyThirdCustomerHasASecondNumberWithTheSameEmail() throws IOException {
    Map<String, JsonNode> customers = customers();
    List<String> seconds = customers.keySet().stream().filter(n -> n.length() == 6).toList();

    assertThat(customers).hasSize(36 + 12);
    assertThat(seconds)
        .hasSize(12)
        .allMatch(n -> (Long.parseLong(n) - SECOND) % 3 == 0)
        .allSatisfy(
            n ->
                assertThat(customers.get(n).get("email"))
                    .isEqualTo(customers.get(first(n)).get("email")));
    assertThat(elements(xml(list()), "CompanyCode"))
        .extracting(Element::getTextContent)
        .containsAll(seconds)
        .hasSize(48);

    Element company = company("526286");
    assertThat(text(company, "COMPANY_ID")).isEqualTo("1526286");
    assertThat(text(company, "WEB_USER")).isEqualTo("c26286@example.com");
    assertThat(text(company, "SURNAME")).isEqualTo(text(company("26286"), "SURNAME"));
    assertThat(elements(xml(companies("526287,526322,1026286")), "COMPANY")).isEmpty();
  }

  @Test
  void theTruthSaysWhoIsOnePersonNow() throws IOException {
    Map<String, JsonNode> customers = customers();
    assertThat(person(customers, "26286")).isEqualTo("1026286");
    assertThat(person(customers, "526286")).isEqualTo("1026286");
    assertThat(person(customers, "26287")).isEqualTo("1026287");
    // 26310 has a malformed e-mail, which joins nobody.
    assertThat(person(customers, "526310")).isEqualTo("1526310");

    client.post("/_sandbox/khaos/customers/26286", "{\"email\":\"moved@example.com\"}");
    client.post("/_sandbox/khaos/customers/26287", "{\"email\":\"C26286@example.com\"}");
    customers = customers();
    assertThat(person(customers, "26286")).isEqualTo("1026286");
    assertThat(person(customers, "526286")).isEqualTo("1026287");
  }

  @Test
  void theSecondNumberOwnsEveryThirdOrderWhereverItIsShown() throws IOException {
    sandbox.clock().set(sandbox.end());
    Map<String, List<JsonNode>> orders = new HashMap<>();
    for (JsonNode line : truth("invoice")) {
      if (!line.get("customer").isNull()) {
        orders
            .computeIfAbsent(first(line.get("customer").asString()), n -> new ArrayList<>())
            .add(line);
      }
    }
    Map<String, String> shownOwners = new HashMap<>();
    for (JsonNode line : client.lines("/_sandbox/state/khaos")) {
      if (line.get("type").asString().equals("order")) {
        shownOwners.put(line.get("orderCode").asString(), line.get("companyCode").asString());
      }
    }

    int moved = 0;
    for (Map.Entry<String, List<JsonNode>> one : orders.entrySet()) {
      int position = 0;
      for (JsonNode order : one.getValue()) {
        position++;
        boolean second = Long.parseLong(one.getKey()) % 3 == 0 && position % 3 == 0;
        moved += second ? 1 : 0;
        String owner = second ? second(one.getKey()) : one.getKey();
        String code = order.get("orderCode").asString();
        assertThat(order.get("customer").asString()).as(code).isEqualTo(owner);
        assertThat(shownOwners.get(code)).as(code).isEqualTo(owner);
        assertThat(exportedOwner(code)).as(code).isEqualTo(owner);
      }
    }
    assertThat(moved).isEqualTo(11);
    assertThat(customers().get("526286").get("hasOrders").asBoolean())
        .isEqualTo(orders.get("26286").size() >= 3);
  }

  @Test
  void aCreditNoteOfTheFileStaysWithItsCustomerAndOneByHandIsItsOrders() throws IOException {
    assertThat(truth("creditNote"))
        .hasSize(10)
        .allMatch(note -> note.get("customer").asString().length() == 5);

    String order =
        truth("invoice").stream()
            .filter(invoice -> invoice.get("customer").asString("").length() == 6)
            .filter(invoice -> !invoice.get("live").asBoolean())
            .findFirst()
            .orElseThrow()
            .get("orderCode")
            .asString();
    client.post(
        "/_sandbox/khaos/credit-notes", "{\"orderCode\":\"" + order + "\",\"deliveryNet\":1}");
    client.post("/_sandbox/khaos/credit-notes", "{\"customer\":\"526286\",\"deliveryNet\":1}");
    assertThat(truth("creditNote"))
        .filteredOn(note -> note.path("added").asBoolean(false))
        .extracting(note -> note.get("customer").asString())
        .containsExactly(exportedOwner(order), "526286");
  }

  @Test
  void aCopiedOrderBelongsToWhomTheCopiedOneDoes() throws IOException {
    client.post("/_sandbox/trickle", "{\"perMinute\":6000}");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> client.get("/_sandbox/trickle").get("placed").asInt() >= 60);
    client.post("/_sandbox/trickle", "{\"perMinute\":0}");

    assertThat(truth("invoice"))
        .filteredOn(invoice -> invoice.path("trickle").asBoolean(false))
        .extracting(invoice -> invoice.get("customer").asString())
        .anyMatch(customer -> customer.length() == 6)
        .anyMatch(customer -> customer.length() == 5);
    Map<String, String> owners = new HashMap<>();
    truth("invoice")
        .forEach(
            invoice ->
                owners.put(
                    invoice.get("orderCode").asString(), invoice.get("customer").asString("")));

    sandbox.close();
    open(options());

    assertThat(truth("invoice"))
        .allSatisfy(
            invoice ->
                assertThat(invoice.get("customer").asString(""))
                    .isEqualTo(owners.get(invoice.get("orderCode").asString())));
  }

  @Test
  void someCustomersAndFiveHundredOthersAreThereBefore() throws IOException {
    Map<String, String> there =
        Map.of(
            "c26287@example.com", "2",
            "c26292@example.com", "1",
            "c26293@example.com", "1",
            "c26296@example.com", "1",
            "c26297@example.com", "1",
            "c26307@example.com", "1",
            "c26312@example.com", "1",
            "c26313@example.com", "1",
            "c26314@example.com", "1",
            "c26315@example.com", "1");
    Map<String, String> adoptable = new HashMap<>();
    for (JsonNode contact : seeded(destinations.emarsysContacts(), "adoptable")) {
      assertThat(contact.get("fields").size()).isEqualTo(2);
      assertThat(contact.get("writes").asInt()).isZero();
      adoptable.put(contact.at("/fields/3").asString(), contact.at("/fields/31").asString());
    }
    assertThat(adoptable).containsAllEntriesOf(there).containsEntry("c26317@example.com", "2");
    assertThat(adoptable).hasSize(there.size() + 1);

    List<JsonNode> atDotdigital = seeded(destinations.dotdigitalContacts(), "adoptable");
    assertThat(atDotdigital)
        .hasSameSizeAs(adoptable.keySet())
        .allSatisfy(
            contact -> {
              assertThat(contact.get("identifiers").size()).isEqualTo(1);
              assertThat(contact.get("status").asString())
                  .isEqualTo(
                      adoptable.get(contact.at("/identifiers/email").asString()).equals("1")
                          ? "subscribed"
                          : "unsubscribed");
            });
    for (List<JsonNode> contacts :
        List.of(destinations.emarsysContacts(), destinations.dotdigitalContacts())) {
      assertThat(seeded(contacts, "native")).hasSize(500);
      assertThat(contacts).hasSize(511);
    }
    assertThat(destinations.emarsysContact("native500@native.example").at("/fields/31").asString())
        .isEqualTo("1");
    assertThat(destinations.dotdigitalContact("native1@native.example").get("status").asString())
        .isEqualTo("subscribed");
  }

  @Test
  void everyWriteToAContactThatWasThereCountsAndThePersonsOwnActsDoNot() throws IOException {
    String email = "native7@native.example";
    long id = destinations.dotdigitalContact(email).get("contactId").asLong();
    destinations.emarsys(
        "PUT", "/contact/", "{\"key_id\":\"3\",\"3\":\"" + email + "\",\"1\":\"Ann\"}");
    destinations.dotdigital(
        "PATCH",
        "/contacts/v3/contactId/" + id,
        "{\"identifiers\":{\"email\":\"" + email + "\"},\"dataFields\":{}}");
    destinations.dotdigital("POST", "/v2/contacts/unsubscribe", "{\"email\":\"" + email + "\"}");
    destinations.dotdigital("POST", "/v2/contacts/unsubscribe", "{\"email\":\"" + email + "\"}");
    assertThat(destinations.emarsysContact(email).get("writes").asInt()).isEqualTo(1);
    assertThat(destinations.dotdigitalContact(email).get("writes").asInt()).isEqualTo(3);
    assertThat(destinations.dotdigital("GET", "/contacts/v3/email/" + email, "").body())
        .doesNotContain("seeded")
        .doesNotContain("writes");

    for (String system : List.of("emarsys", "dotdigital")) {
      client.post(
          "/_sandbox/" + system + "/contacts",
          "{\"email\":\"" + email + "\",\"act\":\"complain\"}");
    }
    assertThat(destinations.emarsysContact(email).get("writes").asInt()).isEqualTo(1);
    assertThat(destinations.dotdigitalContact(email).get("writes").asInt()).isEqualTo(3);
    assertThat(seeded(destinations.emarsysContacts(), "native"))
        .filteredOn(contact -> contact.get("writes").asInt() > 0)
        .hasSize(1);
  }

  @Test
  void aRestartBringsNoContactBack() throws IOException {
    for (String system : List.of("emarsys", "dotdigital")) {
      client.post(
          "/_sandbox/" + system + "/contacts",
          "{\"email\":\"native1@native.example\",\"act\":\"delete\"}");
    }
    sandbox.close();
    open(options());

    assertThat(destinations.emarsysContacts()).hasSize(510);
    assertThat(destinations.dotdigitalContact("native1@native.example").get("status").asString())
        .isEqualTo("binned");
  }

  private static List<JsonNode> seeded(List<JsonNode> contacts, String how) {
    return contacts.stream()
        .filter(contact -> contact.path("seeded").asString("").equals(how))
        .toList();
  }

  private static String first(String number) {
    long n = Long.parseLong(number);
    return Long.toString(n > SECOND ? n - SECOND : n);
  }

  private static String second(String number) {
    return Long.toString(Long.parseLong(number) + SECOND);
  }

  private static String person(Map<String, JsonNode> customers, String number) {
    return customers.get(number).get("person").asString();
  }

  private Map<String, JsonNode> customers() throws IOException {
    Map<String, JsonNode> customers = new HashMap<>();
    truth("customer").forEach(line -> customers.put(line.get("companyCode").asString(), line));
    return customers;
  }

  private List<JsonNode> truth(String type) throws IOException {
    return client.lines("/_sandbox/truth").stream()
        .filter(line -> line.get("type").asString().equals(type))
        .toList();
  }

  private String list() throws IOException {
    return client.call("GetCompanyList", "<LastUpdated>1899-12-31T00:00:00</LastUpdated>").body();
  }

  private Element company(String number) throws IOException {
    return elements(xml(companies(number)), "COMPANY").get(0);
  }

  /** The document, or an empty one where the ERP answers an empty text. */
  private String companies(String numbers) throws IOException {
    String result =
        client.result(
            "ExportCompany",
            "<CompanyCode>" + numbers + "</CompanyCode><MappingType>1</MappingType>");
    return result.isEmpty() ? "<COMPANIES/>" : result;
  }

  private String exportedOwner(String orderCode) throws IOException {
    String orders =
        client.result("ExportOrders", "<IDs>" + orderCode + "</IDs><MappingType>1</MappingType>");
    return text(elements(xml(orders), "SALES_ORDER").get(0), "COMPANY_CODE");
  }
}
