package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.anOrder;
import static com.khaosbridge.activities.ledger.TestLedger.DOTDIGITAL;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static com.khaosbridge.workflows.delivery.DeliveryKind.CONSENT;
import static com.khaosbridge.workflows.delivery.DeliveryKind.CONTACT;
import static com.khaosbridge.workflows.delivery.DeliveryKind.EVENT;
import static com.khaosbridge.workflows.delivery.DeliveryKind.ORDER;
import static com.khaosbridge.workflows.delivery.DeliveryKind.SALES_ROWS;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.outbox.ClaimedDelivery;
import com.khaosbridge.activities.ledger.reports.Equation;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rule 3: orders and events go out only after the destination confirmed the contact. */
class ContactFirstTest {
  private static final Verdict REFUSED = new Verdict.Reject("e-mail refused", "code 2");

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
  void aLiveOrderWaitsForItsContactAndGoesOnceItIsConfirmed() {
    CustomerInErp customer = aCustomer();
    OrderInErp order = anOrder().of(customer).finalised();
    ledger.sees(customer);
    ledger.sees(order);
    ledger.takeSignals();
    ledger.carryLive();

    assertThat(ledger.stand(DOTDIGITAL, ORDER)).containsExactly("WAITING");
    assertThat(ledger.stand(DOTDIGITAL, EventType.ORDER_CONFIRMED)).containsExactly("WAITING");
    assertThat(ledger.call(DOTDIGITAL, ORDER).rows).isEmpty();

    ledger.call(DOTDIGITAL, CONTACT).isAccepted();

    assertThat(ledger.stand(DOTDIGITAL, ORDER)).containsExactly("READY");
    assertThat(ledger.stand(EMARSYS, SALES_ROWS))
        .as("where the contact is not confirmed yet")
        .containsExactly("WAITING");
  }

  @Test
  void ordersOfHistoryGoByThemselvesOnceTheirContactIsConfirmed() {
    CustomerInErp customer = aCustomer();
    ledger.findsInHistory(customer);
    ledger.findsInHistory(anOrder().of(customer).finalised());
    ledger.backfill.releaseContacts(EMARSYS);
    ledger.backfill.releaseOrders(EMARSYS);
    ledger.carryHistory(SALES_ROWS);
    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsExactly("WAITING");

    ledger.call(EMARSYS, CONTACT, Lane.HISTORY).isAccepted();

    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsExactly("READY");
  }

  @Test
  void aHeldContactHoldsWhatDependsOnItUnderItsCaseInBothLanes() {
    CustomerInErp live = aCustomer();
    CustomerInErp old = aCustomer();
    ledger.sees(live);
    ledger.findsInHistory(old);
    ledger.sees(anOrder().of(live).finalised());
    ledger.findsInHistory(anOrder().of(old).finalised());
    ledger.carryLive();
    ledger.backfill.releaseContacts(EMARSYS);

    ledger.call(EMARSYS, CONTACT).isAnswered(REFUSED);
    ledger.call(EMARSYS, CONTACT, Lane.HISTORY).isAnswered(REFUSED);

    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsExactly("HELD REJECTED", "HELD REJECTED");
    assertThat(ledger.stand(EMARSYS, CONSENT)).containsExactly("HELD REJECTED", "HELD REJECTED");
    assertThat(ledger.stand(EMARSYS, EventType.ORDER_CONFIRMED)).containsExactly("HELD REJECTED");
    assertThat(ledger.openCases(EMARSYS)).containsExactly("REJECTED", "REJECTED");
    assertThat(ledger.deliveries(EMARSYS, SALES_ROWS)).allMatch(TestLedger.Seen::byContact);
  }

  @Test
  void whatWasHeldWithItsContactGoesOnWithItInBothLanes() {
    aHeldContactHoldsWhatDependsOnItUnderItsCaseInBothLanes();

    for (TestLedger.Seen contact : ledger.deliveries(EMARSYS, CONTACT)) {
      ledger.outbox.reopen(contact.id(), "ops");
      ledger.enqueue(contact.id());
    }
    ledger.call(EMARSYS, CONTACT).isAccepted();
    ledger.deliverAll();

    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsExactly("DELIVERED", "DELIVERED");
    assertThat(ledger.stand(EMARSYS, CONSENT)).containsExactly("DELIVERED", "DELIVERED");
    assertThat(ledger.openCases(EMARSYS)).isEmpty();
  }

  @Test
  void consentOfHistoryThatWasHeldWithAnAdoptedContactIsDecidedByAWorkflow() {
    CustomerInErp customer = aCustomer().optedOut();
    ledger.findsInHistory(customer);
    ledger.backfill.releaseContacts(EMARSYS);
    ledger.call(EMARSYS, CONTACT, Lane.HISTORY).isAnswered(REFUSED);
    ledger.carryHistory(CONSENT);
    TestLedger.Seen contact = ledger.only(EMARSYS, CONTACT);
    ledger.outbox.reopen(contact.id(), "ops");
    ledger.enqueue(contact.id());
    ledger.takeSignals();

    ledger.call(EMARSYS, CONTACT).isAnswered(Verdict.Ok.accepted("c1", false));

    assertThat(ledger.only(EMARSYS, CONSENT).lane()).isEqualTo(Lane.LIVE);
    assertThat(ledger.takeSignals()).contains("PERSON_CHANGED " + customer.person());
    ledger.carryLive();
    assertThat(ledger.call(EMARSYS, CONSENT).rows).hasSize(1);
  }

  @Test
  void whatDependsOnAnExcludedContactIsExcludedForTheSameReason() {
    CustomerInErp customer = aCustomer();
    ledger.sees(customer);
    ledger.sees(anOrder().of(customer).finalised());
    ledger.carryLive();

    ledger.call(EMARSYS, CONTACT).isAnswered(new Verdict.Exclude(ExclusionReason.SUPPRESSED));

    assertThat(ledger.deliveries().stream().filter(d -> d.destination().equals(EMARSYS)))
        .isNotEmpty()
        .allSatisfy(
            d -> assertThat(d.stands()).isEqualTo("EXCLUDED suppressed at the destination"));
    assertThat(ledger.stand(DOTDIGITAL, ORDER)).containsExactly("WAITING");
  }

  @Test
  void whatWaitedForAContactThatIsNeverMadeIsExcludedInBothLanes() {
    CustomerInErp live = aCustomer();
    CustomerInErp old = aCustomer();
    ledger.sees(live);
    ledger.findsInHistory(old);
    ledger.sees(anOrder().of(live).finalised());
    ledger.findsInHistory(anOrder().of(old).finalised());
    ledger.carryLive();
    ledger.carryHistory(SALES_ROWS);
    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsExactly("WAITING", "WAITING");

    ledger.sees(live.withMalformedEmail(), old.asSupplier());

    assertThat(ledger.stand(EMARSYS, SALES_ROWS))
        .containsExactly("EXCLUDED malformed e-mail", "EXCLUDED supplier");
  }

  @Test
  void aPersonsDecisionToExcludeAContactExcludesWhatDependsOnIt() {
    CustomerInErp customer = aCustomer();
    OrderInErp order = anOrder().of(customer).finalised();
    ledger.sees(customer);
    ledger.sees(order);
    ledger.carryLive();
    ledger.call(EMARSYS, CONTACT).isAnswered(REFUSED);
    ledger.takeSignals();

    ledger.outbox.excludeByDecision(ledger.only(EMARSYS, CONTACT).id(), "ann", "a test account");

    assertThat(ledger.stand(EMARSYS, SALES_ROWS))
        .containsExactly("EXCLUDED decided: a test account");
    assertThat(ledger.openCases(EMARSYS)).isEmpty();
    assertThat(ledger.takeSignals()).contains("ORDER_CHANGED " + order.code());
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void anUnsentVersionOfAContactGivesWayToANewerOne() {
    CustomerInErp customer = aCustomer();
    ledger.sees(customer);
    ledger.carryLive();
    assertThat(ledger.stand(EMARSYS, CONTACT)).containsExactly("READY");

    ledger.sees(customer.named("Bea"));
    ledger.carryLive();

    assertThat(ledger.stand(EMARSYS, CONTACT)).containsExactly("EXCLUDED superseded", "READY");
    assertThat(ledger.call(EMARSYS, CONTACT).rows).hasSize(1);
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void aLiveChangeSupersedesWhatHistoryHasNotSentYet() {
    CustomerInErp customer = aCustomer();
    ledger.findsInHistory(customer);
    ledger.backfill.releaseContacts(EMARSYS);

    ledger.sees(customer.named("Bea"));

    assertThat(ledger.call(EMARSYS, CONTACT, Lane.HISTORY).rows).isEmpty();
    assertThat(ledger.stand(EMARSYS, CONTACT)).containsExactly("EXCLUDED superseded", "PLANNED");
  }

  @Test
  void aLiveOrderNeverWaitsForItsContactsTurnInHistory() {
    CustomerInErp ordering = aCustomer();
    CustomerInErp other = aCustomer();
    ledger.findsInHistory(ordering, other);
    ledger.backfill.releaseContacts(EMARSYS);

    ledger.sees(anOrder().of(ordering).finalised());

    assertThat(ledger.takeSignals()).contains("PERSON_CHANGED " + ordering.person());
    ledger.carryLive();
    assertThat(ledger.call(EMARSYS, CONTACT).rows)
        .extracting(ClaimedDelivery::personId)
        .containsExactly(ordering.person());
    assertThat(ledger.call(EMARSYS, CONTACT, Lane.HISTORY).rows)
        .extracting(ClaimedDelivery::personId)
        .containsExactly(other.person());
  }

  @Test
  void guestsAreExcludedAndTheirMoneyIsCountedApart() {
    ledger.sees(anOrder().ofGuest().over("12.5").finalised().despatched());

    for (DeliveryKind kind : List.of(SALES_ROWS, EVENT)) {
      assertThat(ledger.stand(EMARSYS, kind)).isNotEmpty().containsOnly("EXCLUDED guest");
    }
    Equation.Snapshot snapshot = ledger.equation.read();
    assertThat(snapshot.observed().guests()).isEqualTo(1);
    assertThat(snapshot.observed().invoices()).isZero();
    assertThat(snapshot.observed().gross()).isZero();
    assertThat(snapshot.destinations().get(EMARSYS).excludedMoney()).isEmpty();
    assertThat(ledger.openCases()).isEmpty();
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void customersThatMayHaveNoContactAreExcludedWithTheirOrders() {
    for (CustomerInErp customer :
        List.of(
            aCustomer().withoutEmail(),
            aCustomer().withMalformedEmail(),
            aCustomer().asSupplier(),
            aCustomer().onHold())) {
      ledger.sees(customer);
      ledger.sees(anOrder().of(customer).over("10").finalised());
    }
    ledger.deliverAll();

    assertThat(ledger.stand(EMARSYS, CONTACT))
        .containsExactly(
            "EXCLUDED no e-mail",
            "EXCLUDED malformed e-mail",
            "EXCLUDED supplier",
            "EXCLUDED held in the ERP");
    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).isEqualTo(ledger.stand(EMARSYS, CONTACT));
    assertThat(ledger.equation.read().destinations().get(EMARSYS).excludedMoney())
        .hasSize(4)
        .containsKey("no e-mail");
  }
}
