package com.khaosbridge.activities.dotdigital;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.khaosbridge.activities.destination.AccountSetup;
import com.khaosbridge.activities.destination.AccountSetup.Standing;
import com.khaosbridge.activities.destination.Requirement;
import com.khaosbridge.activities.destination.Requirement.State;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.decision.Metric;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DotdigitalSetupTest {
  private static final Map<Metric, String> FIELDS =
      Map.of(
          Metric.VIP, "SHOP_VIP",
          Metric.GROSS, "SHOP_GROSS",
          Metric.LAST_ORDER, "SHOP_LAST_ORDER",
          Metric.SINCE_LAST_ORDER, "SHOP_SINCE");

  private DotdigitalInSandbox account;

  @BeforeEach
  void start() throws IOException {
    account = DotdigitalInSandbox.start();
  }

  @AfterEach
  void stop() throws IOException {
    account.close();
  }

  @Test
  void readingTellsWhatIsMissingAndChangesNothing() {
    account.send("DELETE", "/configuration/v3/customIdentifiers/khaos-person-id", "");
    Map<String, String> before = fields();

    List<Requirement> lacking = lacking(setup(FIELDS));

    assertThat(lacking)
        .allMatch(each -> each.state() == State.MISSING && each.makeable())
        .extracting(each -> each.kind() + " " + each.name() + " " + each.type())
        .containsExactlyInAnyOrder(
            "data field SHOP_VIP Boolean",
            "data field SHOP_GROSS Numeric",
            "data field SHOP_LAST_ORDER Date",
            "data field SHOP_SINCE String",
            "custom identifier khaos-person-id ",
            "collection Orders orders");
    assertThat(fields()).isEqualTo(before);
    assertThat(list("/configuration/v3/customIdentifiers")).isEmpty();
    assertThat(list("/insightData/v3/collections")).isEmpty();
  }

  @Test
  void whatIsMissingIsMadeWithItsType() {
    account.send("DELETE", "/configuration/v3/customIdentifiers/khaos-person-id", "");
    AccountSetup setup = setup(FIELDS);

    lacking(setup).forEach(each -> assertThat(setup.make(each)).isEmpty());

    assertThat(fields())
        .contains(
            entry("SHOP_VIP", "Boolean"),
            entry("SHOP_GROSS", "Numeric"),
            entry("SHOP_LAST_ORDER", "Date"),
            entry("SHOP_SINCE", "String"));
    assertThat(list("/insightData/v3/collections").get(0).path("collectionType").asString())
        .isEqualTo("orders");
    assertThat(lacking(setup)).isEmpty();
  }

  @Test
  void campaignsCantBeSeenAndAreForPeople() {
    assertThat(requirements(setup(Map.of())))
        .filteredOn(each -> each.state() == State.NOT_SHOWN)
        .extracting(Requirement::name)
        .containsExactly("1001", "1002", "1003");
  }

  @Test
  void aDataFieldOfAnotherTypeIsToldAndNeverMade() {
    account.createOrders();

    assertThat(lacking(setup(Map.of(Metric.GROSS, "KHAOS_LAST_ORDER"))))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.state()).isEqualTo(State.OF_ANOTHER_TYPE);
              assertThat(each.makeable()).isFalse();
              assertThat(each.wrong())
                  .isEqualTo("Data field KHAOS_LAST_ORDER is Date but must be Numeric");
            });
  }

  @Test
  void aCollectionThatClashesIsToldFieldByField() {
    account.createOrders();
    String person = account.plant("schema@example.com", "subscribed", null);
    account.send(
        "PUT",
        "/insightData/v3/contacts/contactId/" + person + "/Orders/X1",
        "{\"id\":17,\"products\":[{\"qty\":\"6\"}]}");

    assertThat(lacking(setup(Map.of())))
        .allMatch(each -> each.state() == State.OF_ANOTHER_TYPE && !each.makeable())
        .extracting(each -> each.kind() + " " + each.name() + " " + each.type())
        .containsExactly(
            "field of the collection Orders id STRING",
            "field of the collection Orders products.qty FLOAT");
  }

  @Test
  void aRefusedPermissionAndAFullAccountAreSaidInWords() {
    account.createOrders();
    AccountSetup setup = setup(Map.of(Metric.VIP, "SHOP_VIP"));
    Requirement missing = lacking(setup).get(0);

    refuseDataFields(403, "Forbidden");
    assertThat(setup.make(missing))
        .hasValueSatisfying(why -> assertThat(why).contains("the API user lacks a permission"));
    refuseDataFields(400, "No more fields. ERROR_DATAFIELD_LIMITEXCEEDED");
    assertThat(setup.make(missing))
        .hasValueSatisfying(why -> assertThat(why).contains("account limit reached"));
    assertThat(lacking(setup)).containsExactly(missing);
  }

  @Test
  void whatSomebodyElseMadeMeanwhileIsThere() {
    account.createOrders();
    AccountSetup setup = setup(Map.of(Metric.VIP, "SHOP_VIP"));
    Requirement missing = lacking(setup).get(0);
    setup.make(missing);

    assertThat(setup.make(missing))
        .hasValueSatisfying(why -> assertThat(why).contains("ERROR_NON_UNIQUE_DATAFIELD"));
    assertThat(lacking(setup)).isEmpty();
  }

  @Test
  void anAccountThatDoesNotKnowUsIsNotRead() {
    DotdigitalSettings wrong =
        DotdigitalSettings.of(
            "dotdigital",
            URI.create(account.settings().access().discoveryUrl().toString()),
            "nobody",
            "wrong-password");

    assertThat(new Dotdigital(wrong, Instant::now).setup().read())
        .isInstanceOfSatisfying(
            Standing.NotRead.class, not -> assertThat(not.why()).contains("credentials refused"));
  }

  /** The newest fault answers. */
  private void refuseDataFields(int status, String words) {
    account.control().disarm();
    account.fault(
        WireJson.write(
            WireJson.object()
                .put("system", "dotdigital")
                .put("method", "POST")
                .put("path", "/v2/data-fields$")
                .put("kind", "status")
                .put("status", status)
                .put("body", "{\"message\":\"" + words + "\"}")));
  }

  private AccountSetup setup(Map<Metric, String> metrics) {
    return new Dotdigital(account.settings().withMetrics(metrics), Instant::now).setup();
  }

  private static List<Requirement> requirements(AccountSetup setup) {
    return ((Standing.Read) setup.read()).requirements();
  }

  private static List<Requirement> lacking(AccountSetup setup) {
    return requirements(setup).stream().filter(Requirement::lacking).toList();
  }

  private JsonNode list(String path) {
    return WireJson.read(account.send("GET", path, ""));
  }

  /** The type of each data field, by its name. */
  private Map<String, String> fields() {
    Map<String, String> types = new TreeMap<>();
    list("/v2/data-fields")
        .forEach(field -> types.put(field.path("name").asString(), field.path("type").asString()));
    return types;
  }
}
