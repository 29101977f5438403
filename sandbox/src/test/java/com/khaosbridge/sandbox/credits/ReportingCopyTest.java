package com.khaosbridge.sandbox.credits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.khaosbridge.sandbox.RealData;
import com.khaosbridge.sandbox.Sandbox;
import com.khaosbridge.sandbox.SandboxClient;
import com.khaosbridge.sandbox.SandboxOptions;
import com.khaosbridge.sandbox.retail.TestShops;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ReportingCopyTest {
  private static final String CODES =
      "select credit_code from khaos_copy.credit_notes order by issued, credit_code";

  private final CopyDatabase database = CopyDatabase.create();
  private final SandboxOptions options =
      SandboxOptions.standard().withReportingCopy(database.url());
  @TempDir Path directory;

  @Test
  void theViewsHaveTheColumnsOfTheContract() throws IOException {
    Sandbox.start(options).close();

    assertThat(columns("credit_notes"))
        .containsExactly(
            "credit_id text",
            "credit_code text",
            "company_id text",
            "company_code text",
            "order_code text",
            "issued timestamp without time zone",
            "currency text",
            "total_net numeric",
            "total_vat numeric",
            "reason text",
            "changed timestamp without time zone");
    assertThat(columns("credit_note_lines"))
        .containsExactly(
            "credit_id text",
            "line_no integer",
            "stock_code text",
            "description text",
            "quantity numeric",
            "unit_net numeric",
            "net numeric",
            "vat numeric",
            "delivery boolean");
    assertThat(columns("company_merges"))
        .containsExactly(
            "merge_id text",
            "from_company_id text",
            "into_company_id text",
            "merged timestamp without time zone",
            "changed timestamp without time zone");
    assertThat(columns("refunds"))
        .containsExactly(
            "refund_id text",
            "credit_id text",
            "paid timestamp without time zone",
            "amount numeric",
            "currency text",
            "changed timestamp without time zone");
  }

  @Test
  void creditsArePositiveUnroundedAndSayWhoseTheyAre() throws IOException {
    Path data =
        shop(
            "700001,A,MUG,9,2011-06-06 09:00:00,1.255,17850.0,United Kingdom\n"
                + "C700002,A,MUG,-3,2011-06-07 09:30:00,1.255,17850.0,United Kingdom\n"
                + "C700002,POST,POSTAGE,-1,2011-06-07 09:30:00,3.95,17850.0,United Kingdom\n"
                + "C700002,B,\"TEA, \"\"TOWEL\"\"\",2,2011-06-07 09:30:00,0.5,17850.0,United Kingdom\n"
                + "C700003,A,MUG,-1,2011-06-07 10:00:00,1.25,,United Kingdom\n"
                + "700004,A,MUG,1,2011-06-09 09:00:00,1.255,17850.0,United Kingdom\n");
    Sandbox.start(options.withData(data).withLiveDays(1)).close();

    assertThat(rows("select * from khaos_copy.credit_notes order by credit_id"))
        .containsExactly(
            "CRN000000700002|C700002|1017850|17850|null|2011-06-07 09:30:00|GBP|6.715|1.3430||2011-06-07 09:30:00",
            "CRN000000700003|C700003|null|null|null|2011-06-07 10:00:00|GBP|1.25|0.250||2011-06-07 10:00:00");
    assertThat(rows("select * from khaos_copy.credit_note_lines order by credit_id, line_no"))
        .containsExactly(
            "CRN000000700002|1|A|MUG|3|1.255|3.765|0.7530|f",
            "CRN000000700002|2|POST|POSTAGE|1|3.95|3.95|0.790|t",
            "CRN000000700002|3|B|TEA, \"TOWEL\"|-2|0.5|-1.0|-0.20|f",
            "CRN000000700003|1|A|MUG|1|1.25|1.25|0.250|f");
    assertThat(rows("select * from khaos_copy.refunds")).isEmpty();
  }

  @Test
  void aMergeMovesCreditNotesAndIsTold() throws IOException {
    Path data =
        shop(
            "700001,A,MUG,9,2011-06-06 09:00:00,1.255,17850.0,United Kingdom\n"
                + "C700002,A,MUG,-3,2011-06-07 09:30:00,1.255,17850.0,United Kingdom\n"
                + "700003,A,MUG,1,2011-06-07 10:00:00,1.25,17851.0,United Kingdom\n"
                + "700004,A,MUG,1,2011-06-09 09:00:00,1.255,17851.0,United Kingdom\n");
    String owners = "select company_id, company_code from khaos_copy.credit_notes";
    String merges = "select * from khaos_copy.company_merges";
    try (Sandbox sandbox = Sandbox.start(options.withData(data).withLiveDays(1))) {
      SandboxClient client = new SandboxClient(sandbox.baseUrl());
      assertThat(rows(merges)).isEmpty();

      client.post("/_sandbox/khaos/merges", "{\"from\":17850,\"into\":17851}");
      client.post("/_sandbox/khaos/customers/17851/rename-urn", "{\"urn\":\"B51\"}");
      Awaitility.await()
          .untilAsserted(() -> assertThat(rows(owners)).containsExactly("1017851|B51"));
      assertThat(rows(merges))
          .containsExactly(
              "MRG000000000001|1017850|1017851|2011-06-09 00:00:00|2011-06-09 00:00:00");

      client.post("/_sandbox/khaos/customers/17850/reappear", "");
      Awaitility.await()
          .untilAsserted(() -> assertThat(rows(owners)).containsExactly("1017850|17850"));
      assertThat(rows(merges)).isEmpty();
    }
  }

  @Test
  void historyIsThereFromTheStartAndTheRestWhenTheClockReachesIt() throws IOException {
    try (Sandbox sandbox = Sandbox.start(options)) {
      List<JsonNode> notes =
          new SandboxClient(sandbox.baseUrl())
              .lines("/_sandbox/truth").stream()
                  .filter(line -> line.get("type").asString().equals("creditNote"))
                  .toList();
      List<String> history = codes(notes, note -> !note.get("live").asBoolean());
      JsonNode live = notes.get(history.size());
      Instant issued = Instant.parse(live.get("issuedAt").asString());
      assertThat(history).hasSize(8);
      assertThat(notes).hasSize(10).allMatch(note -> note.get("exported").asBoolean());
      assertThat(rows(CODES)).isEqualTo(history);
      assertThat(linesWithoutTheirCreditNote()).isEqualTo("0");

      sandbox.clock().set(issued.minusSeconds(1));
      awaitClock(live.get("issued").asString(), "1 second");
      assertThat(rows(CODES)).isEqualTo(history);

      sandbox.clock().set(issued);
      awaitClock(live.get("issued").asString(), "0 seconds");
      assertThat(rows(CODES)).hasSize(9).endsWith(live.get("documentCode").asString());
      assertThat(linesWithoutTheirCreditNote()).isEqualTo("0");

      sandbox.clock().set(sandbox.end());
      Awaitility.await()
          .untilAsserted(() -> assertThat(rows(CODES)).isEqualTo(codes(notes, note -> true)));
    }
  }

  @Test
  void theClockOfTheCopyRunsWithTheSandboxAndStopsWithIt() throws IOException {
    String now = "select now from khaos_copy.business_clock";
    try (Sandbox sandbox = Sandbox.start(options.withFactor(3600))) {
      String earlier = database.value(now);
      Awaitility.await().until(() -> !database.value(now).equals(earlier));
      assertThat(rows(now)).hasSize(1);
    }
    String connections =
        "select count(*) from pg_stat_activity where datname = '" + database.name() + "'";
    Awaitility.await().until(() -> database.server().value(connections).equals("0"));
  }

  @Test
  void aLostConnectionIsMadeUpFor() throws IOException {
    try (Sandbox sandbox = Sandbox.start(options)) {
      database
          .server()
          .execute(
              "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
                  + database.name()
                  + "'");
      sandbox.clock().set(sandbox.end());

      Awaitility.await().untilAsserted(() -> assertThat(rows(CODES)).hasSize(10));
    }
  }

  @Test
  void aNewStartMakesTheSchemaAnew() throws IOException {
    database.execute("create schema khaos_copy; create table khaos_copy.credit_notes (a int)");
    Sandbox.start(options).close();
    Sandbox.start(options).close();

    assertThat(rows(CODES)).hasSize(8);
  }

  @Test
  void theRealFilesCreditNotesSumUpToItsPublishedFigures() throws IOException {
    try (Sandbox sandbox = Sandbox.start(options.withData(RealData.file()).withLiveDays(0))) {
      assertThat(
              database.value(
                  "select count(*), sum(total_net) filter (where company_id is not null) from khaos_copy.credit_notes"))
          .startsWith("2006|265304.4");
      assertThat(
              database.value(
                  "select count(*) from khaos_copy.credit_notes n where total_net <> (select sum(net) from khaos_copy.credit_note_lines l where l.credit_id = n.credit_id)"))
          .isEqualTo("0");
    }
  }

  @Test
  void aDatabaseThatCannotBeUsedIsSaidWithoutItsPassword() {
    assertThatThrownBy(() -> SandboxOptions.standard().withReportingCopy("jdbc:h2:mem:secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("begins with jdbc:postgresql:")
        .hasMessageNotContaining("secret");
    String unknown = database.url().replace(database.name(), "nowhere") + "&password=secret";
    String misspelt = "jdbc:postgresql://localhost:port/copy?password=secret";
    for (String url : List.of(unknown, misspelt)) {
      assertThatThrownBy(() -> Sandbox.start(SandboxOptions.standard().withReportingCopy(url)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("reporting copy can't be used")
          .hasMessageNotContaining("secret");
    }
    assertThat(SandboxOptions.standard().withReportingCopy(unknown).toString())
        .doesNotContain("secret");
  }

  private void awaitClock(String local, String earlier) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                database
                    .value(
                        "select now = timestamp '%s' - interval '%s' from khaos_copy.business_clock"
                            .formatted(local, earlier))
                    .equals("t"));
  }

  private String linesWithoutTheirCreditNote() {
    return database.value(
        "select count(*) from khaos_copy.credit_note_lines where credit_id not in (select credit_id from khaos_copy.credit_notes)");
  }

  private List<String> columns(String view) {
    return database.rows(
        "select column_name || ' ' || data_type from information_schema.columns where table_schema = 'khaos_copy' and table_name = '"
            + view
            + "' order by ordinal_position");
  }

  private List<String> rows(String sql) {
    return database.rows(sql);
  }

  private static List<String> codes(List<JsonNode> notes, Predicate<JsonNode> which) {
    return notes.stream().filter(which).map(note -> note.get("documentCode").asString()).toList();
  }

  private Path shop(String lines) throws IOException {
    return Files.writeString(directory.resolve("shop.csv"), TestShops.HEADER + lines);
  }
}
