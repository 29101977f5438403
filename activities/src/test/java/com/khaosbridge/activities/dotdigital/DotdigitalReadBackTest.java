package com.khaosbridge.activities.dotdigital;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.destination.ConsentThere;
import com.khaosbridge.activities.destination.ContactThere;
import com.khaosbridge.activities.destination.ContractRows;
import com.khaosbridge.activities.destination.ContractRows.Person;
import com.khaosbridge.activities.destination.DotdigitalSabotage;
import com.khaosbridge.activities.destination.OrderThere;
import com.khaosbridge.activities.destination.ReadBack;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.sandbox.dotdigital.DotdigitalStandIn;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read back of a Dotdigital account is what it has, sabotage included. */
class DotdigitalReadBackTest {
  private static final ReadBack.Terms TERMS =
      new ReadBack.Terms(Set.of("FULLNAME"), Duration.ofMinutes(2), Duration.ofMillis(20));

  private final ContractRows rows = new ContractRows();
  private DotdigitalInSandbox account;
  private Dotdigital destination;
  private ReadBack readBack;
  private DotdigitalSabotage sabotage;

  @BeforeEach
  void start() throws IOException {
    account = DotdigitalInSandbox.start();
    account.createOrders();
    destination = new Dotdigital(account.settings(), Instant::now);
    readBack = destination.readBack(TERMS).orElseThrow();
    sabotage =
        new DotdigitalSabotage(
            account.settings().access().discoveryUrl().toString(),
            DotdigitalStandIn.USER,
            DotdigitalStandIn.PASSWORD);
  }

  @AfterEach
  void stop() throws IOException {
    account.close();
  }

  @Test
  void aContactIsReadBackAsItWasWritten() {
    Person person = rows.person();
    String id = created(person);
    String stranger = account.plant("stranger@example.com", "subscribed", null);

    assertThat(contacts())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(
            new ContactThere(
                id,
                person.personId(),
                person.email(),
                ConsentThere.OPTED_IN,
                new ContactThere.Profile(
                    "Ann", "O'Hara, \"Smith\"", null, "AB1 2CD", person.urn(), person.urn()),
                Map.of()),
            new ContactThere(
                stranger,
                null,
                "stranger@example.com",
                ConsentThere.OPTED_IN,
                new ContactThere.Profile(null, null, null, null, null, null),
                Map.of()));
    assertThat(contact(id).toString() + contact(id).profile()).doesNotContain("@", "Ann");
  }

  @Test
  void onlyThePersonsOwnYesAndNoAreConsent() {
    String in = account.plant("in@example.com", "subscribed", null);
    String out = account.plant("out@example.com", "unsubscribed", null);
    String barred = account.plant("barred@example.com", "suppressed", null);
    Person person = rows.person();
    String awaiting = account.plant(person.email(), "unsubscribed", person.personId());
    destination.deliver(
        DeliveryKind.CONSENT, Lane.LIVE, List.of(rows.consent(person, awaiting, Consent.OPTED_IN)));

    assertThat(contact(in).consent()).isEqualTo(ConsentThere.OPTED_IN);
    assertThat(contact(out).consent()).isEqualTo(ConsentThere.OPTED_OUT);
    assertThat(contact(barred).consent()).isEqualTo(ConsentThere.BARRED);
    assertThat(contact(awaiting).consent()).isEqualTo(ConsentThere.AWAITING);
    assertThat(contact(awaiting).consent().consent()).isEqualTo(Consent.UNKNOWN);
  }

  @Test
  void everySabotageOfAContactIsSeen() {
    String gone = created(rows.person());
    Person person = rows.person();
    String id = created(person);

    sabotage.deleteContact(gone);
    sabotage.flipConsent(id);
    sabotage.changeFirstName(id, "Bob");
    sabotage.alterField(id, "FULLNAME", "999.999");
    String twin = sabotage.doubleContact(id, "twin@example.com");

    List<ContactThere> there = new ArrayList<>();
    assertThat(readBack.contacts(List.of(gone, id, twin), there::addAll)).containsExactly(gone);
    assertThat(there).extracting(ContactThere::contactId).containsExactly(id, twin);
    assertThat(contacts()).extracting(ContactThere::contactId).containsExactly(id, twin);
    assertThat(contact(id).consent()).isEqualTo(ConsentThere.OPTED_OUT);
    assertThat(contact(id).profile().firstName()).isEqualTo("Bob");
    assertThat(contact(id).extraFields()).containsEntry("FULLNAME", "999.999");
    assertThat(contact(twin).profile().urn()).isEqualTo(person.urn());
    assertThat(contact(twin).personId()).isNull();
    sabotage.flipConsent(id);
    assertThat(contact(id).consent()).isEqualTo(ConsentThere.OPTED_IN);
  }

  @Test
  void everySabotageOfAnOrderIsSeen() {
    Person person = rows.person();
    String id = created(person);
    String other = created(rows.person());
    String deleted = ordered(person, id, "1.005");
    String copied = ordered(person, id, "2.005");
    String altered = ordered(person, id, "3.005");
    String moved = ordered(person, id, "4.005");
    assertThat(orders()).extracting(OrderThere::contactId).containsOnly(id);

    sabotage.deleteOrder(id, deleted);
    sabotage.duplicateOrder(id, copied, "COPY1");
    sabotage.alterTotal(id, altered, new BigDecimal("300.123"));
    sabotage.moveOrder(id, moved, other);

    assertThat(orders())
        .extracting(OrderThere::orderKey)
        .containsExactlyInAnyOrder(copied, "COPY1", altered, moved);
    assertThat(order("COPY1").statedKey()).isEqualTo(copied);
    assertThat(order("COPY1").total()).isEqualTo(new BigDecimal("2.005"));
    assertThat(order(altered).total()).isEqualTo(new BigDecimal("300.123"));
    assertThat(order(altered).statedKey()).isEqualTo(altered);
    assertThat(order(moved).contactId()).isEqualTo(other);
  }

  @Test
  void anOrderIsReadBackToTheLastDecimal() {
    Person person = rows.person();
    String id = created(person);
    Row.OrderRecord row = OrderRows.order(rows, person, id, "2.5", "0.001", "12345678901234.001");
    destination.deliver(DeliveryKind.ORDER, Lane.LIVE, List.of(row));
    account.send(
        "PUT",
        "/insightData/v3/contacts/contactId/" + id + "/Orders/OTHERS",
        "{\"orderTotal\":3.0,\"id\":\"7\"}");

    assertThat(orders())
        .containsExactlyInAnyOrder(
            new OrderThere(
                row.sale().orderKey(),
                id,
                row.sale().orderKey(),
                "GBP",
                "finalised",
                new BigDecimal("12345678901234.001"),
                null,
                new BigDecimal("2.5")),
            new OrderThere("OTHERS", id, "7", null, null, null, null, BigDecimal.ZERO));
  }

  private List<ContactThere> contacts() {
    List<ContactThere> all = new ArrayList<>();
    readBack.contacts(all::addAll);
    return all;
  }

  private ContactThere contact(String id) {
    return contacts().stream().filter(c -> c.contactId().equals(id)).findFirst().orElseThrow();
  }

  private List<OrderThere> orders() {
    List<OrderThere> all = new ArrayList<>();
    readBack.orders(all::addAll);
    return all;
  }

  private OrderThere order(String key) {
    return orders().stream().filter(o -> o.orderKey().equals(key)).findFirst().orElseThrow();
  }

  private String created(Person person) {
    Row row = rows.contact(person, null, Consent.OPTED_IN);
    Verdict verdict =
        destination.deliver(DeliveryKind.CONTACT, Lane.LIVE, List.of(row)).get(row.deliveryId());
    return String.valueOf(((Verdict.Ok) verdict).contactId());
  }

  private String ordered(Person person, String contactId, String total) {
    Row.OrderRecord row = OrderRows.order(rows, person, contactId, "1", total, total);
    destination.deliver(DeliveryKind.ORDER, Lane.LIVE, List.of(row));
    return row.sale().orderKey();
  }
}
