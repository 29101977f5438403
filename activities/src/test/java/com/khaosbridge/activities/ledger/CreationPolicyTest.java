package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.anOrder;
import static com.khaosbridge.activities.ledger.TestLedger.DOTDIGITAL;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static com.khaosbridge.workflows.delivery.DeliveryKind.CONSENT;
import static com.khaosbridge.workflows.delivery.DeliveryKind.CONTACT;
import static com.khaosbridge.workflows.delivery.DeliveryKind.SALES_ROWS;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A contact is created only with consent or a recent order. */
class CreationPolicyTest {
  private static final String LEFT_OUT = "EXCLUDED no consent and no recent order";

  private TestLedger ledger;

  @BeforeEach
  void open() {
    ledger = TestLedger.open();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void whoHasNeitherConsentNorARecentOrderGetsNoContact() {
    CustomerInErp old = aCustomer().optedOut();
    ledger.findsInHistory(
        aCustomer().optedIn(), old, aCustomer().ofUnknownConsent(), aCustomer().optedOut());
    ledger.findsInHistory(
        anOrder().of(old).placed(ledger.now.minus(Duration.ofDays(4 * 365))).finalised());
    ledger.backfill.applyCreationPolicy(ledger.now);

    assertThat(ledger.openCases()).as("nobody is asked about their consent").isEmpty();
    ledger.backfillAll();
    assertThat(ledger.stand(EMARSYS, CONTACT))
        .containsExactlyInAnyOrder("DELIVERED", LEFT_OUT, LEFT_OUT, LEFT_OUT);
    assertThat(ledger.stand(EMARSYS, CONSENT))
        .containsExactlyInAnyOrder("DELIVERED", LEFT_OUT, LEFT_OUT, LEFT_OUT);
    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsExactly(LEFT_OUT);
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void whoOrderedRecentlyGetsOneWhateverTheirConsent() {
    CustomerInErp customer = aCustomer().optedOut();
    ledger.findsInHistory(customer);
    ledger.findsInHistory(
        anOrder().of(customer).placed(ledger.now.minus(Duration.ofDays(1000))).finalised());

    ledger.backfillAll();

    assertThat(ledger.stand(EMARSYS, CONTACT)).containsExactly("DELIVERED");
    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsExactly("DELIVERED");
  }

  @Test
  void itIsAppliedOnceAndAContactThatExistsIsKeptTrue() {
    CustomerInErp customer = ledger.linked(aCustomer().optedIn());
    ledger.sees(customer.optedOut().named("Bea"));
    ledger.backfill.applyCreationPolicy(ledger.now);
    ledger.sees(aCustomer().optedOut());
    ledger.backfill.applyCreationPolicy(ledger.now);

    assertThat(ledger.stand(EMARSYS, CONTACT)).containsExactly("DELIVERED", "PLANNED", "PLANNED");
  }

  @Test
  void whoWasLeftOutAndOrdersGetsAContactAndTheirConsent() {
    CustomerInErp customer = aCustomer().optedOut();
    CustomerInErp unknown = aCustomer().ofUnknownConsent();
    ledger.findsInHistory(customer, unknown);
    ledger.backfillAll();

    ledger.sees(anOrder().of(customer).finalised(), anOrder().of(unknown).finalised());
    assertThat(ledger.takeSignals())
        .contains("PERSON_CHANGED " + customer.person(), "PERSON_CHANGED " + unknown.person());
    ledger.deliverAll();

    for (String destination : new String[] {EMARSYS, DOTDIGITAL}) {
      assertThat(ledger.stand(destination, CONTACT))
          .containsExactly(LEFT_OUT, LEFT_OUT, "DELIVERED", "DELIVERED");
      assertThat(ledger.openCases(destination)).containsExactly("CONSENT_UNKNOWN");
    }
    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsExactly("DELIVERED", "DELIVERED");
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void whoIsOptedOutAndHadAContactBeforeIsOptedOutThere() {
    ledger.findsInHistory(aCustomer().optedOut());
    ledger.backfill.applyCreationPolicy(ledger.now);

    ledger.adoptsInHistory(EMARSYS, Consent.OPTED_IN);

    assertThat(ledger.stand(EMARSYS, CONTACT)).containsExactly("DELIVERED");
    TestLedger.Call optOut = ledger.call(EMARSYS, CONSENT, Lane.HISTORY);
    assertThat(optOut.rows).extracting(optOut::consent).containsExactly(Consent.OPTED_OUT);
  }

  @Test
  void whoOrdersWhileTheyAreOnlyLookedForGetsAContact() {
    CustomerInErp customer = aCustomer().optedOut();
    ledger.findsInHistory(customer);
    ledger.backfill.applyCreationPolicy(ledger.now);
    ledger.backfill.releaseContacts(EMARSYS);
    TestLedger.Call looking = ledger.call(EMARSYS, CONTACT, Lane.HISTORY);

    ledger.sees(anOrder().of(customer).finalised());
    looking.isAccepted();
    ledger.deliverAll();

    assertThat(ledger.stand(EMARSYS, CONTACT)).containsExactly("EXCLUDED superseded", "DELIVERED");
    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsExactly("DELIVERED");
  }

  @Test
  void whoOrdersAgainIsNotOwedAContactTwice() {
    CustomerInErp customer = aCustomer().optedOut();
    ledger.findsInHistory(customer);
    ledger.backfillAll();
    ledger.sees(anOrder().of(customer).finalised());
    ledger.sees(anOrder().of(customer).finalised());
    ledger.deliverAll();
    ledger.sees(anOrder().of(customer).finalised());

    assertThat(ledger.stand(EMARSYS, CONTACT)).containsExactly(LEFT_OUT, "DELIVERED");
  }
}
