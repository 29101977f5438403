package com.khaosbridge.sandbox.contacts;

import static com.khaosbridge.sandbox.SandboxClient.elements;
import static com.khaosbridge.sandbox.SandboxClient.text;
import static com.khaosbridge.sandbox.SandboxClient.xml;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.sandbox.RealData;
import com.khaosbridge.sandbox.Sandbox;
import com.khaosbridge.sandbox.SandboxClient;
import com.khaosbridge.sandbox.SandboxOptions;
import com.khaosbridge.sandbox.khaos.KhaosDelay;
import com.khaosbridge.sandbox.retail.Invention;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;

/** The scenario {@code identity}. */
class IdentityTest {
  private Sandbox sandbox;
  private SandboxClient client;

  private void open(SandboxOptions options) throws IOException {
    sandbox =
        Sandbox.start(
            options
                .withScenario("identity")
                .withKhaosDelay(new KhaosDelay(Duration.ZERO, Duration.ZERO)));
    client = new SandboxClient(sandbox.baseUrl());
  }

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
  }

  /** Counted apart, by the published formulas. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "1|{\"halfList\":1,\"emptyList\":1,\"emailChange\":71,\"emailSwap\":25,\"emailRemoved\":23,\"guestKnown\":52,\"flip\":144,\"ownOut\":151,\"complaint\":10,\"silentOptOut\":26,\"silentEmail\":7,\"silentName\":9,\"anonymise\":16,\"anonymiseWithUrn\":11,\"merge\":144}",
        "2|{\"halfList\":1,\"emptyList\":1,\"emailChange\":61,\"emailSwap\":35,\"emailRemoved\":20,\"guestKnown\":65,\"flip\":160,\"ownOut\":148,\"complaint\":14,\"silentOptOut\":23,\"silentEmail\":12,\"silentName\":15,\"anonymise\":15,\"anonymiseWithUrn\":21,\"merge\":184}"
      })
  void theRealFileHasThePublishedActs(long seed, String acts) throws IOException {
    open(SandboxOptions.standard().withData(RealData.file()).withSeed(seed));
    Invention invention = new Invention(seed);
    TreeSet<Long> numbers =
        truth("customer").stream()
            .map(line -> Long.valueOf(line.get("companyCode").asString()))
            .filter(n -> n < 500_000)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> expected = new HashSet<>();
    for (long n : numbers) {
      if (invention.u("merge", Long.toString(n)) < 0.06 && numbers.higher(n) != null) {
        expected.add(Long.toString(n + 1_000_000));
      }
    }
    assertThat(expected).hasSizeGreaterThanOrEqualTo(100);
    assertThat(truth("merge")).isEmpty();

    sandbox.clock().set(sandbox.end());
    assertThat(client.get("/_sandbox/info").get("acts").toString()).isEqualTo(acts);
    assertThat(truth("merge"))
        .extracting(line -> line.get("from").asString())
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void actsHappenAtTheirTimeAndLeaveNightsForTheListsAfterThem() throws IOException {
    open(SandboxOptions.standard().withSeed(8));
    Instant start = sandbox.clock().now();
    assertThat(truth("merge")).isEmpty();
    JsonNode info = client.get("/_sandbox/info");
    assertThat(Instant.parse(info.get("halfListAt").asString()))
        .isEqualTo(start.plus(Duration.ofHours(12)));
    assertThat(Instant.parse(info.get("emptyListAt").asString()))
        .isEqualTo(start.plus(Duration.ofHours(36)));
    assertThat(sandbox.end()).isEqualTo(start.plus(Duration.ofDays(6)));

    sandbox.clock().set(start.plus(Duration.ofHours(56)));
    List<JsonNode> merges = truth("merge");
    assertThat(merges).isNotEmpty();
    for (JsonNode merge : merges) {
      String from = number(merge.get("from"));
      Instant at = Instant.parse(merge.get("atAt").asString());
      long span = Duration.ofDays(2).toSeconds() * 2 / 3;
      assertThat(at)
          .isEqualTo(
              start
                  .plusSeconds((long) Math.floor(new Invention(8).u("actAt", from) * span))
                  .plus(Duration.ofHours(24)));
      assertThat(everyone()).doesNotContain(from);
    }
    sandbox.clock().set(sandbox.end());
    assertThat(truth("merge")).isEqualTo(merges);
  }

  @Test
  void twoListsOfAllCustomersComeShortAndNoOther() throws IOException {
    open(SandboxOptions.standard());
    List<String> all = everyone();
    assertThat(all).hasSizeGreaterThan(30);
    Instant start = sandbox.clock().now();

    sandbox.clock().set(start.plus(Duration.ofHours(13)));
    assertThat(list("2011-06-01T00:00:00")).isNotEmpty();
    assertThat(everyone()).hasSizeLessThan(20).isNotEmpty();
    assertThat(everyone()).hasSizeGreaterThan(30);
    sandbox.clock().set(start.plus(Duration.ofHours(37)));
    assertThat(everyone()).isEmpty();
    assertThat(everyone()).hasSizeGreaterThan(30);
  }

  @Test
  void whoOptedOutAtADestinationMayBeOptedInOnlyAfterTheErpSaysSoAnew() throws IOException {
    open(SandboxOptions.standard());
    client.post(
        "/_sandbox/emarsys/contacts",
        "{\"email\":\"c26300@example.com\",\"act\":\"create\",\"consent\":\"OPTED_IN\"}");
    assertThat(mayBeOptedIn("26300")).isTrue();

    client.post(
        "/_sandbox/emarsys/contacts", "{\"email\":\"c26300@example.com\",\"act\":\"optOut\"}");
    assertThat(mayBeOptedIn("26300")).isFalse();
    JsonNode flip = truth("consentFlip").get(truth("consentFlip").size() - 1);
    assertThat(flip.get("side").asString()).isEqualTo("emarsys");
    assertThat(flip.get("from").asString()).isEqualTo("OPTED_IN");
    assertThat(flip.get("to").asString()).isEqualTo("OPTED_OUT");

    client.post("/_sandbox/khaos/customers/26300", "{\"emailSubscribe\":\"0\"}");
    assertThat(mayBeOptedIn("26300")).isFalse();
    client.post("/_sandbox/khaos/customers/26300", "{\"emailSubscribe\":\"-1\"}");
    assertThat(mayBeOptedIn("26300")).isTrue();
  }

  @Test
  void oneCustomerOfAPersonWhoIsOptedOutSpeaksForAllAndGoesOnSpeakingUntilAnotherTurns()
      throws IOException {
    open(SandboxOptions.standard());
    assertThat(mayBeOptedIn("26300")).isTrue();
    String other =
        customers().entrySet().stream()
            .filter(one -> one.getValue().get("consent").asString().equals("OPTED_OUT"))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    client.post("/_sandbox/khaos/customers/" + other, "{\"email\":\"C26300@example.com\"}");
    assertThat(mayBeOptedIn("26300")).isFalse();

    client.post("/_sandbox/khaos/customers/" + other + "/vanish", "");
    assertThat(mayBeOptedIn("26300")).isFalse();
    client.post("/_sandbox/khaos/customers/26300", "{\"emailSubscribe\":\"0\"}");
    client.post("/_sandbox/khaos/customers/26300", "{\"emailSubscribe\":\"-1\"}");
    assertThat(mayBeOptedIn("26300")).isTrue();
    assertThat(mayBeOptedIn(other)).isTrue();
    client.post("/_sandbox/khaos/customers/26300/vanish", "");
    assertThat(mayBeOptedIn("26300")).isFalse();
  }

  @Test
  void aGuestTurnsOutToBeSomebodyAndSilentChangesAreNeverListed() throws IOException {
    open(SandboxOptions.standard().withData(RealData.file()));
    Map<String, String> before = new HashMap<>();
    customers().forEach((n, line) -> before.put(n, line.get("email").asString("")));
    Set<String> guests =
        before.keySet().stream()
            .filter(n -> Long.parseLong(n) > 500_000)
            .collect(Collectors.toSet());
    assertThat(guests)
        .isNotEmpty()
        .allSatisfy(n -> assertThat(before.get(n)).isEqualTo("g" + first(n) + "@example.com"));
    LocalDateTime start = LocalDateTime.parse("2011-06-29T00:00:00");

    sandbox.clock().set(sandbox.end());
    Map<String, JsonNode> after = customers();
    Set<String> listed = new HashSet<>(list(start.toString() + ":00"));
    Invention invention = new Invention(1);
    int known = 0;
    for (String guest : guests) {
      if (before.get(first(guest)).isEmpty()) {
        continue;
      }
      String text = after.get(guest).get("email").asString();
      known += text.startsWith("c") ? 1 : 0;
    }
    assertThat(known).isGreaterThan(guests.size() / 2);
    long silent =
        after.keySet().stream()
            .filter(n -> n.length() == 5 && invention.u("silent", n) < 0.02)
            .filter(n -> !listed.contains(n))
            .count();
    assertThat(silent).isGreaterThan(30);
    assertThat(after.values())
        .filteredOn(line -> line.get("email").asString("").contains(".silent@"))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(listed).doesNotContain(line.get("companyCode").asString()));
    for (Element company : elements(xml(companies(String.join(",", guests))), "COMPANY")) {
      assertThat(text(company, "COMPANY_ID")).startsWith("15");
    }
  }

  private static String first(String guest) {
    return Long.toString(Long.parseLong(guest) - 500_000);
  }

  private static String number(JsonNode companyId) {
    return Long.toString(Long.parseLong(companyId.asString()) - 1_000_000);
  }

  private boolean mayBeOptedIn(String number) throws IOException {
    return customers().get(number).get("mayBeOptedIn").asBoolean();
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

  private List<String> everyone() throws IOException {
    return list("1899-12-31T00:00:00");
  }

  private List<String> list(String since) throws IOException {
    String list = client.call("GetCompanyList", "<LastUpdated>" + since + "</LastUpdated>").body();
    return elements(xml(list), "CompanyCode").stream().map(Element::getTextContent).toList();
  }

  private String companies(String codes) throws IOException {
    return client.result(
        "ExportCompany", "<CompanyCode>" + codes + "</CompanyCode><MappingType>1</MappingType>");
  }
}
