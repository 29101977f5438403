package com.khaosbridge.starter.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.sandbox.Sandbox;
import com.khaosbridge.sandbox.SandboxOptions;
import com.khaosbridge.sandbox.dotdigital.DotdigitalStandIn;
import com.khaosbridge.starter.StarterProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command over two accounts, each of which lacks something. */
class SetupCommandTest {
  private final Map<String, String> configuration = new LinkedHashMap<>();
  private Sandbox sandbox;

  @BeforeEach
  void twoAccounts() throws IOException {
    sandbox = Sandbox.start(SandboxOptions.standard());
    configure("source", "khaos");
    configure("keys-file", "unused");
    configure("ledger.url", "jdbc:postgresql://127.0.0.1:1/unused");
    configure("khaos.endpoint", "http://127.0.0.1:1/soap/IKosWeb");
    configure("go-live", "2026-01-01T00:00:00Z");
    StarterProcess.MONEY.forEach((setting, value) -> configure("money." + setting, value));
    configure("consent.first-sight", "hold");
    configure("destinations[0].name", "shop");
    configure("destinations[0].emarsys.api-url", sandbox.baseUrl() + "/api/v3");
    configure("destinations[0].emarsys.token-url", sandbox.baseUrl() + "/oauth2/token");
    configure("destinations[0].emarsys.client-id", "sandbox-client");
    configure("destinations[0].emarsys.client-secret", "sandbox-secret");
    configure("destinations[0].metrics.gross", "shop_gross");
    configure("destinations[1].name", "mails");
    configure("destinations[1].dotdigital.discovery-url", sandbox.baseUrl());
    configure("destinations[1].dotdigital.api-user", DotdigitalStandIn.USER);
    configure("destinations[1].dotdigital.api-password", DotdigitalStandIn.PASSWORD);
    configure("destinations[1].dotdigital.campaigns.despatched", "1003");
    configure("destinations[1].metrics.vip", "SHOP_VIP");
  }

  @AfterEach
  void stop() throws IOException {
    configuration.keySet().forEach(System::clearProperty);
    sandbox.close();
  }

  @Test
  void withoutApplyWhatIsMissingIsListedAndNothingIsMade() {
    assertThat(setup().exitCode()).isEqualTo(1);
    Run second = setup();

    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(second.lines())
        .contains(
            "shop",
            "  there            contact field khaos_urn (shorttext)",
            "  missing          contact field shop_gross (numeric): setup makes it",
            "  1 missing or of another type; `khaos-bridge setup --apply` makes 1.",
            "mails",
            "  missing          data field SHOP_VIP (Boolean): setup makes it",
            "  missing          collection Orders (orders): setup makes it",
            "  not shown        triggered campaign 1003: make one for 'despatched' in the account,"
                + " if it isn't there");
  }

  @Test
  void applyMakesWhatIsMissingAndASecondApplyMakesNothing() {
    Run first = setup("--apply");

    assertThat(first.exitCode()).isZero();
    assertThat(first.lines())
        .contains(
            "  made             contact field shop_gross (numeric)",
            "  made             data field SHOP_VIP (Boolean)",
            "  made             collection Orders (orders)",
            "  Nothing is missing.")
        .contains("  there            contact field khaos_urn (shorttext)");
    Run second = setup("--apply");
    assertThat(second.exitCode()).isZero();
    assertThat(second.lines())
        .contains("  there            contact field shop_gross (numeric)")
        .noneMatch(line -> line.startsWith("  made"));
  }

  @Test
  void oneDestinationIsSetUpAlone() {
    assertThat(setup("--apply", "--destination", "mails").exitCode()).isZero();

    assertThat(setup("--destination", "shop").exitCode()).isEqualTo(1);
    assertThat(setup("--destination", "mails").exitCode()).isZero();
  }

  @Test
  void aFieldOfAnotherTypeStaysWhatItIsAndIsExitCodeOne() {
    configure("destinations[0].metrics.gross", "khaos_last_order");

    Run run = setup("--apply", "--destination", "shop");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.lines())
        .anyMatch(
            line ->
                line.startsWith("  of another type  contact field khaos_last_order (numeric): ")
                    && line.contains("is of type date"));
    assertThat(setup("--destination", "shop").lines()).isEqualTo(run.lines());
  }

  @Test
  void aFieldThatWasMadeUnderAnotherStringIdIsToldOnceAndForAll() {
    configure("destinations[0].metrics.gross", "shop_gross_of_all_orders_of_all_times");

    Run first = setup("--apply", "--destination", "shop");
    Run second = setup("--apply", "--destination", "shop");

    assertThat(first.exitCode()).isEqualTo(1);
    assertThat(first.out())
        .contains("made, but there is a field", "name shop_gross_of_all_orders_of_all_");
    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(second.out()).contains("there is a field").doesNotContain("made, but");
    configure("destinations[0].metrics.gross", "shop_gross_of_all_orders_of_all_");
    assertThat(setup("--destination", "shop").exitCode()).isZero();
  }

  @Test
  void aRefusedPermissionIsToldAndExitCodeOne() throws Exception {
    fault("{'system':'emarsys','method':'POST','path':'/field$','kind':'status','status':403}");

    Run run = setup("--apply", "--destination", "shop");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("not made, ", "permission field.create");
  }

  @Test
  void anAccountThatCantBeAskedIsExitCodeTwoAndTheOtherIsStillListed() {
    configure("destinations[0].emarsys.client-secret", "wrong");

    Run run = setup();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.lines())
        .anyMatch(line -> line.startsWith("shop could not be asked: "))
        .contains("mails");
  }

  @Test
  void jsonTellsTheSame() {
    Run run = setup("--apply", "--json");

    assertThat(run.exitCode()).isZero();
    JsonNode all = JsonMapper.shared().readTree(run.out());
    assertThat(all.path("applied").booleanValue()).isTrue();
    JsonNode mails = all.path("destinations").path(1);
    assertThat(mails.path("destination").stringValue()).isEqualTo("mails");
    assertThat(mails.path("notAsked").isNull()).isTrue();
    JsonNode vip =
        mails
            .path("needs")
            .valueStream()
            .filter(need -> need.path("name").stringValue().equals("SHOP_VIP"))
            .findFirst()
            .orElseThrow();
    assertThat(vip.toString())
        .isEqualTo(
            "{\"kind\":\"data field\",\"name\":\"SHOP_VIP\",\"type\":\"Boolean\","
                + "\"state\":\"THERE\",\"made\":true,\"setupMakesIt\":false,\"toDo\":\"\"}");
  }

  @Test
  void warningsDoNotSpoilTheJson() throws Exception {
    fault("{'system':'emarsys','method':'POST','path':'/field$','kind':'status','status':403}");
    PrintStream before = System.out;
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    System.setOut(new PrintStream(seen, true, UTF_8));
    try {
      assertThat(CommandLineInterface.run("setup", "--apply", "--json")).isEqualTo(1);
    } finally {
      System.setOut(before);
    }

    assertThat(seen.toString(UTF_8)).startsWith("{");
    assertThat(JsonMapper.shared().readTree(seen.toString(UTF_8)).path("destinations")).hasSize(2);
  }

  @Test
  void aDestinationThatIsNotConfiguredIsExitCodeTwo() {
    Run run = setup("--destination", "nobody");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).startsWith("There is no destination nobody.");
  }

  @Test
  void aMissingSettingIsExitCodeTwoAndNamed() {
    System.clearProperty("khaos-bridge.source");

    Run run = setup();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).contains("source");
  }

  private record Run(int exitCode, String out) {
    List<String> lines() {
      return out.lines().toList();
    }
  }

  private void configure(String setting, String value) {
    configuration.put("khaos-bridge." + setting, value);
    System.setProperty("khaos-bridge." + setting, value);
  }

  private void fault(String json) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/_sandbox/faults"))
                    .POST(HttpRequest.BodyPublishers.ofString(json.replace('\'', '"')))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
  }

  private static Run setup(String... args) {
    StringWriter out = new StringWriter();
    CommandLine command = new CommandLine(new SetupCommand());
    command.setOut(new PrintWriter(out, true));
    return new Run(command.execute(args), out.toString());
  }
}
