package com.khaosbridge.activities.dotdigital;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.destination.ContractRows;
import com.khaosbridge.activities.destination.ContractRows.Person;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.Evidence;
import com.khaosbridge.workflows.delivery.Exclusion;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is particular about Dotdigital, against its stand-in over HTTP. */
class DotdigitalSandboxTest {
  private static DotdigitalInSandbox account;

  private final ContractRows rows = new ContractRows();
  private final Dotdigital destination = new Dotdigital(account.settings(), Instant::now);

  @BeforeAll
  static void start() throws IOException {
    account = DotdigitalInSandbox.start();
  }

  @AfterAll
  static void stop() throws IOException {
    account.close();
  }

  @Test
  void aFirstLoadAdoptsCreatesAndRefusesInAFewCalls() {
    List<Row> batch = new ArrayList<>();
    List<Person> adopted = new ArrayList<>();
    List<Person> created = new ArrayList<>();
    List<Row> foreign = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      Person person = rows.person();
      Consent consent = Consent.values()[i % 3];
      Row.Contact row = rows.contact(person, null, consent);
      batch.add(row);
      if (i < 20) {
        account.plant(person.email().toUpperCase(Locale.ROOT), "unsubscribed", null);
        adopted.add(person);
      } else if (i < 25) {
        account.plant(person.email(), "unsubscribed", "someone:else" + i);
        foreign.add(row);
      } else {
        created.add(person);
      }
    }

    long before = destination.calls();
    Map<Long, Verdict> verdicts = destination.deliver(DeliveryKind.CONTACT, Lane.HISTORY, batch);

    assertThat(verdicts).hasSize(120);
    assertThat(destination.calls() - before).isLessThan(20);
    for (int i = 0; i < 120; i++) {
      Verdict verdict = verdicts.get(batch.get(i).deliveryId());
      Person person = adopted.size() > i ? adopted.get(i) : null;
      if (person != null) {
        assertThat(verdict)
            .isEqualTo(new Verdict.Ok(Evidence.ACCEPTED, idOf(person), false, Consent.OPTED_OUT));
        assertThat(statusOf(person)).isEqualTo("unsubscribed");
        assertThat(account.contacts(person.email()))
            .extracting(c -> DotdigitalInSandbox.identifier(c, "khaos-person-id"))
            .containsExactly(person.personId());
      } else if (foreign.contains(batch.get(i))) {
        assertThat(verdict)
            .isInstanceOfSatisfying(
                Verdict.Reject.class,
                reject -> assertThat(reject.cause()).isEqualTo("contact of another person"));
      } else {
        Person made = created.get(i - 25);
        assertThat(verdict)
            .isEqualTo(
                new Verdict.Ok(
                    Evidence.ACCEPTED,
                    idOf(made),
                    true,
                    i % 3 == Consent.OPTED_IN.ordinal() ? Consent.OPTED_IN : Consent.OPTED_OUT));
        assertThat(statusOf(made))
            .isEqualTo(
                ((Row.Contact) batch.get(i)).consentOnCreate() == Consent.OPTED_IN
                    ? "subscribed"
                    : "unsubscribed");
      }
    }
    Map<Long, Verdict> again = destination.deliver(DeliveryKind.CONTACT, Lane.HISTORY, batch);
    assertThat(again.values())
        .filteredOn(Verdict.Ok.class::isInstance)
        .hasSize(115)
        .noneMatch(verdict -> ((Verdict.Ok) verdict).created());
  }

  @Test
  void aPersonWhoseEmailChangedIsFoundByOurKeyInAnImportToo() {
    Person before = rows.person();
    String id = created(before);
    Person after = new Person(before.personId(), "new-" + before.email(), before.urn());

    Verdict verdict = history(rows.contact(after, null, Consent.OPTED_IN));

    assertThat(verdict).isInstanceOf(Verdict.Ok.class);
    assertThat(((Verdict.Ok) verdict).contactId()).isEqualTo(id);
    assertThat(account.contacts(after.email())).hasSize(1);
    assertThat(account.contacts(before.email())).isEmpty();
  }

  @Test
  void anEmailThatAnotherContactHasIsRefusedInWords() {
    Person owner = rows.person();
    created(owner);
    Person person = rows.person();
    String id = created(person);

    Verdict verdict =
        live(rows.contact(new Person(person.personId(), owner.email(), "U"), id, Consent.OPTED_IN));

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Reject.class,
            reject -> assertThat(reject.cause()).isEqualTo("contact of another person"));
  }

  @Test
  void aDeletedContactIsNeverBroughtBack() {
    Person person = rows.person();
    String id = created(person);
    account.send("DELETE", "/contacts/v3/contactId/" + id, "");

    assertThat(
            List.of(
                live(rows.contact(person, id, Consent.OPTED_IN)),
                history(rows.contact(person, id, Consent.OPTED_IN)),
                live(rows.consent(person, id, Consent.OPTED_IN)),
                live(rows.consent(person, id, Consent.OPTED_OUT)),
                live(rows.order(person, id)),
                history(rows.order(person, id))))
        .allSatisfy(
            verdict ->
                assertThat(verdict)
                    .isInstanceOfSatisfying(
                        Verdict.Reject.class,
                        reject ->
                            assertThat(reject.cause())
                                .isEqualTo("contact deleted at the destination")));
    assertThat(account.contacts(person.email()))
        .allMatch(contact -> !contact.path("status").asString().equals("subscribed"));
  }

  @Test
  void oneEmailIsNeverTwiceInAnImport() {
    Person first = rows.person();
    Person second =
        new Person(rows.person().personId(), first.email().toUpperCase(Locale.ROOT), "U2");
    Row one = rows.contact(first, null, Consent.OPTED_IN);
    Row two = rows.contact(second, null, Consent.OPTED_IN);

    Map<Long, Verdict> verdicts =
        destination.deliver(DeliveryKind.CONTACT, Lane.HISTORY, List.of(one, two));

    assertThat(verdicts.get(one.deliveryId())).isInstanceOf(Verdict.Ok.class);
    assertThat(verdicts.get(two.deliveryId())).isInstanceOf(Verdict.Retry.class);
    assertThat(history(two)).isInstanceOf(Verdict.Reject.class);
  }

  @Test
  void aPersonIsAskedOnceForAnOptIn() {
    Person person = rows.person();
    String id = created(person);
    live(rows.consent(person, id, Consent.OPTED_OUT));

    assertThat(live(rows.consent(person, id, Consent.OPTED_IN)))
        .isEqualTo(Verdict.Ok.accepted(id, false));
    assertThat(live(rows.consent(person, id, Consent.OPTED_IN)))
        .isEqualTo(new Verdict.Ok(Evidence.READ_BACK, id, false));
    assertThat(statusOf(person)).isEqualTo("pendingOptIn");
  }

  @Test
  void anOptInNeverLiftsASuppression() {
    Person person = rows.person();
    String id = account.plant(person.email(), "suppressed", person.personId());

    assertThat(live(rows.consent(person, id, Consent.OPTED_IN)))
        .isEqualTo(new Verdict.Exclude(ExclusionReason.SUPPRESSED));
    assertThat(live(rows.consent(person, id, Consent.OPTED_OUT))).isInstanceOf(Verdict.Ok.class);
    assertThat(statusOf(person))
        .as("an opt-out in its place could be raised")
        .isEqualTo("suppressed");
  }

  @Test
  void ordersKeepTheirTypesAndTheirPennies() {
    Person person = rows.person();
    String id = created(person);
    Row.OrderRecord whole = OrderRows.order(rows, person, id, "6", "10", "60");
    Row.OrderRecord broken = OrderRows.order(rows, person, id, "2.5", "0.001", "0.0025");

    assertThat(live(whole)).isEqualTo(Verdict.Ok.accepted(id, false));
    assertThat(
            destination.deliver(
                DeliveryKind.ORDER, Lane.LIVE, List.of(broken, rows.order(person, id))))
        .allSatisfy((delivery, verdict) -> assertThat(verdict).isInstanceOf(Verdict.Ok.class));
    assertThat(record(whole).path("json").path("order_total").decimalValue())
        .isEqualByComparingTo("60");
    assertThat(record(broken).path("json").path("order_total").decimalValue())
        .isEqualByComparingTo("0.0025");
    assertThat(record(broken).path("json").path("id").isString()).isTrue();
  }

  @Test
  void oneRefusedOrderLeavesTheOthersOfItsImportAlone() {
    Person person = rows.person();
    String id = created(person);
    Row good = rows.order(person, id);
    Row bad = rows.order(person, "999999999");

    Map<Long, Verdict> verdicts =
        destination.deliver(DeliveryKind.ORDER, Lane.HISTORY, List.of(good, bad));

    assertThat(verdicts.get(good.deliveryId())).isEqualTo(Verdict.Ok.accepted(id, false));
    assertThat(verdicts.get(bad.deliveryId())).isInstanceOf(Verdict.Reject.class);
  }

  @Test
  void anOrderThatIsThereAlreadyIsReplacedByAnImport() {
    Person person = rows.person();
    String id = created(person);
    Row.OrderRecord order = rows.order(person, id);
    live(order);

    assertThat(history(order)).isEqualTo(Verdict.Ok.accepted(id, false));
    assertThat(record(order).path("writes").asInt()).isEqualTo(2);
  }

  @Test
  void oneBadMailLeavesTheOthersOfItsCallAlone() {
    Person person = rows.person();
    Row.Event good = rows.event(person, "7", EventType.ORDER_CONFIRMED);
    Row.Event bad = OrderRows.eventTo("no address", rows);
    Row.Event none = OrderRows.eventTo(null, rows);

    Map<Long, Verdict> verdicts =
        destination.deliver(DeliveryKind.EVENT, Lane.LIVE, List.of(good, bad, none));

    assertThat(verdicts.get(good.deliveryId())).isInstanceOf(Verdict.Ok.class);
    assertThat(verdicts.get(bad.deliveryId())).isInstanceOf(Verdict.Reject.class);
    assertThat(verdicts.get(none.deliveryId()))
        .isInstanceOfSatisfying(
            Verdict.Reject.class,
            reject -> assertThat(reject.cause()).isEqualTo("no e-mail to send to"));
    assertThat(account.control().state("mail"))
        .filteredOn(mail -> mail.path("metadata").asString("").equals(good.deliveryKey()))
        .singleElement()
        .satisfies(
            mail -> {
              JsonNode values = mail.path("personalizationValues");
              assertThat(values.path("order_number").asString())
                  .isEqualTo(good.payload().orderNumber());
              assertThat(values.path("total_inc_vat").asString()).isEqualTo("21.900");
              assertThat(values.path("lines").asString()).contains("22423");
            });
  }

  @Test
  void anEventTypeWithoutACampaignIsNotSent() {
    Dotdigital quiet = new Dotdigital(account.settings().withCampaigns(Map.of()), Instant::now);
    Row.Event event = rows.event(rows.person(), "7", EventType.DESPATCHED);

    assertThat(quiet.deliver(DeliveryKind.EVENT, Lane.LIVE, List.of(event)))
        .containsEntry(
            event.deliveryId(),
            new Verdict.Exclude(new Exclusion(ExclusionReason.NO_CAMPAIGN, "despatched")));
    assertThat(quiet.calls()).isZero();
  }

  @Test
  void anyHostTellsTheRegionAndTheRegionTakesTheCalls() {
    URI other =
        URI.create(
            account
                .settings()
                .access()
                .discoveryUrl()
                .toString()
                .replace("127.0.0.1", "localhost"));
    DotdigitalSettings elsewhere =
        DotdigitalSettings.of(
            "dotdigital",
            other,
            account.settings().access().apiUser(),
            account.settings().access().apiPassword());

    assertThat(new Dotdigital(elsewhere, Instant::now).discover()).isEmpty();
  }

  @Test
  void whatAnAccountLacksIsSaidInWords() throws IOException {
    try (DotdigitalInSandbox fresh = DotdigitalInSandbox.start()) {
      fresh.createOrders();
      String person = fresh.plant("schema@example.com", "subscribed", null);
      fresh.send(
          "PUT",
          "/insightData/v3/contacts/contactId/" + person + "/Orders/X1",
          "{\"id\":17,\"products\":[{\"qty\":\"6\"}]}");
      fresh.send("DELETE", "/v2/data-fields/KHAOS_URN", "");
      fresh.send("DELETE", "/configuration/v3/customIdentifiers/khaos-person-id", "");

      List<String> problems = new Dotdigital(fresh.settings(), Instant::now).discover();

      assertThat(problems).hasSize(4);
      assertThat(String.join("\n", problems))
          .contains("KHAOS_URN is missing")
          .contains("khaos-person-id is missing")
          .contains("has id as FLOAT where we send STRING")
          .contains("has products.qty as STRING where we send FLOAT");
    }
  }

  @Test
  void aDataFieldOfAMetricThatIsMissingOrOfAnotherTypeIsAMatterOfConfiguration()
      throws IOException {
    try (DotdigitalInSandbox fresh = DotdigitalInSandbox.start()) {
      fresh.send("DELETE", "/v2/data-fields/KHAOS_VIP", "");
      fresh.send("DELETE", "/v2/data-fields/KHAOS_GROSS", "");
      fresh.send("POST", "/v2/data-fields", "{\"name\":\"KHAOS_GROSS\",\"type\":\"String\"}");
      Dotdigital waiting = new Dotdigital(fresh.settings(), Instant::now);
      Person person = rows.person();
      String id = fresh.plant(person.email(), "unsubscribed", person.personId());
      Row row = rows.metrics(person, id, ContractRows.metrics());

      assertThat(waiting.discover())
          .contains(
              "Data field KHAOS_VIP is missing: create it as Boolean in the account, or let"
                  + " `khaos-bridge setup --apply` make it",
              "Data field KHAOS_GROSS is String but must be Numeric: name another one in the"
                  + " settings");
      assertThat(waiting.deliver(DeliveryKind.METRICS, Lane.LIVE, List.of(row)).values())
          .singleElement()
          .isInstanceOfSatisfying(
              Verdict.Config.class,
              config -> assertThat(config.detail()).contains("KHAOS_VIP", "KHAOS_GROSS"));

      fresh.send("POST", "/v2/data-fields", "{\"name\":\"KHAOS_VIP\",\"type\":\"Boolean\"}");
      fresh.send("DELETE", "/v2/data-fields/KHAOS_GROSS", "");
      fresh.send("POST", "/v2/data-fields", "{\"name\":\"KHAOS_GROSS\",\"type\":\"Numeric\"}");
      assertThat(waiting.deliver(DeliveryKind.METRICS, Lane.LIVE, List.of(row)).values())
          .singleElement()
          .isInstanceOf(Verdict.Ok.class);
    }
  }

  @Test
  void aDataFieldThatVanishesIsFoundOutAfterTheFirstRefusal() throws IOException {
    try (DotdigitalInSandbox fresh = DotdigitalInSandbox.start()) {
      Dotdigital there = new Dotdigital(fresh.settings(), Instant::now);
      Person person = rows.person();
      String id = fresh.plant(person.email(), "unsubscribed", person.personId());
      List<Row> row = List.of(rows.metrics(person, id, ContractRows.metrics()));
      assertThat(there.deliver(DeliveryKind.METRICS, Lane.LIVE, row).values())
          .singleElement()
          .isInstanceOf(Verdict.Ok.class);

      fresh.send("DELETE", "/v2/data-fields/KHAOS_VIP", "");

      assertThat(there.deliver(DeliveryKind.METRICS, Lane.LIVE, row).values())
          .singleElement()
          .isInstanceOf(Verdict.Reject.class);
      assertThat(there.deliver(DeliveryKind.METRICS, Lane.LIVE, row).values())
          .singleElement()
          .isInstanceOf(Verdict.Config.class);
    }
  }

  @Test
  void metricsOfAnotherPersonsContactAreNeverWritten() {
    Person owner = rows.person();
    String id = created(owner);
    Row row = rows.metrics(rows.person(), id, ContractRows.metrics());

    for (Lane lane : Lane.values()) {
      assertThat(destination.deliver(DeliveryKind.METRICS, lane, List.of(row)).values())
          .singleElement()
          .isInstanceOfSatisfying(
              Verdict.Reject.class,
              reject -> assertThat(reject.cause()).isEqualTo("contact of another person"));
    }
    assertThat(account.contacts(owner.email()).get(0).path("dataFields").has("KHAOS_VIP"))
        .isFalse();
  }

  @Test
  void manyMetricsGoInFewCalls() {
    List<Row> batch = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      Person person = rows.person();
      String id = account.plant(person.email(), "unsubscribed", person.personId());
      batch.add(rows.metrics(person, id, ContractRows.metrics()));
    }
    long before = destination.calls();

    assertThat(destination.deliver(DeliveryKind.METRICS, Lane.HISTORY, batch).values())
        .hasSize(120)
        .allMatch(Verdict.Ok.class::isInstance);
    assertThat(destination.calls() - before).isLessThan(20);
  }

  @Test
  void wrongCredentialsAreFoundOutBeforeTheFirstDelivery() {
    DotdigitalSettings wrong =
        DotdigitalSettings.of(
            "dotdigital", account.settings().access().discoveryUrl(), "nobody", "wrong-password");

    assertThat(new Dotdigital(wrong, Instant::now).discover())
        .singleElement()
        .asString()
        .contains("credentials refused")
        .doesNotContain("wrong-password");
  }

  private String created(Person person) {
    Verdict verdict = live(rows.contact(person, null, Consent.OPTED_IN));
    assertThat(verdict).isInstanceOf(Verdict.Ok.class);
    return String.valueOf(((Verdict.Ok) verdict).contactId());
  }

  private static String idOf(Person person) {
    return account.contacts(person.email()).get(0).path("contactId").asString();
  }

  private static String statusOf(Person person) {
    return account.contacts(person.email()).get(0).path("status").asString();
  }

  private static JsonNode record(Row.OrderRecord order) {
    return account.control().state("order").stream()
        .filter(record -> record.path("key").asString().equals(order.sale().orderKey()))
        .findFirst()
        .orElseThrow();
  }

  private Verdict live(Row row) {
    return deliver(Lane.LIVE, row);
  }

  private Verdict history(Row row) {
    return deliver(Lane.HISTORY, row);
  }

  private Verdict deliver(Lane lane, Row row) {
    DeliveryKind kind =
        row instanceof Row.Contact
            ? DeliveryKind.CONTACT
            : row instanceof Row.ContactConsent ? DeliveryKind.CONSENT : DeliveryKind.ORDER;
    return destination.deliver(kind, lane, List.of(row)).get(row.deliveryId());
  }
}
