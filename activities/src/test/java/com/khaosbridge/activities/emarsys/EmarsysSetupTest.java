package com.khaosbridge.activities.emarsys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.khaosbridge.activities.destination.AccountSetup;
import com.khaosbridge.activities.destination.AccountSetup.Standing;
import com.khaosbridge.activities.destination.Requirement;
import com.khaosbridge.activities.destination.Requirement.State;
import com.khaosbridge.activities.destination.SandboxControl;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.sandbox.Sandbox;
import com.khaosbridge.sandbox.SandboxOptions;
import com.khaosbridge.workflows.decision.Metric;
import com.khaosbridge.workflows.delivery.EventType;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmarsysSetupTest {
  private static final Map<Metric, String> FIELDS =
      Map.of(
          Metric.VIP, "shop_vip",
          Metric.GROSS, "shop_gross",
          Metric.ORDERS, "shop_orders",
          Metric.LAST_ORDER, "shop_last_order",
          Metric.SINCE_LAST_ORDER, "shop_since",
          Metric.LAST_RETURNED_SKUS, "shop_returned");

  private Sandbox sandbox;
  private SandboxControl control;
  private EmarsysInSandbox account;

  @BeforeEach
  void start() throws IOException {
    sandbox = Sandbox.start(SandboxOptions.standard());
    control = new SandboxControl(sandbox.baseUrl(), "emarsys");
    account = new EmarsysInSandbox(sandbox.baseUrl(), control);
  }

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
  }

  @Test
  void readingTellsWhatIsMissingAndChangesNothing() {
    Map<String, String> before = fields();
    int events = account.api("event", null).size();
    AccountSetup setup = setup(FIELDS, Map.of(EventType.REVIEW_REQUEST, "shop_review"));

    List<Requirement> lacking = lacking(setup);

    assertThat(lacking)
        .allMatch(each -> each.state() == State.MISSING && each.makeable())
        .extracting(each -> each.kind() + " " + each.name() + " " + each.type())
        .containsExactlyInAnyOrder(
            "contact field shop_vip shorttext",
            "contact field shop_gross numeric",
            "contact field shop_orders numeric",
            "contact field shop_last_order date",
            "contact field shop_since shorttext",
            "contact field shop_returned longtext",
            "external event shop_review ");
    assertThat(fields()).isEqualTo(before);
    assertThat(account.api("event", null)).hasSize(events);
  }

  @Test
  void whatIsMissingIsMadeWithItsType() {
    Emarsys destination = destination(FIELDS, Map.of(EventType.REVIEW_REQUEST, "shop_review"));
    AccountSetup setup = destination.setup();

    lacking(setup).forEach(each -> assertThat(setup.make(each)).isEmpty());

    assertThat(fields())
        .contains(
            entry("shop_vip", "shorttext"),
            entry("shop_gross", "numeric"),
            entry("shop_last_order", "date"),
            entry("shop_returned", "longtext"));
    assertThat(lacking(setup)).isEmpty();
    assertThat(destination.discover()).isEmpty();
  }

  @Test
  void theIndexOfThePersonsFieldCantBeSeenAndIsForPeople() {
    assertThat(requirements(setup(Map.of(), Map.of())))
        .filteredOn(each -> each.state() == State.NOT_SHOWN)
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.name()).isEqualTo("khaos_person_id");
              assertThat(each.toDo()).contains("Emarsys Support");
            });
  }

  @Test
  void aFieldOfAnotherTypeIsToldAndNeverMade() {
    AccountSetup setup = setup(Map.of(Metric.GROSS, "khaos_last_order"), Map.of());

    assertThat(lacking(setup))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.state()).isEqualTo(State.OF_ANOTHER_TYPE);
              assertThat(each.makeable()).isFalse();
              assertThat(each.wrong()).contains("khaos_last_order", "gross", "is of type date");
            });
  }

  @Test
  void aFieldThatGetsAnotherStringIdIsSaidWithWhatToConfigureAndNotMadeTwice() {
    String tooLong = "shop_gross_of_all_orders_of_all_times";
    AccountSetup setup = setup(Map.of(Metric.GROSS, tooLong), Map.of());

    assertThat(setup.make(lacking(setup).get(0))).isEmpty();

    assertThat(lacking(setup))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.makeable()).isFalse();
              assertThat(each.toDo()).contains("name " + tooLong.substring(0, 32) + " in the");
            });
    assertThat(lacking(setup(Map.of(Metric.GROSS, tooLong.substring(0, 32)), Map.of()))).isEmpty();
  }

  @Test
  void aRefusedPermissionIsNamed() {
    control.arm(
        WireJson.read(
            "{\"system\":\"emarsys\",\"method\":\"POST\",\"path\":\"/api/v3/(field|event)$\","
                + "\"kind\":\"status\",\"status\":403,\"body\":\"Forbidden\"}"));
    AccountSetup setup =
        setup(Map.of(Metric.VIP, "shop_vip"), Map.of(EventType.REVIEW_REQUEST, "shop_review"));
    List<Requirement> missing = lacking(setup);

    assertThat(missing).hasSize(2);
    assertThat(setup.make(missing.get(0)))
        .hasValueSatisfying(why -> assertThat(why).contains("permission field.create"));
    assertThat(setup.make(missing.get(1)))
        .hasValueSatisfying(why -> assertThat(why).contains("permission externalevent.create"));
    assertThat(lacking(setup)).isEqualTo(missing);
  }

  @Test
  void anEventThatSomebodyElseMadeMeanwhileIsThere() {
    AccountSetup setup = setup(Map.of(), Map.of(EventType.REVIEW_REQUEST, "shop_review"));
    Requirement missing = lacking(setup).get(0);
    setup.make(missing);

    assertThat(setup.make(missing))
        .hasValueSatisfying(why -> assertThat(why).contains("5003", "is there"));
    assertThat(lacking(setup)).isEmpty();
  }

  @Test
  void aLostAnswerLeavesTheTruthToTheNextReading() {
    control.arm(
        WireJson.read(
            "{\"system\":\"emarsys\",\"method\":\"POST\",\"path\":\"/api/v3/field$\","
                + "\"kind\":\"dropAfter\",\"count\":1}"));
    AccountSetup setup = setup(Map.of(Metric.VIP, "shop_vip"), Map.of());

    assertThat(setup.make(lacking(setup).get(0))).hasValue("connection lost");
    assertThat(lacking(setup)).isEmpty();
  }

  @Test
  void anAccountThatRefusesAListIsNotReadAndThePermissionIsNamed() {
    control.arm(
        WireJson.read(
            "{\"system\":\"emarsys\",\"method\":\"GET\",\"path\":\"/api/v3/event$\","
                + "\"kind\":\"status\",\"status\":403,\"body\":\"Forbidden\"}"));

    assertThat(setup(Map.of(), Map.of()).read())
        .isInstanceOfSatisfying(
            Standing.NotRead.class, not -> assertThat(not.why()).contains("externalevent.list"));
  }

  @Test
  void aStringIdThatIsNoneIsNotRepeated() throws IOException {
    try (ScriptedEmarsys emarsys = new ScriptedEmarsys()) {
      for (String stringId : List.of("", "Jane Doe <jane@example.com>")) {
        emarsys.on(
            "GET /api/v3/field",
            ScriptedEmarsys.data(
                "[{\"id\":601,\"name\":\"shop_vip\",\"string_id\":\""
                    + stringId
                    + "\",\"application_type\":\"shorttext\"},"
                    + ScriptedEmarsys.FIELDS.substring(1)));

        assertThat(lacking(emarsys.destination(Map.of(Metric.VIP, "shop_vip")).setup()))
            .singleElement()
            .satisfies(
                each -> {
                  assertThat(each.makeable()).isFalse();
                  assertThat(each.problem())
                      .contains("without a usable string id")
                      .doesNotContain("jane");
                });
      }
    }
  }

  private AccountSetup setup(Map<Metric, String> metrics, Map<EventType, String> events) {
    return destination(metrics, events).setup();
  }

  private Emarsys destination(Map<Metric, String> metrics, Map<EventType, String> events) {
    return new Emarsys(
        account.settings().withMetrics(metrics).withEvents(events),
        new KeptSalesFiles(),
        Instant::now);
  }

  private static List<Requirement> requirements(AccountSetup setup) {
    return ((Standing.Read) setup.read()).requirements();
  }

  private static List<Requirement> lacking(AccountSetup setup) {
    return requirements(setup).stream().filter(Requirement::lacking).toList();
  }

  /** The type of each field, by its string id. */
  private Map<String, String> fields() {
    Map<String, String> types = new TreeMap<>();
    account
        .api("field", null)
        .forEach(
            field ->
                types.put(
                    field.path("string_id").asString(), field.path("application_type").asString()));
    return types;
  }
}
