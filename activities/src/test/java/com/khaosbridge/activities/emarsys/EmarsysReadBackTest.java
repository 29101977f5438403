package com.khaosbridge.activities.emarsys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.khaosbridge.activities.destination.ConsentThere;
import com.khaosbridge.activities.destination.ContactThere;
import com.khaosbridge.activities.destination.ContractRows;
import com.khaosbridge.activities.destination.ContractRows.Person;
import com.khaosbridge.activities.destination.EmarsysSabotage;
import com.khaosbridge.activities.destination.ReadBack;
import com.khaosbridge.activities.destination.ReadBackException;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.destination.SandboxControl;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.sandbox.Sandbox;
import com.khaosbridge.sandbox.SandboxOptions;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is read back of an Emarsys account is what it has, sabotage included. */
class EmarsysReadBackTest {
  private final ContractRows rows = new ContractRows();
  private Sandbox sandbox;
  private SandboxControl control;
  private EmarsysInSandbox account;
  private Emarsys destination;
  private EmarsysSabotage sabotage;

  @BeforeEach
  void start() throws IOException {
    sandbox =
        Sandbox.start(
            SandboxOptions.standard()
                .withLimits(
                    new SandboxOptions.Limits(100_000, 35, 500, 2000, Duration.ofSeconds(1))));
    control = new SandboxControl(sandbox.baseUrl(), "emarsys");
    account = new EmarsysInSandbox(sandbox.baseUrl(), control);
    destination = new Emarsys(account.settings(), new KeptSalesFiles(), Instant::now);
    sabotage = new EmarsysSabotage(sandbox.baseUrl(), "sandbox-client", "sandbox-secret");
  }

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
  }

  @Test
  void aContactIsReadBackAsItWasWritten() {
    Person person = rows.person();
    String id = created(person);

    ContactThere contact = contact(id);

    assertThat(contact)
        .usingRecursiveComparison()
        .isEqualTo(
            new ContactThere(
                id,
                person.personId(),
                person.email(),
                ConsentThere.OPTED_IN,
                new ContactThere.Profile(
                    "Ann", "O'Hara, \"Smith\"", "GB", "AB1 2CD", person.urn(), person.urn()),
                Map.of()));
    assertThat(contact.toString() + contact.profile()).doesNotContain("@", "Ann");
  }

  @Test
  void everySabotageOfAContactIsSeen() {
    String gone = created(rows.person());
    Person person = rows.person();
    String id = created(person);

    sabotage.deleteContact(gone);
    sabotage.flipConsent(id);
    sabotage.changeFirstName(id, "Bob");
    sabotage.alterField(id, "khaos_customer_ids", "999.999");
    String twin = sabotage.doubleContact(id, "twin@example.com");

    List<ContactThere> there = new ArrayList<>();
    ReadBack reading = reading(Set.of("khaos_customer_ids"));
    assertThat(reading.contacts(List.of(gone, id), there::addAll)).containsExactly(gone);
    assertThat(there).singleElement().extracting(ContactThere::contactId).isEqualTo(id);
    assertThat(there.get(0).consent()).isEqualTo(ConsentThere.OPTED_OUT);
    assertThat(there.get(0).profile().firstName()).isEqualTo("Bob");
    assertThat(there.get(0).extraFields()).containsEntry("khaos_customer_ids", "999.999");
    assertThat(contact(twin).profile().urn()).isEqualTo(person.urn());
    assertThat(contact(twin).consent()).isEqualTo(ConsentThere.UNKNOWN);
    sabotage.flipConsent(id);
    assertThat(contact(id).consent()).isEqualTo(ConsentThere.OPTED_IN);
  }

  @Test
  void contactsOfOursAreFoundWithoutKnowingThemAndOthersAreNot() {
    Person person = rows.person();
    String linked = created(person);
    String orphan = account.plant("orphan@example.com", Consent.OPTED_IN, "main:orphan");
    String twin = sabotage.doubleContact(linked, "twin@example.com");
    account.plant("stranger@example.com", Consent.OPTED_IN);

    assertThat(listed(reading(Set.of())))
        .extracting(ContactThere::contactId, ContactThere::personId)
        .containsExactlyInAnyOrder(
            tuple(linked, person.personId()),
            tuple(orphan, "main:orphan"),
            tuple(twin, person.personId()));
    assertThat(reading(Set.of()).listing()).isEqualTo(ReadBack.Listing.STAMPED);
  }

  @Test
  void moreThanAQueryAndABatchHoldAreReadToTheEndThroughTrouble() {
    List<String> ids = load(10_100);
    List<String> listed = new ArrayList<>();
    reading(Set.of())
        .contacts(
            page -> {
              if (listed.isEmpty()) {
                long reset = Instant.now().getEpochSecond() + 2;
                fault("getdata", "429,\"headers\":{\"X-RateLimit-Reset\":\"" + reset + "\"}");
                fault("query", "500");
              }
              page.forEach(contact -> listed.add(contact.contactId()));
            });

    assertThat(listed).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void amongManyContactsTheGoneOnesAreTold() {
    List<String> ids = load(2500);
    Set<String> deleted = Set.of(ids.get(0), ids.get(1400), ids.get(2499));
    deleted.forEach(sabotage::deleteContact);
    List<Integer> sizes = new ArrayList<>();

    Set<String> gone = reading(Set.of()).contacts(ids, page -> sizes.add(page.size()));

    assertThat(gone).isEqualTo(deleted);
    assertThat(sizes).containsExactly(999, 999, 499);
    assertThat(reading(Set.of()).contacts(List.copyOf(deleted), page -> sizes.add(0)))
        .isEqualTo(deleted);
    assertThat(sizes).doesNotContain(0);
  }

  @Test
  void aFailureThatLastsIsAnExceptionAndNeverAnEnd() {
    List<String> ids = load(1500);
    assertThatThrownBy(
            () ->
                reading(Set.of(), Duration.ofMillis(100))
                    .contacts(
                        ids,
                        page ->
                            control.arm(
                                WireJson.read(
                                    "{\"system\":\"emarsys\",\"path\":\"getdata\","
                                        + "\"kind\":\"status\",\"status\":503}"))))
        .isInstanceOfSatisfying(
            ReadBackException.class,
            e -> {
              assertThat(e.destination()).isEqualTo("emarsys");
              assertThat(e.asked()).isEqualTo("contacts");
            })
        .hasMessage("emarsys: could not read contacts: Emarsys answers 503");
  }

  @Test
  void aFieldThatTheAccountLacksIsNamed() {
    assertThatThrownBy(() -> listed(reading(Set.of("khaos_spent"))))
        .isInstanceOf(ReadBackException.class)
        .hasMessageContaining("no contact field has the id khaos_spent");
  }

  @Test
  void salesRowsAreNotReadBack() {
    ReadBack reading = reading(Set.of());

    assertThat(reading.ordersReadable()).isFalse();
    assertThatThrownBy(() -> reading.orders(page -> {}))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private ReadBack reading(Set<String> extraFields) {
    return reading(extraFields, Duration.ofMinutes(2));
  }

  private ReadBack reading(Set<String> extraFields, Duration patience) {
    return destination
        .readBack(new ReadBack.Terms(extraFields, patience, Duration.ofMillis(20)))
        .orElseThrow();
  }

  private static List<ContactThere> listed(ReadBack reading) {
    List<ContactThere> all = new ArrayList<>();
    reading.contacts(all::addAll);
    return all;
  }

  private ContactThere contact(String id) {
    List<ContactThere> there = new ArrayList<>();
    reading(Set.of()).contacts(List.of(id), there::addAll);
    return there.get(0);
  }

  private String created(Person person) {
    Row row = rows.contact(person, null, Consent.OPTED_IN);
    Verdict verdict =
        destination.deliver(DeliveryKind.CONTACT, Lane.LIVE, List.of(row)).get(row.deliveryId());
    return String.valueOf(((Verdict.Ok) verdict).contactId());
  }

  /** Makes contacts of ours, in as few calls as Emarsys allows. */
  private List<String> load(int count) {
    List<String> ids = new ArrayList<>();
    for (int from = 0; from < count; from += 1000) {
      ObjectNode body = WireJson.object().put("key_id", "3");
      ArrayNode contacts = body.putArray("contacts");
      for (int i = from; i < Math.min(count, from + 1000); i++) {
        contacts
            .addObject()
            .put("3", "c" + i + "@example.com")
            .put(account.personField(), "main:" + i);
      }
      account.api("contact", body).path("ids").forEach(id -> ids.add(id.asString()));
    }
    return ids;
  }

  private void fault(String path, String answer) {
    control.arm(
        WireJson.read(
            "{\"system\":\"emarsys\",\"path\":\""
                + path
                + "\",\"kind\":\"status\",\"count\":1,\"status\":"
                + answer
                + "}"));
  }
}
