package com.khaosbridge.activities.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.khaosbridge.activities.credits.MergeAudit;
import com.khaosbridge.activities.destination.SandboxControl;
import com.khaosbridge.activities.reconciling.Window;
import com.khaosbridge.workflows.delivery.Consent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Rule 8: one person is one contact with complete history, also of two who turn out to be one. */
class CustomerMergeTest {
  private static final String STAYS = "50001";
  private static final String GOES = "50002";

  @TempDir Path directory;
  private Chain chain;
  private StandIns there;

  @BeforeEach
  void twoCustomersWithOrders() throws Exception {
    StringBuilder csv =
        new StringBuilder(
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n");
    order(csv, 710001, "2011-06-01 09:00:00", STAYS);
    order(csv, 710002, "2011-06-01 10:00:00", GOES);
    order(csv, 710003, "2011-06-02 10:00:00", GOES);
    order(csv, 710004, "2011-06-09 10:00:00", STAYS);
    Path data = Files.writeString(directory.resolve("shop.csv"), csv);
    chain = Chain.start(directory, true, data);
    there = new StandIns(chain.sandbox.baseUrl());
    there.change(STAYS, "{\"email\": \"c50001@example.com\", \"emailSubscribe\": \"-1\"}");
    there.change(GOES, "{\"email\": \"c50002@example.com\", \"emailSubscribe\": \"-1\"}");
    chain.follow();
    chain.backfill().getResult(Chain.PATIENCE.toSeconds(), TimeUnit.SECONDS, Void.class);
    chain.liveUntil(chain.sandbox.end().plus(Duration.ofHours(1)));
  }

  private static void order(StringBuilder csv, int number, String at, String customer) {
    csv.append(number)
        .append(",30001,THING,2,")
        .append(at)
        .append(",5.00,")
        .append(customer)
        .append(".0,United Kingdom\n");
  }

  @AfterEach
  void close() throws IOException {
    chain.close();
  }

  @Test
  void whoBecomesOneHasOneMailableContactWithTheWholeHistory() {
    assertThat(ordersByPerson().values()).hasSize(4).contains(person(GOES));

    there.change(GOES, "{\"email\": \"c50001@example.com\"}");
    await().atMost(Chain.PATIENCE).until(() -> chain.merged() && chain.settled());

    assertThat(there.dotdigital().consents())
        .containsEntry(person(STAYS), Consent.OPTED_IN)
        .containsEntry(person(GOES), Consent.OPTED_OUT);
    assertThat(there.emarsys().consents())
        .containsEntry(person(STAYS), Consent.OPTED_IN)
        .containsEntry(person(GOES), Consent.OPTED_OUT);
    assertThat(ordersByPerson().values()).hasSize(4).containsOnly(person(STAYS));
    assertThat(chain.cases.openCases())
        .extracting(line -> line.type().name())
        .as("what Emarsys can't move is told")
        .containsExactly("UNMOVABLE_ROWS");
    assertThat(chain.reconcile(Window.ALL).sides())
        .allSatisfy(side -> assertThat(side.differences()).isEmpty());
  }

  @Test
  void theStrictestConsentIsTheSurvivors() {
    there.change(GOES, "{\"email\": \"c50001@example.com\", \"emailSubscribe\": \"0\"}");
    await().atMost(Chain.PATIENCE).until(() -> chain.merged() && chain.settled());

    assertThat(there.dotdigital().consents()).containsEntry(person(STAYS), Consent.OPTED_OUT);
    assertThat(there.emarsys().consents()).containsEntry(person(STAYS), Consent.OPTED_OUT);
  }

  @Test
  void whoWasMergedInTheErpIsOneOnceTheAuditAndTheOrdersSaySo() {
    there.act("merges", "{\"from\": \"" + GOES + "\", \"into\": \"" + STAYS + "\"}");
    chain.mergeAudit.add(new MergeAudit.Merged("1", person(GOES), person(STAYS)));
    await().atMost(Chain.PATIENCE).until(() -> chain.merged() && chain.settled());

    assertThat(there.dotdigital().consents())
        .containsEntry(person(STAYS), Consent.OPTED_IN)
        .containsEntry(person(GOES), Consent.OPTED_OUT);
    assertThat(ordersByPerson().values()).hasSize(4).containsOnly(person(STAYS));
  }

  @Test
  void theAuditAloneAsks() {
    chain.mergeAudit.add(new MergeAudit.Merged("1", person(GOES), person(STAYS)));
    await()
        .atMost(Chain.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(chain.cases.openCases())
                    .extracting(line -> line.type().name())
                    .containsExactly("MERGE_QUESTION"));

    assertThat(there.dotdigital().consents())
        .as("the ERP has both")
        .containsEntry(person(GOES), Consent.OPTED_IN);
  }

  private static String person(String number) {
    return Integer.toString(1_000_000 + Integer.parseInt(number));
  }

  /** Whose contact each order's record lies under at Dotdigital. */
  private Map<String, String> ordersByPerson() {
    SandboxControl dotdigital = new SandboxControl(chain.sandbox.baseUrl(), "dotdigital");
    Map<String, String> persons = new TreeMap<>();
    List<JsonNode> state = dotdigital.state();
    for (JsonNode line : state) {
      if (line.path("type").asString().equals("contact")) {
        persons.put(
            line.path("contactId").asString(),
            line.path("identifiers").path("khaos-person-id").asString(""));
      }
    }
    Map<String, String> orders = new TreeMap<>();
    for (JsonNode line : state) {
      if (line.path("type").asString().equals("order")) {
        orders.put(
            line.path("key").asString(),
            String.valueOf(persons.get(line.path("contactId").asString())));
      }
    }
    return orders;
  }
}
