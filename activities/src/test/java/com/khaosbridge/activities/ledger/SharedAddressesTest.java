package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.TestLedger.DOTDIGITAL;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static com.khaosbridge.workflows.delivery.DeliveryKind.CONSENT;
import static com.khaosbridge.workflows.delivery.DeliveryKind.CONTACT;
import static com.khaosbridge.workflows.delivery.DeliveryKind.RETIREMENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.outbox.ClaimedDelivery;
import com.khaosbridge.workflows.delivery.Consent;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Customers with one e-mail are one person, and whoever of them says no says it for the address.
 */
class SharedAddressesTest {
  private TestLedger ledger;

  @BeforeEach
  void open() {
    ledger = TestLedger.open();
  }

  @AfterEach
  void close() {
    assertThat(ledger.closes()).isTrue();
    ledger.close();
  }

  @Test
  void twoWhoAreSeenTogetherAreOnePersonWithOneContactAndTheStrictestConsent() {
    CustomerInErp one = aCustomer().optedIn();
    CustomerInErp other = aCustomer().optedOut().atTheAddressOf(one).livingWith(one);

    ledger.findsInHistory(other, one);

    assertThat(personOf(other)).isEqualTo(personOf(one)).isEqualTo(one.person());
    assertThat(ledger.deliveries(EMARSYS, CONTACT)).hasSize(1);
    assertThat(mailConsent(one)).isEqualTo(Consent.OPTED_OUT);
  }

  @Test
  void whoIsNewAtAnAddressBelongsToThePersonWhoHasIt() {
    CustomerInErp known = ledger.linked(aCustomer().optedIn());

    ledger.sees(aCustomer().optedOut().atTheAddressOf(known).livingWith(known));
    ledger.deliverAll();

    assertThat(consentThere(known.person())).isEqualTo("OPTED_OUT");
    assertThat(ledger.openCases()).isEmpty();
  }

  @Test
  void whoMovesToTheAddressOfAnotherJoinsThemAndTheContactLeftBehindIsRetired() {
    CustomerInErp stays = ledger.linked(aCustomer().optedIn());
    CustomerInErp moves = ledger.linked(aCustomer().optedIn());

    ledger.sees(moves.atTheAddressOf(stays).livingWith(stays).optedOut());
    ledger.carryLive();

    for (String destination : List.of(EMARSYS, DOTDIGITAL)) {
      TestLedger.Call retirement = ledger.call(destination, RETIREMENT);
      assertThat(retirement.rows)
          .extracting(ClaimedDelivery::contactId)
          .containsExactly(contactOf(destination, moves.person()));
      retirement.isAccepted();
    }
    ledger.deliverAll();
    assertThat(personOf(moves)).isEqualTo(stays.person());
    assertThat(consentThere(stays.person())).isEqualTo("OPTED_OUT");
    assertThat(ledger.stand(EMARSYS, RETIREMENT)).containsExactly("DELIVERED");
    assertThat(ledger.openCases()).isEmpty();
  }

  @Test
  void whileACallKeepsThemApartAnOptOutHoldsForTheAddressAlready() {
    CustomerInErp stays = ledger.linked(aCustomer().optedIn());
    CustomerInErp moves = ledger.linked(aCustomer().optedIn());
    ledger.sees(moves.named("Bea"));
    ledger.carryLive();
    TestLedger.Call underWay = ledger.call(EMARSYS, CONTACT);

    ledger.sees(moves.atTheAddressOf(stays).livingWith(stays).optedOut());
    ledger.carryLive();

    assertThat(personOf(moves)).isEqualTo(moves.person());
    assertThat(mailConsent(stays)).isEqualTo(Consent.OPTED_OUT);
    TestLedger.Call consents = ledger.call(DOTDIGITAL, CONSENT);
    assertThat(consents.rows).extracting(ClaimedDelivery::personId).contains(stays.person());
    consents.isAccepted();
    underWay.isAccepted();
    ledger.customers.joinDue(ledger.now);
    assertThat(personOf(moves)).isEqualTo(stays.person());
    assertThat(dueJoins()).isZero();
    ledger.deliverAll();
  }

  @Test
  void whoSharesNeitherSurnameNorPostcodeIsAskedAboutAndTheirOptOutHoldsAllTheSame() {
    CustomerInErp one = ledger.linked(aCustomer().optedIn());
    CustomerInErp other = aCustomer().optedIn().atTheAddressOf(one);
    ledger.sees(other);
    assertThat(personOf(other)).isEqualTo(other.person());
    assertThat(conflicts()).isOne();

    ledger.sees(other.optedOut());
    ledger.deliverAll();

    assertThat(conflicts()).isOne();
    assertThat(consentThere(one.person())).isEqualTo("OPTED_OUT");
  }

  @Test
  void theCaseClosesWhenTheErpSaysThatTheyAreOneOrThatTheyAreNot() {
    CustomerInErp one = ledger.linked(aCustomer().optedIn());
    CustomerInErp two = aCustomer().optedIn().atTheAddressOf(one);
    CustomerInErp three = aCustomer().optedIn().atTheAddressOf(one);
    ledger.sees(two, three);
    assertThat(conflicts()).isEqualTo(2);

    ledger.sees(two.livingWith(one));
    assertThat(conflicts()).isOne();
    assertThat(personOf(two)).isEqualTo(one.person());

    ledger.sees(three.mailedAt("three@example.com"));
    assertThat(conflicts()).isZero();
    assertThat(personOf(three)).isEqualTo(three.person());
  }

  @Test
  void aSupplierIsNobodysPerson() {
    CustomerInErp one = ledger.linked(aCustomer().optedIn());
    CustomerInErp supplier =
        aCustomer().ofUnknownConsent().atTheAddressOf(one).livingWith(one).asSupplier();

    ledger.sees(supplier);

    assertThat(personOf(supplier)).isEqualTo(supplier.person());
    assertThat(mailConsent(one)).isEqualTo(Consent.OPTED_IN);
    assertThat(ledger.openCases()).isEmpty();
  }

  private String personOf(CustomerInErp customer) {
    return ledger.value(
        String.class, "select person_id from customer where company_id = ?", customer.id());
  }

  private Consent mailConsent(CustomerInErp customer) {
    return ledger.persons.mailConsents(List.of(customer.person())).get(customer.person());
  }

  private String consentThere(String personId) {
    return ledger.value(
        String.class,
        "select consent_written from contact_link where destination = ? and person_id = ?",
        EMARSYS,
        personId);
  }

  private String contactOf(String destination, String personId) {
    return ledger.value(
        String.class,
        "select contact_id from contact_link where destination = ? and person_id = ?",
        destination,
        personId);
  }

  private long conflicts() {
    return ledger.value(
        Long.class,
        "select count(*) from bridge_case where type = 'PERSON_CONFLICT' and closed_at is null");
  }

  private long dueJoins() {
    return ledger.value(Long.class, "select count(*) from join_due");
  }
}
