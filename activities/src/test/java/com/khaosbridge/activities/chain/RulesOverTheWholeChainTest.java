package com.khaosbridge.activities.chain;

import static com.khaosbridge.activities.chain.Chain.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.khaosbridge.activities.ledger.reports.Equation;
import com.khaosbridge.workflows.delivery.Consent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * One run of the small shop, backfill and both live days, with a stop in the middle of them. What
 * the stand-ins hold is compared with the shop's truth.
 */
class RulesOverTheWholeChainTest {
  private static final Set<String> READING =
      Set.of(
          "GetCompanyList",
          "ExportCompany",
          "ExportOrders",
          "ExportOrderStatusEx",
          "GetMailingStatusList");

  @TempDir static Path journalDirectory;
  private static Chain chain;
  private static String leaving = "";
  private static StandIns standIns;
  private static Journal journal;
  private static Instant midway;
  private static StandIns.Account emarsysAfterHistory;
  private static StandIns.Account dotdigitalAfterHistory;
  private static StandIns.Account emarsysMidway;
  private static StandIns.Account dotdigitalMidway;

  @BeforeAll
  static void run() throws Exception {
    chain = Chain.start(journalDirectory);
    standIns = new StandIns(chain.sandbox.baseUrl());
    journal = new Journal(journalDirectory);
    for (JsonNode customer : standIns.truth("customer")) {
      String number = customer.path("companyCode").asString();
      standIns.change(number, "{\"forename\":\"Vorname" + number + "\",\"surname\":\"Nachname\"}");
      if (leaving.isEmpty() && customer.path("hasOrders").booleanValue()) {
        leaving = number;
      }
    }
    standIns.change(
        leaving,
        "{\"email\":\"leaving@example.com\",\"emailSubscribe\":\"-1\",\"mailingStatus\":1}");
    chain.follow();
    chain.backfill().getResult(PATIENCE.toSeconds(), TimeUnit.SECONDS, Void.class);
    await().atMost(PATIENCE).until(chain::settled);
    emarsysAfterHistory = standIns.emarsys();
    dotdigitalAfterHistory = standIns.dotdigital();
    midway = chain.sandbox.clock().now().plus(Duration.ofHours(20));
    chain.liveUntil(midway);
    emarsysMidway = standIns.emarsys();
    dotdigitalMidway = standIns.dotdigital();
    standIns.change(leaving, "{\"emailSubscribe\":\"0\"}");
    chain.liveUntil(chain.sandbox.end().plusSeconds(3600));
  }

  @AfterAll
  static void stop() throws IOException {
    if (chain != null) {
      chain.close();
    }
  }

  @Test
  void rule1NothingIsWrittenToKhaosControl() throws IOException {
    assertThat(journal.operations()).hasSizeGreaterThan(20).isSubsetOf(READING);
    assertThat(journal.calls("khaos"))
        .extracting(call -> call.path("method").asString())
        .containsOnly("POST");
  }

  @Test
  void rule2NoMoneyAndNoConfirmationBeforeFinalised() {
    Set<String> finalised = new HashSet<>();
    Set<String> numbers = new HashSet<>();
    for (JsonNode invoice : standIns.truth("invoice")) {
      if (!Instant.parse(invoice.path("issuedAt").asString()).isAfter(midway)) {
        finalised.add(invoice.path("orderCode").asString());
        numbers.add(invoice.path("associatedRef").asString());
      }
    }
    for (StandIns.Account account : List.of(emarsysMidway, dotdigitalMidway)) {
      assertThat(account.orders().keySet()).isNotEmpty().isSubsetOf(finalised);
      assertThat(account.events().get("order_confirmed")).isNotEmpty().isSubsetOf(numbers);
      assertThat(account.events().get("order_received"))
          .as("some are only received yet")
          .anyMatch(number -> !numbers.contains(number));
    }
  }

  @Test
  void rule2ReceivedAndDespatchedCarryNoAmounts() throws IOException {
    Set<String> keys = new HashSet<>();
    for (JsonNode call : journal.calls("emarsys")) {
      if (call.path("path").asString().contains("/trigger")) {
        collectKeys(call.path("requestBody").asString(), keys);
      }
    }
    assertThat(keys).contains("order_number");
    for (JsonNode line : state("emarsys", "event")) {
      if (!line.path("event").asString().equals("order_confirmed")) {
        assertNoAmounts(line.path("data").toString());
      }
    }
    for (JsonNode line : state("dotdigital", "mail")) {
      if (line.path("campaignId").intValue() != 1002) {
        assertNoAmounts(line.path("personalizationValues").toString());
      }
    }
  }

  private static void assertNoAmounts(String payload) {
    assertThat(payload).doesNotContainPattern("(?i)total|price|amount|currency|vat|gbp");
  }

  private static void collectKeys(String json, Set<String> keys) {
    java.util.regex.Matcher matcher =
        java.util.regex.Pattern.compile("\"(\\w+)\"\\s*:").matcher(json);
    while (matcher.find()) {
      keys.add(matcher.group(1));
    }
  }

  @Test
  void rule3NothingWasTriedBeforeItsContactWasConfirmed() {
    assertThat(
            count(
                """
                select count(*) from delivery d
                where d.kind in ('ORDER', 'SALES_ROWS', 'EVENT') and d.first_tried_at is not null
                  and not exists (select 1 from delivery c where c.destination = d.destination
                    and c.person_id = d.person_id and c.kind = 'CONTACT' and c.status = 'DELIVERED'
                    and c.ended_at <= d.first_tried_at)
                """))
        .isZero();
    assertThat(count("select count(*) from delivery where kind = 'EVENT' and status = 'DELIVERED'"))
        .isPositive();
  }

  @Test
  void rule4NobodyIsOptedInAgainstTheErp() {
    StandIns.Account emarsys = standIns.emarsys();
    StandIns.Account dotdigital = standIns.dotdigital();
    Set<Consent> met = new HashSet<>();
    for (JsonNode customer : standIns.truth("customer")) {
      String person = customer.path("companyId").asString();
      Consent consent = Consent.valueOf(customer.path("consent").asString());
      if (!emarsys.consents().containsKey(person)) {
        continue;
      }
      met.add(consent);
      switch (consent) {
        case OPTED_IN, OPTED_OUT -> {
          assertThat(emarsys.consents().get(person)).as(person).isEqualTo(consent);
          assertThat(dotdigital.consents().get(person)).as(person).isEqualTo(consent);
        }
        case UNKNOWN -> {
          assertThat(emarsys.consents().get(person)).as(person).isNotEqualTo(Consent.OPTED_IN);
          assertThat(dotdigital.consents().get(person)).as(person).isNotEqualTo(Consent.OPTED_IN);
        }
      }
    }
    assertThat(met).contains(Consent.OPTED_IN, Consent.OPTED_OUT);
  }

  @Test
  void rule4AnOptOutOfTheLiveDaysIsCarriedOver() {
    String person = "10" + leaving;
    assertThat(emarsysMidway.consents().get(person)).isEqualTo(Consent.OPTED_IN);
    assertThat(standIns.emarsys().consents().get(person)).isEqualTo(Consent.OPTED_OUT);
    assertThat(standIns.dotdigital().consents().get(person)).isEqualTo(Consent.OPTED_OUT);
  }

  @Test
  void rule5TheEquationClosesAndTheMoneyIsThere() {
    Equation.Snapshot snapshot = chain.equation.read();
    StandIns.Account emarsys = standIns.emarsys();
    StandIns.Account dotdigital = standIns.dotdigital();

    assertThat(snapshot.destinations().values())
        .allSatisfy(
            side -> {
              assertThat(side.closes()).isTrue();
              assertThat(side.inFlight()).isZero();
            });
    assertThat(sum(emarsys))
        .isEqualByComparingTo(snapshot.destinations().get(Chain.EMARSYS).deliveredMoney());
    assertThat(sum(dotdigital))
        .isEqualByComparingTo(snapshot.destinations().get(Chain.DOTDIGITAL).deliveredMoney());
  }

  @Test
  void rule7WhatIsThereIsTheShopsTruthToThePenny() {
    Set<String> reachable = standIns.reachable();
    BigDecimal owed = BigDecimal.ZERO;
    BigDecimal all = BigDecimal.ZERO;
    for (JsonNode invoice : standIns.truth("invoice")) {
      if (!invoice.path("customer").isNull()) {
        BigDecimal total = new BigDecimal(invoice.path("totalExVat").asString());
        all = all.add(total);
        if (reachable.contains("10" + invoice.path("customer").asString())) {
          owed = owed.add(total);
        }
      }
    }
    assertThat(sum(standIns.emarsys())).isEqualByComparingTo(owed);
    assertThat(sum(standIns.dotdigital())).isEqualByComparingTo(owed);
    assertThat(chain.equation.read().observed().gross()).isEqualByComparingTo(all);
  }

  @Test
  void rule6EveryEventCameOnce() {
    for (StandIns.Account account : List.of(standIns.emarsys(), standIns.dotdigital())) {
      assertThat(account.events()).hasSize(3);
      account.events().forEach((event, orders) -> assertThat(orders).doesNotHaveDuplicates());
    }
  }

  @Test
  void rule6EverySalesRowCameOnce() {
    List<String> keys =
        state("emarsys", "salesRow").stream()
            .map(row -> row.path("order").asString() + " " + row.toString())
            .toList();
    long lines =
        count(
            "select sum(jsonb_array_length(lines)) from invoice i where exists (select 1"
                + " from delivery d where d.invoice_id = i.invoice_id and d.kind = 'SALES_ROWS' and d.status"
                + " = 'DELIVERED')");
    long deliveries =
        count(
            "select count(*) from invoice i where delivery_ex_vat <> 0 and exists"
                + " (select 1 from delivery d where d.invoice_id = i.invoice_id and d.kind = 'SALES_ROWS' and"
                + " d.status = 'DELIVERED')");
    assertThat(keys).hasSize((int) (lines + deliveries));
  }

  @Test
  void rule11NoPersonalDataIsInAnyColumnOfTheLedger() throws IOException {
    List<String> personal = new ArrayList<>(List.of("ZZ9 9ZZ", "Vorname", "Nachname", "@example"));
    for (JsonNode customer : standIns.truth("customer")) {
      if (!customer.path("email").isNull()) {
        personal.add(customer.path("email").asString());
      }
    }
    List<String> tables = strings("select tablename from pg_tables where schemaname = 'public'");
    assertThat(tables).hasSizeGreaterThan(10);
    for (String table : tables) {
      for (String row : strings("select t::text from " + table + " t")) {
        for (String value : personal) {
          assertThat(row).as(table).doesNotContainIgnoringCase(value);
          assertThat(row)
              .as(table + ", bytes")
              .doesNotContain(HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8)));
        }
      }
    }
    for (byte[] file :
        sql().sql("select file_gzip from sales_file").query((row, n) -> row.getBytes(1)).list()) {
      String text =
          new String(
              new GZIPInputStream(new ByteArrayInputStream(file)).readAllBytes(),
              StandardCharsets.UTF_8);
      personal.forEach(value -> assertThat(text).doesNotContainIgnoringCase(value));
    }
  }

  @Test
  void rule13HistoryWasSilent() {
    assertThat(emarsysAfterHistory.events()).isEmpty();
    assertThat(dotdigitalAfterHistory.events()).isEmpty();
    assertThat(emarsysAfterHistory.orders()).isNotEmpty();
    Set<String> old = new HashSet<>();
    for (JsonNode invoice : standIns.truth("invoice")) {
      if (!invoice.path("live").booleanValue()) {
        old.add(invoice.path("associatedRef").asString());
      }
    }
    for (StandIns.Account account : List.of(standIns.emarsys(), standIns.dotdigital())) {
      account
          .events()
          .values()
          .forEach(numbers -> assertThat(numbers).doesNotContainAnyElementsOf(old));
    }
  }

  @Test
  void everyLiveDespatchOfAReachableCustomerIsAnnounced() {
    Set<String> reachable = standIns.reachable();
    List<String> expected = new ArrayList<>();
    for (JsonNode invoice : standIns.truth("invoice")) {
      if (invoice.path("live").booleanValue()
          && !invoice.path("shippedAt").isNull()
          && reachable.contains("10" + invoice.path("customer").asString())) {
        expected.add(invoice.path("associatedRef").asString());
      }
    }
    assertThat(standIns.emarsys().events().get("despatched"))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(standIns.dotdigital().events().get("despatched"))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void noCaseIsOpenThatNobodyCausedInTheErp() {
    assertThat(chain.cases.openCases())
        .extracting(c -> c.type().name())
        .isSubsetOf("CONSENT_UNKNOWN");
  }

  private static List<JsonNode> state(String system, String type) {
    return new com.khaosbridge.activities.destination.SandboxControl(
            chain.sandbox.baseUrl(), system)
        .state(type);
  }

  private static BigDecimal sum(StandIns.Account account) {
    return account.orders().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static JdbcClient sql() {
    return JdbcClient.create(chain.database.dataSource());
  }

  private static long count(String query) {
    return sql().sql(query).query(Long.class).single();
  }

  private static List<String> strings(String query) {
    return sql().sql(query).query(String.class).list();
  }
}
