package com.khaosbridge.activities.emarsys;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.destination.ContractRows;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.workflows.decision.Metric;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmarsysDiscoveryTest {
  private final ContractRows rows = new ContractRows();
  private ScriptedEmarsys emarsys;

  @BeforeEach
  void start() throws IOException {
    emarsys = new ScriptedEmarsys();
    emarsys.on("PUT /api/v3/contact/", ScriptedEmarsys.data("{\"ids\":[\"7\"]}"));
  }

  @AfterEach
  void stop() {
    emarsys.close();
  }

  @Test
  void aCompleteAccountHasNoProblems() {
    assertThat(emarsys.destination().discover()).isEmpty();
  }

  @Test
  void eachMissingThingIsSaidWithItsFix() {
    emarsys.on("GET /api/v3/field", ScriptedEmarsys.data("[]"));
    emarsys.on("GET /api/v3/event", ScriptedEmarsys.data("[{\"id\":1,\"name\":\"despatched\"}]"));
    emarsys.on("GET /api/v3/field/31/choice", ScriptedEmarsys.data("[]"));

    assertThat(emarsys.destination().discover())
        .anyMatch(p -> p.contains("khaos_person_id") && p.contains("add a text field"))
        .anyMatch(p -> p.contains("khaos_urn"))
        .anyMatch(p -> p.contains("khaos_customer_ids"))
        .anyMatch(p -> p.contains("order_received") && p.contains("create it"))
        .anyMatch(p -> p.contains("order_confirmed"))
        .anyMatch(p -> p.contains("31"))
        .hasSize(6);
  }

  @Test
  void aFieldThatCantHoldAPersonIdIsAProblem() {
    emarsys.on(
        "GET /api/v3/field",
        ScriptedEmarsys.data(ScriptedEmarsys.FIELDS.replaceFirst("shorttext", "numeric")));

    assertThat(emarsys.destination().discover())
        .singleElement()
        .asString()
        .contains("khaos_person_id", "numeric");
  }

  @Test
  void eachFieldOfAMetricThatIsMissingOrCantHoldItIsSaidWithWhatToCreate() {
    emarsys.on(
        "GET /api/v3/field",
        ScriptedEmarsys.data(
            "["
                + "{\"id\":31,\"string_id\":\"optin\",\"application_type\":\"shorttext\"},"
                + "{\"id\":601,\"string_id\":\"skus\",\"application_type\":\"shorttext\"},"
                + "{\"id\":602,\"string_id\":\"last\",\"application_type\":\"singlechoice\"},"
                + "{\"id\":603,\"string_id\":\"first\",\"application_type\":\"date\"},"
                + "{\"id\":604,\"string_id\":\"gross\",\"application_type\":\"longtext\"},"
                + ScriptedEmarsys.FIELDS.substring(1)));

    assertThat(
            emarsys
                .destination(
                    Map.of(
                        Metric.VIP, "optin",
                        Metric.LAST_RETURNED_SKUS, "skus",
                        Metric.LAST_ORDER, "last",
                        Metric.FIRST_ORDER, "first",
                        Metric.GROSS, "gross",
                        Metric.AFTER_CREDITS, "absent"))
                .discover())
        .anyMatch(p -> p.contains("absent") && p.contains("after-credits") && p.contains("numeric"))
        .anyMatch(p -> p.contains("optin for the metric vip is one of Emarsys' own"))
        .anyMatch(p -> p.contains("skus for") && p.contains("shorttext") && p.contains("longtext"))
        .anyMatch(p -> p.contains("last for") && p.contains("singlechoice") && p.contains(" date"))
        .hasSize(4);
  }

  @Test
  void metricsWaitForTheirMissingFieldAsAMatterOfConfiguration() {
    Row row = rows.metrics(rows.person(), "7", ContractRows.metrics());

    Verdict verdict =
        emarsys
            .destination(Map.of(Metric.GROSS, "absent"))
            .deliver(DeliveryKind.METRICS, Lane.LIVE, List.of(row))
            .get(row.deliveryId());

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Config.class, c -> assertThat(c.detail()).contains("absent", "gross"));
  }

  @Test
  void rowsOfAnIncompleteAccountWaitForItsMending() {
    emarsys.on("GET /api/v3/event", ScriptedEmarsys.data("[]"));
    Emarsys destination = emarsys.destination();
    assertThat(contact(destination))
        .isInstanceOfSatisfying(
            Verdict.Config.class, c -> assertThat(c.detail()).contains("despatched"));

    emarsys.on(
        "GET /api/v3/event",
        ScriptedEmarsys.data(
            "[{\"id\":1,\"name\":\"despatched\"},{\"id\":2,\"name\":\"order_received\"},"
                + "{\"id\":3,\"name\":\"order_confirmed\"}]"));
    assertThat(contact(destination)).isInstanceOf(Verdict.Ok.class);
  }

  @Test
  void aForbiddenListIsSaidWithThePermission() {
    emarsys.on("GET /api/v3/event", ScriptedEmarsys.reply(403, "Forbidden"));

    assertThat(emarsys.destination().discover())
        .singleElement()
        .asString()
        .contains("externalevent.list");
  }

  @Test
  void anAccountThatCantBeAskedIsTriedAgain() {
    emarsys.on("GET /api/v3/field", ScriptedEmarsys.reply(503, "<html>overloaded</html>"));

    assertThat(contact(emarsys.destination())).isInstanceOf(Verdict.Retry.class);
  }

  @Test
  void salesRowsNeedNoFields() {
    emarsys.on("GET /api/v3/field", ScriptedEmarsys.data("[]"));
    emarsys.on(
        "POST /hapi/merchant/m1/sales-data/api", ScriptedEmarsys.reply(200, "Upload accepted\n"));
    Row row = rows.salesRows(rows.person(), "7");

    assertThat(
            emarsys
                .destination()
                .deliver(DeliveryKind.SALES_ROWS, Lane.LIVE, List.of(row))
                .get(row.deliveryId()))
        .isInstanceOf(Verdict.Ok.class);
  }

  private Verdict contact(Emarsys destination) {
    Row row = rows.contact(rows.person(), "7", Consent.UNKNOWN);
    return destination.deliver(DeliveryKind.CONTACT, Lane.LIVE, List.of(row)).get(row.deliveryId());
  }
}
