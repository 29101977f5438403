package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.anOrder;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static com.khaosbridge.workflows.delivery.DeliveryKind.CONSENT;
import static com.khaosbridge.workflows.delivery.DeliveryKind.CONTACT;
import static com.khaosbridge.workflows.delivery.DeliveryKind.SALES_ROWS;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.books.JoinedPersons;
import com.khaosbridge.activities.ledger.persons.Person;
import com.khaosbridge.activities.ledger.reports.LedgerPersons;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.person.PersonRef;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is owed is decided from the person: one contact, made of one customer, consent of all. */
class TwoCustomersOnePersonTest {
  private TestLedger ledger;
  private JoinedPersons joins;
  private CustomerInErp first;
  private CustomerInErp second;

  @BeforeEach
  void open() {
    ledger = TestLedger.open();
    joins = new JoinedPersons(ledger.database, TestLedger.SOURCE, ledger.scopes);
    first = ledger.linked(aCustomer().optedIn());
    second = aCustomer().optedIn();
    ledger.sees(second);
    assertThat(joins.join(first.person(), second.person(), ledger.now)).isTrue();
    ledger.deliverAll();
    ledger.takeSignals();
  }

  @AfterEach
  void close() {
    assertThat(ledger.closes()).isTrue();
    ledger.close();
  }

  private Person person() {
    return ledger.persons.known(List.of(first.person())).get(first.person());
  }

  private int deliveries() {
    return ledger.deliveries().size();
  }

  private String consentThere() {
    return ledger.value(
        String.class,
        "select consent_written from contact_link where destination = ? and person_id = ?",
        EMARSYS,
        first.person());
  }

  @Test
  void theOptOutOfOneOptsTheContactOut() {
    ledger.sees(second.optedOut());
    assertThat(ledger.takeSignals()).containsExactly("PERSON_CHANGED " + first.person());
    ledger.deliverAll();

    assertThat(person().consent()).isEqualTo(Consent.OPTED_OUT);
    assertThat(consentThere()).isEqualTo("OPTED_OUT");
  }

  @Test
  void theOptInOfOneOnlyLeavesTheContactOptedOut() {
    ledger.sees(first.optedOut(), second.optedOut());
    ledger.deliverAll();
    ledger.takeSignals();
    int before = deliveries();

    ledger.now = ledger.now.plusSeconds(60);
    ledger.sees(first.optedIn());

    assertThat(deliveries()).isEqualTo(before);
    assertThat(ledger.takeSignals()).isEmpty();
    assertThat(consentThere()).isEqualTo("OPTED_OUT");

    ledger.sees(second.optedIn());
    ledger.deliverAll();
    assertThat(consentThere()).isEqualTo("OPTED_IN");
  }

  @Test
  void theProfileOfOneWhoDoesNotLeadIsOwedToNobody() {
    int before = deliveries();

    ledger.sees(second.named("Bea"));

    assertThat(deliveries()).isEqualTo(before);
    assertThat(ledger.takeSignals()).isEmpty();
    ledger.sees(first.named("Eve"));
    assertThat(deliveries()).isGreaterThan(before);
  }

  @Test
  void ifTheLeadingOneMayHaveNoContactTheOtherLeads() {
    assertThat(person().leading().urn()).isEqualTo(first.urn());

    ledger.sees(first.withoutEmail());

    assertThat(person().leading().urn()).isEqualTo(second.urn());
    assertThat(ledger.stand(EMARSYS, CONTACT)).last().isEqualTo("PLANNED");
    ledger.sees(second.withoutEmail());
    assertThat(ledger.stand(EMARSYS, CONTACT)).last().isEqualTo("EXCLUDED no e-mail");
  }

  @Test
  void aHoldOfOneHoldsTheHuman() {
    ledger.sees(second.onHold());
    ledger.deliverAll();

    assertThat(ledger.stand(EMARSYS, CONTACT)).last().isEqualTo("EXCLUDED held in the ERP");
    assertThat(consentThere()).isEqualTo("OPTED_OUT");
  }

  @Test
  void ordersOfBothAreThePersons() {
    ledger.sees(anOrder().of(first).finalised(), anOrder().of(second).finalised());
    ledger.deliverAll();

    assertThat(ledger.deliveries(EMARSYS, SALES_ROWS))
        .extracting(TestLedger.Seen::personId)
        .containsExactly(first.person(), first.person());
    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsExactly("DELIVERED", "DELIVERED");
  }

  @Test
  void whatWasOnItsWayForOneGoesOnForThePerson() {
    CustomerInErp third = aCustomer().optedOut();
    ledger.sees(third);
    ledger.sees(anOrder().of(third).finalised());
    ledger.carryLive();

    assertThat(joins.join(second.person(), third.person(), ledger.now)).isTrue();

    assertThat(ledger.takeSignals())
        .contains("PERSON_CHANGED " + first.person(), "PERSON_CHANGED " + third.person());
    ledger.deliverAll();
    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsExactly("DELIVERED");
    assertThat(consentThere()).isEqualTo("OPTED_OUT");
    assertThat(
            ledger.value(
                Long.class, "select count(*) from contact_link where destination = ?", EMARSYS))
        .isEqualTo(1);
    assertThat(ledger.stand(EMARSYS, CONSENT)).doesNotContain("PLANNED", "WAITING");
  }

  @Test
  void aContactThatOnlyTheJoiningPersonHasIsTakenOver() {
    CustomerInErp stays = aCustomer().withoutEmail();
    ledger.sees(stays);
    CustomerInErp goes = ledger.linked(aCustomer().optedIn());

    joins.join(stays.person(), goes.person(), ledger.now);
    ledger.sees(goes.optedOut());
    ledger.deliverAll();

    assertThat(
            ledger.value(
                String.class,
                "select contact_id || consent_written from contact_link where destination = ? and"
                    + " person_id = ?",
                EMARSYS,
                stays.person()))
        .isEqualTo("contact of " + goes.person() + "OPTED_OUT");
  }

  @Test
  void whileACallMakesTheContactNobodyIsJoined() {
    CustomerInErp third = aCustomer();
    ledger.sees(third);
    ledger.carryLive();
    TestLedger.Call call = ledger.call(EMARSYS, CONTACT);

    assertThat(joins.join(first.person(), third.person(), ledger.now)).isFalse();
    assertThat(ledger.persons.resolve(third.person())).isEqualTo(third.person());

    call.isAccepted();
    assertThat(joins.join(first.person(), third.person(), ledger.now)).isTrue();
  }

  @Test
  void anAliasIsReadAsItsPersonAndItsWorkflowFindsNothing() {
    LedgerPersons workflows = new LedgerPersons(ledger.outbox, ledger.persons);
    CustomerInErp newest = ledger.linked(aCustomer());

    joins.join(newest.person(), first.person(), ledger.now);

    for (CustomerInErp customer : List.of(first, second, newest)) {
      assertThat(ledger.persons.resolve(customer.person())).isEqualTo(newest.person());
      assertThat(ledger.persons.known(List.of(customer.person())).get(customer.person()).urns())
          .containsExactlyInAnyOrder(first.urn(), second.urn(), newest.urn());
    }
    assertThat(workflows.readPerson(new PersonRef(TestLedger.SOURCE, first.person()))).isEmpty();
    assertThat(workflows.readPerson(new PersonRef(TestLedger.SOURCE, newest.person())))
        .isNotEmpty();
    ledger.deliverAll();
  }
}
