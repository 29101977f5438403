package com.khaosbridge.starter.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.sandbox.Sandbox;
import com.khaosbridge.sandbox.SandboxOptions;
import com.khaosbridge.sandbox.dotdigital.DotdigitalStandIn;
import com.khaosbridge.starter.StarterProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine;

/** The command over an empty ledger and a shop with orders. */
class ReconcileCommandTest {
  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final Map<String, String> configuration = new LinkedHashMap<>();
  private EmbeddedPostgres postgres;
  private Sandbox sandbox;

  @BeforeEach
  void anEmptyLedgerAndAShop() throws Exception {
    postgres = EmbeddedPostgres.builder().start();
    String ledger = postgres.getJdbcUrl("postgres", "postgres");
    sandbox = Sandbox.start(SandboxOptions.standard());
    createOrders();
    configuration.put("source", "khaos");
    configuration.put("keys-file", directory.resolve("keys.properties").toString());
    configuration.put("ledger.url", ledger);
    configuration.put("khaos.endpoint", sandbox.baseUrl() + "/Khaos.exe/soap/IKosWeb");
    configuration.put("go-live", sandbox.clock().now().toString());
    StarterProcess.MONEY.forEach((setting, value) -> configuration.put("money." + setting, value));
    configuration.put("consent.first-sight", "hold");
    configuration.put("business-clock", sandbox.baseUrl());
    configuration.put("destinations[0].name", "mails");
    configuration.put("destinations[0].dotdigital.discovery-url", sandbox.baseUrl());
    configuration.put("destinations[0].dotdigital.api-user", DotdigitalStandIn.USER);
    configuration.put("destinations[0].dotdigital.api-password", DotdigitalStandIn.PASSWORD);
    configuration.forEach((key, value) -> System.setProperty("khaos-bridge." + key, value));
  }

  @AfterEach
  void stop() throws IOException {
    configuration.keySet().forEach(key -> System.clearProperty("khaos-bridge." + key));
    sandbox.close();
    postgres.close();
  }

  @Test
  void differencesAreExitCodeOneAndAreWritten() throws IOException {
    Path csv = directory.resolve("differences.csv");
    Path json = directory.resolve("report.json");
    Path html = directory.resolve("report.html");

    assertThat(reconcile("--csv", csv.toString(), "--json", json.toString(), "--html", html + ""))
        .isEqualTo(1);

    assertThat(out.toString()).contains("ledger: ", "missing", "mails: 0 difference(s)");
    assertThat(Files.readAllLines(csv)).hasSizeGreaterThan(10).anyMatch(l -> l.contains("missing"));
    assertThat(Files.readString(json)).contains("\"place\" : \"mails\"");
    assertThat(Files.readString(html)).contains("<h2>Ledger against ERP</h2>");
  }

  @Test
  void aSecondRunFindsTheSameCaseOpenAndBothAreKept() {
    reconcile();
    reconcile();

    try (LedgerDatabase ledger = new LedgerDatabase(configuration.get("ledger.url"), 2)) {
      assertThat(new Cases(ledger, "khaos").openCases())
          .extracting(one -> one.destination() + " " + one.type() + " " + one.cause())
          .containsExactly("ledger RECONCILIATION missing");
      assertThat(runs(ledger, "ended_at is not null")).isEqualTo(2);
    }
  }

  @Test
  void noDifferenceIsExitCodeZero() {
    assertThat(reconcile("--from", "2011-05-01", "--to", "2011-05-02")).isZero();

    assertThat(out.toString()).contains("ledger: 0 difference(s)");
  }

  @Test
  void oneDestinationIsComparedAlone() {
    assertThat(reconcile("--destination", "mails")).isZero();

    assertThat(out.toString()).startsWith("mails: 0 difference(s)").doesNotContain("ledger:");
  }

  @Test
  void whatCanNotBeAskedIsExitCodeTwoInOneSentence() throws IOException {
    System.setProperty("khaos-bridge.khaos.endpoint", "http://127.0.0.1:1/soap/IKosWeb");

    assertThat(reconcile()).isEqualTo(2);

    assertThat(out.toString()).contains("ledger was not compared: ");
  }

  @Test
  void aDestinationThatIsNotConfiguredIsExitCodeTwo() {
    assertThat(reconcile("--destination", "nobody")).isEqualTo(2);

    assertThat(out.toString()).startsWith("There is no destination nobody.");
  }

  @Test
  void whatIsWrongWithASettingIsSaidByTheSettingNotByWhatReadItsValue() throws IOException {
    Path rates = directory.resolve("rates.csv");
    Files.writeString(rates, "date,currency,rate\n2011-06-01,EUR,zero\n");
    Map<String, String> wrong =
        Map.of(
            "money.account-currency", "Pounds",
            "money.rates", rates.toString(),
            "reconciliation.at", "noon");
    Map<String, String> said =
        Map.of(
            "money.account-currency", "khaos-bridge.money.account-currency must be",
            "money.rates", rates + ", row 1: must be",
            "reconciliation.at", "khaos-bridge.reconciliation.at: 'noon' is no time");
    wrong.forEach(
        (setting, value) -> {
          String before = configuration.get(setting);
          out.getBuffer().setLength(0);
          System.setProperty("khaos-bridge." + setting, value);

          assertThat(reconcile()).as(setting).isEqualTo(2);

          assertThat(out.toString()).startsWith(String.valueOf(said.get(setting)));
          if (before == null) {
            System.clearProperty("khaos-bridge." + setting);
          } else {
            System.setProperty("khaos-bridge." + setting, before);
          }
        });
  }

  private static long runs(LedgerDatabase ledger, String which) {
    return JdbcClient.create(ledger.dataSource())
        .sql("select count(*) from reconciliation_run where " + which)
        .query(Long.class)
        .single();
  }

  private void createOrders() throws Exception {
    String user = DotdigitalStandIn.USER + ":" + DotdigitalStandIn.PASSWORD;
    String collection =
        "/insightData/v3/collections/Orders?collectionScope=contact&collectionType=orders";
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + collection))
                    .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8)))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
  }

  private int reconcile(String... args) {
    CommandLine command = new CommandLine(new ReconcileCommand());
    command.setOut(new PrintWriter(out, true));
    return command.execute(args);
  }
}
