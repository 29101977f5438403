package com.khaosbridge.activities.emarsys;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.destination.ContractRows;
import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.destination.DestinationContract;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.destination.SandboxControl;
import com.khaosbridge.activities.destination.SeenContact;
import com.khaosbridge.activities.destination.Trouble;
import com.khaosbridge.sandbox.Sandbox;
import com.khaosbridge.sandbox.SandboxOptions;
import com.khaosbridge.workflows.decision.Metric;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Emarsys keeps the contract of every destination. */
class EmarsysContractTest extends DestinationContract {
  private static Sandbox sandbox;
  private static SandboxControl control;
  private static EmarsysInSandbox account;

  @BeforeAll
  static void start() throws IOException {
    sandbox =
        Sandbox.start(
            SandboxOptions.standard()
                .withLimits(
                    new SandboxOptions.Limits(100_000, 35, 500, 2000, Duration.ofSeconds(1))));
    control = new SandboxControl(sandbox.baseUrl(), "emarsys");
    account = new EmarsysInSandbox(sandbox.baseUrl(), control);
  }

  @AfterAll
  static void stop() throws IOException {
    sandbox.close();
  }

  @Override
  protected Destination destination() {
    return new Emarsys(account.settings(), new KeptSalesFiles(), Instant::now);
  }

  @Override
  protected Destination destination(int callsPerMinute, double liveShare) {
    return new Emarsys(
        account
            .settings()
            .with(EmarsysSettings.Limits.standard().withCalls(callsPerMinute, liveShare)),
        new KeptSalesFiles(),
        Instant::now);
  }

  @Override
  protected void arm(DeliveryKind kind, Trouble trouble) {
    switch (kind) {
      case CONTACT -> control.arm(trouble, "POST", "/api/v3/contact/?$");
      case CONSENT, RETIREMENT, METRICS -> control.arm(trouble, "PUT", "/api/v3/contact/?$");
      case EVENT -> control.arm(trouble, "POST", "/api/v3/event/\\d+/trigger$");
      case SALES_ROWS -> control.arm(trouble, "POST", "/sales-data/api$");
      case ORDER -> throw new IllegalArgumentException("Emarsys takes no order records");
    }
  }

  @Override
  protected void armReading(Trouble trouble) {
    control.arm(trouble, "POST", "/api/v3/contact/getdata$");
  }

  @Override
  protected void disarm() {
    control.disarm();
  }

  @Override
  protected List<SeenContact> contacts(String email) {
    return account.contacts().stream()
        .filter(contact -> account.field(contact, "3").equals(email))
        .map(
            contact ->
                new SeenContact(
                    contact.path("id").asString(),
                    account.field(contact, account.personField()),
                    switch (account.field(contact, "31")) {
                      case "1" -> Consent.OPTED_IN;
                      case "2" -> Consent.OPTED_OUT;
                      default -> Consent.UNKNOWN;
                    },
                    account.field(contact, "1")))
        .toList();
  }

  @Override
  protected String plant(String email, Consent consent) {
    return account.plant(email, consent);
  }

  @Override
  protected Destination withoutMetrics() {
    return new Emarsys(
        account.settings().withMetrics(Map.of()), new KeptSalesFiles(), Instant::now);
  }

  @Override
  protected Map<Metric, String> metrics(String contactId) {
    Map<Metric, String> seen = new EnumMap<>(Metric.class);
    for (JsonNode contact : account.contacts()) {
      if (contact.path("id").asString().equals(contactId)) {
        EmarsysInSandbox.METRIC_FIELDS.forEach(
            (metric, field) -> {
              String value = account.field(contact, account.fieldId(field));
              if (!value.isEmpty()) {
                seen.put(metric, value);
              }
            });
      }
    }
    return seen;
  }

  @Override
  protected void delete(String contactId) {
    account.delete(contactId);
  }

  @Override
  protected int effects(Row row) {
    if (row instanceof Row.Metrics metrics) {
      return isThere(metrics) ? 1 : 0;
    }
    if (row instanceof Row.Contact contact) {
      return contacts(contact.profile().email()).size();
    }
    if (row instanceof Row.ContactConsent consent) {
      String expected = consent.consent() == Consent.OPTED_IN ? "1" : "2";
      return (int)
          account.contacts().stream()
              .filter(c -> c.path("id").asString().equals(consent.contactId()))
              .filter(c -> account.field(c, "31").equals(expected))
              .count();
    }
    if (row instanceof Row.Event event) {
      return (int)
          control.state("event").stream()
              .filter(e -> e.path("triggerId").asString("").equals(event.deliveryKey()))
              .count();
    }
    Row.SalesRows sales = (Row.SalesRows) row;
    List<JsonNode> rows =
        control.state("salesRow").stream()
            .filter(r -> r.path("order").asString().equals(sales.orderKey()))
            .toList();
    return rows.size() / sales.lines().size();
  }

  @Test
  void aFullBatchOfNewContactsTakesFourCalls() {
    Destination destination = destination();
    assertThat(destination.discover()).isEmpty();
    List<Row> batch = new ArrayList<>();
    for (int i = 0; i < destination.batchSize(DeliveryKind.CONTACT, Lane.HISTORY); i++) {
      batch.add(rows.contact(rows.person(), null, Consent.OPTED_IN));
    }
    long before = destination.calls();

    deliver(destination, DeliveryKind.CONTACT, Lane.HISTORY, batch)
        .values()
        .forEach(verdict -> assertThat(ok(verdict).created()).isTrue());

    assertThat(batch).hasSize(1000);
    assertThat(destination.calls() - before).isEqualTo(4);
  }

  @Test
  void anOptInNeverOverrulesAnOptOutThatWasMadeThereUnseen() {
    Destination destination = destination();
    ContractRows.Person optedOut = rows.person();
    ContractRows.Person silent = rows.person();
    String optedOutAt = contactOf(destination, optedOut);
    String silentAt = contactOf(destination, silent);
    ok(deliver(destination, rows.consent(optedOut, optedOutAt, Consent.OPTED_OUT)));

    Verdict refused = deliver(destination, unsure(optedOut, optedOutAt));
    Verdict accepted = deliver(destination, unsure(silent, silentAt));

    assertThat(refused).isEqualTo(Verdict.Retry.notAsThought(Consent.OPTED_OUT));
    ok(accepted);
    assertThat(contacts(optedOut.email()))
        .extracting(SeenContact::consent)
        .containsExactly(Consent.OPTED_OUT);
    assertThat(contacts(silent.email()))
        .extracting(SeenContact::consent)
        .containsExactly(Consent.OPTED_IN);
  }

  private static Row unsure(ContractRows.Person person, String contactId) {
    return new Row.ContactConsent(
        7, person.personId(), Set.of(), contactId, Consent.OPTED_IN, false);
  }

  @Test
  void amountsReachTheAccountUnrounded() {
    Destination destination = destination();
    ContractRows.Person person = rows.person();
    Row.SalesRows row = rows.salesRows(person, contactOf(destination, person));

    ok(deliver(destination, row));

    List<JsonNode> lines =
        control.state("salesRow").stream()
            .filter(line -> line.path("order").asString("").equals(row.orderKey()))
            .toList();
    assertThat(lines)
        .extracting(line -> line.path("price").asString(""))
        .containsExactly("15.30", "0.001", "2.95");
    assertThat(lines)
        .extracting(line -> line.path("customer").asString(""))
        .containsOnly(person.personId());
  }
}
