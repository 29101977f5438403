package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static com.khaosbridge.workflows.delivery.DeliveryKind.CONSENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.workflows.delivery.Consent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody is mailed on the word of a customer that is no more. */
class VanishedCustomersTest {
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
  void theBackfillsListIsHeldAgainstWhatIsKnown() {
    CustomerInErp[] all = new CustomerInErp[5];
    Arrays.setAll(all, n -> aCustomer().optedIn());
    ledger.sees(all);

    assertThat(ledger.backfill.listCustomers(urns(Arrays.copyOf(all, 2)), ledger.now)).isFalse();
    assertThat(ledger.backfill.customersListed()).isFalse();
    assertThat(ledger.openCases("khaos control")).containsExactly("SHORT_LIST");

    assertThat(ledger.backfill.listCustomers(urns(all), ledger.now)).isTrue();
    assertThat(ledger.openCases("khaos control")).isEmpty();
  }

  @Test
  void aTurnThatNobodySawWhileTheCustomerWasAwayIsNone() {
    CustomerInErp gone = ledger.linked(aCustomer().optedOut());
    ledger.vanishes(gone);
    ledger.deliverAll();

    ledger.sees(gone.optedIn());
    ledger.deliverAll();

    assertThat(ledger.stand(EMARSYS, CONSENT)).last().isEqualTo("HELD OPT_IN_AT_FIRST_SIGHT");
  }

  @Test
  void besideAnotherCustomerOnlyTheOptOutOfTheOneWhoVanishedCounts() {
    CustomerInErp stays = ledger.linked(aCustomer().optedIn());
    CustomerInErp unknown = aCustomer().ofUnknownConsent().atTheAddressOf(stays).livingWith(stays);
    ledger.sees(unknown);
    assertThat(mailConsent(stays)).isEqualTo(Consent.UNKNOWN);

    ledger.vanishes(unknown);
    assertThat(mailConsent(stays)).isEqualTo(Consent.OPTED_IN);
    assertThat(ledger.openCases("khaos control")).isEmpty();

    CustomerInErp refusing = aCustomer().optedOut().atTheAddressOf(stays).livingWith(stays);
    ledger.sees(refusing);
    ledger.vanishes(refusing);
    assertThat(mailConsent(stays)).isEqualTo(Consent.OPTED_OUT);
    ledger.deliverAll();
  }

  @Test
  void theOptOutOfWhoVanishedCountsUntilAnotherCustomerTurnsToOptedIn() {
    CustomerInErp stays = ledger.linked(aCustomer().optedIn());
    CustomerInErp refusing = aCustomer().optedOut().atTheAddressOf(stays).livingWith(stays);
    ledger.sees(refusing);
    ledger.vanishes(refusing);
    CustomerInErp appears = aCustomer().optedIn().atTheAddressOf(stays).livingWith(stays);
    ledger.sees(appears);
    assertThat(mailConsent(stays)).as("nobody saw it turn").isEqualTo(Consent.OPTED_OUT);

    ledger.now = ledger.now.plusSeconds(60);
    ledger.sees(stays.optedOut());
    assertThat(mailConsent(stays)).isEqualTo(Consent.OPTED_OUT);
    ledger.now = ledger.now.plusSeconds(60);
    ledger.sees(stays.optedIn());
    assertThat(mailConsent(stays)).isEqualTo(Consent.OPTED_IN);

    ledger.sees(stays.named("Bea"));
    assertThat(mailConsent(stays)).as("nothing but the name changed").isEqualTo(Consent.OPTED_IN);
    ledger.deliverAll();
  }

  @Test
  void whoGoesOnAsAnotherCustomerIsAskedAboutNoMore() {
    CustomerInErp gone = ledger.linked(aCustomer().optedIn());
    ledger.vanishes(gone);
    ledger.deliverAll();

    ledger.sees(aCustomer().optedIn().atTheAddressOf(gone).livingWith(gone));
    ledger.deliverAll();

    assertThat(ledger.openCases("khaos control")).isEmpty();
    assertThat(consentThere(EMARSYS, gone)).isEqualTo("OPTED_OUT");
  }

  private static List<String> urns(CustomerInErp... customers) {
    List<String> urns = new ArrayList<>();
    for (CustomerInErp customer : customers) {
      urns.add(customer.urn());
    }
    return urns;
  }

  private Consent mailConsent(CustomerInErp customer) {
    return ledger.persons.mailConsents(List.of(customer.person())).get(customer.person());
  }

  private String consentThere(String destination, CustomerInErp customer) {
    return ledger.value(
        String.class,
        "select consent_written from contact_link where destination = ? and person_id = ?",
        destination,
        customer.person());
  }
}
