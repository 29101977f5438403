package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.TestLedger.DOTDIGITAL;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static com.khaosbridge.activities.ledger.TestLedger.SOURCE;
import static com.khaosbridge.workflows.delivery.DeliveryKind.CONSENT;
import static com.khaosbridge.workflows.delivery.DeliveryKind.CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.books.Look;
import com.khaosbridge.activities.ledger.books.OptOutSharing;
import com.khaosbridge.activities.ledger.outbox.FoundOptOuts;
import com.khaosbridge.workflows.delivery.Consent;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who opts out at one destination is opted out at the others, if it is so set. */
class SharedOptOutsTest {
  private TestLedger ledger;
  private OptOutSharing sharing;

  @BeforeEach
  void open() {
    ledger = TestLedger.open();
    sharing = new OptOutSharing(ledger.database, SOURCE, ledger.scopes, true);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void anOptOutAtOneDestinationIsWrittenToTheOthersOnce() {
    CustomerInErp customer = ledger.linked(aCustomer().optedIn());
    optsOut(customer, DOTDIGITAL);

    sharing.share(ledger.now);
    assertThat(ledger.takeSignals()).hasSize(1);
    ledger.carryLive();
    assertThat(sent(EMARSYS)).containsExactly(Consent.OPTED_OUT);
    sharing.share(ledger.now);
    ledger.carryLive();

    assertThat(sent(EMARSYS)).isEmpty();
    assertThat(sent(DOTDIGITAL)).isEmpty();
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void anOptOutThatWeWroteIsNotSharedOnwards() {
    CustomerInErp customer = ledger.linked(aCustomer().optedIn());
    optsOut(customer, DOTDIGITAL);
    sharing.share(ledger.now);
    ledger.deliverAll();

    assertThat(foundAt(customer, EMARSYS)).isTrue();
    sharing.share(ledger.now);

    assertThat(
            ledger.value(
                Long.class,
                "select count(*) from binding_opt_out where destination = ?",
                DOTDIGITAL))
        .isZero();
  }

  @Test
  void anOptInOfBeforeRaisesItNowhereAndALaterTurnRaisesItEverywhere() {
    CustomerInErp customer = ledger.linked(aCustomer().optedIn());
    optsOut(customer, DOTDIGITAL);
    sharing.share(ledger.now);
    ledger.deliverAll();
    ledger.sees(customer.optedIn().named("Bea"));
    ledger.carryLive();
    assertThat(sent(EMARSYS)).isEmpty();
    assertThat(sent(DOTDIGITAL)).isEmpty();

    ledger.sees(customer.optedOut());
    ledger.deliverAll();
    Look look = ledger.customers.look(ledger.now);
    ledger.seesChanges(look, customer.optedIn());
    ledger.carryLive();

    assertThat(sent(EMARSYS)).containsExactly(Consent.OPTED_IN);
    assertThat(sent(DOTDIGITAL)).containsExactly(Consent.OPTED_IN);
  }

  @Test
  void aContactThatIsMadeLaterIsMadeOptedOut() {
    CustomerInErp customer = aCustomer().optedIn();
    ledger.sees(customer);
    ledger.carryLive();
    ledger.call(DOTDIGITAL, CONTACT).isAccepted();
    optsOut(customer, DOTDIGITAL);
    sharing.share(ledger.now);

    TestLedger.Call creation = ledger.call(EMARSYS, CONTACT);

    assertThat(creation.consent(creation.rows.get(0))).isEqualTo(Consent.OPTED_OUT);
  }

  @Test
  void whoseConsentIsUnknownIsOptedOutAllTheSame() {
    CustomerInErp customer = ledger.linked(aCustomer().optedIn());
    optsOut(customer, DOTDIGITAL);
    sharing.share(ledger.now);
    ledger.sees(customer.ofUnknownConsent());
    ledger.carryLive();

    assertThat(sent(EMARSYS)).containsExactly(Consent.OPTED_OUT);
  }

  @Test
  void anOptOutThatWasThereBeforeUsIsNotShared() {
    CustomerInErp customer = aCustomer().optedIn();
    ledger.sees(customer);
    ledger.adopts(DOTDIGITAL, Consent.OPTED_OUT);
    ledger.adopts(EMARSYS, Consent.OPTED_IN);

    sharing.share(ledger.now);
    ledger.carryLive();

    assertThat(sent(EMARSYS)).isEmpty();
  }

  private void optsOut(CustomerInErp customer, String destination) {
    assertThat(foundAt(customer, destination)).isTrue();
  }

  private boolean foundAt(CustomerInErp customer, String destination) {
    return new FoundOptOuts(ledger.database, SOURCE)
        .optedOutAt(
            destination, List.of("contact of " + customer.person()), ledger.database.now(), null);
  }

  private List<Consent> sent(String destination) {
    TestLedger.Call call = ledger.call(destination, CONSENT);
    List<Consent> sent = call.rows.stream().map(call::consent).toList();
    call.isAccepted();
    return sent;
  }
}
