package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.anOrder;
import static com.khaosbridge.activities.ledger.TestLedger.DOTDIGITAL;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static com.khaosbridge.workflows.delivery.DeliveryKind.CONTACT;
import static com.khaosbridge.workflows.delivery.DeliveryKind.EVENT;
import static com.khaosbridge.workflows.delivery.DeliveryKind.ORDER;
import static com.khaosbridge.workflows.delivery.DeliveryKind.SALES_ROWS;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cases: one a cause, open as long as they hold something, with an owner and an end. */
class CasesTest {
  private static final Verdict KEY_REFUSED = new Verdict.Config("key refused", "401");

  private TestLedger ledger;

  @BeforeEach
  void open() {
    ledger = TestLedger.open(Duration.ZERO);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void aCaseOpensOnceACauseAndClosesWhenItHoldsNothing() {
    CustomerInErp customer = ledger.linked(aCustomer());
    ledger.sees(anOrder().of(customer).finalised(), anOrder().of(customer).finalised());
    ledger.carryLive();
    TestLedger.Call call = ledger.call(DOTDIGITAL, ORDER);
    call.isAnswered(new Verdict.Reject("bad schema", "code 7"));

    Cases.CaseLine opened = ledger.cases.openCases().get(0);
    assertThat(ledger.openCases()).containsExactly("dotdigital REJECTED");
    assertThat(opened.deliveries()).isEqualTo(2);
    assertThat(opened.owner()).isEqualTo(CaseType.REJECTED.owner());
    assertThat(opened.whatHappened()).isEqualTo("bad schema: code 7");

    ledger.outbox.excludeByDecision(call.rows.get(0).id(), "ann", "a test");
    assertThat(ledger.openCases()).hasSize(1);
    ledger.outbox.reopen(call.rows.get(1).id(), "ann");
    ledger.deliverAll();

    assertThat(ledger.openCases()).isEmpty();
    assertThat(ledger.cases.find(opened.id())).get().matches(c -> !c.open());
  }

  @Test
  void theSameCauseAfterItsCaseClosedIsANewCase() {
    CustomerInErp customer = ledger.linked(aCustomer());
    for (int i = 0; i < 2; i++) {
      ledger.sees(anOrder().of(customer).finalised());
      ledger.carryLive();
      TestLedger.Call call = ledger.call(DOTDIGITAL, ORDER);
      call.isAnswered(new Verdict.Reject("bad schema", ""));
      ledger.outbox.excludeByDecision(call.rows.get(0).id(), "ann", "a test");
    }
    assertThat(ledger.value(Long.class, "select count(*) from bridge_case")).isEqualTo(2);
  }

  @Test
  void retryAndExcludeLeaveTheirAudit() {
    CustomerInErp customer = ledger.linked(aCustomer());
    ledger.sees(anOrder().of(customer).finalised());
    ledger.carryLive();
    TestLedger.Call call = ledger.call(DOTDIGITAL, ORDER);
    call.isAnswered(new Verdict.Reject("bad schema", ""));
    long id = call.rows.get(0).id();

    ledger.outbox.reopen(id, "ann");
    ledger.outbox.reopen(id, "ann");
    ledger.outbox.excludeByDecision(id, "bob", "too early, since it is not held");
    ledger.carryLive();
    ledger.call(DOTDIGITAL, ORDER).isAnswered(new Verdict.Reject("bad schema", ""));
    ledger.outbox.excludeByDecision(id, "bob", "reported by hand");
    ledger.outbox.excludeByDecision(id, "bob", "reported by hand");

    assertThat(
            ledger
                .database
                .sql()
                .sql("select actor || ' ' || action || ' ' || subject || ' ' || detail from audit")
                .query(String.class)
                .list())
        .containsExactly(
            "ann retry delivery " + id + " ", "bob exclude delivery " + id + " reported by hand");
    assertThat(ledger.stand(DOTDIGITAL, ORDER))
        .containsExactly("EXCLUDED decided: reported by hand");
  }

  @Test
  void aReopenedDeliveryThatEndsOtherwiseLeavesItsCase() {
    CustomerInErp customer = ledger.linked(aCustomer());
    ledger.sees(anOrder().of(customer).despatched());
    ledger.carryLive();
    TestLedger.Call call = ledger.call(DOTDIGITAL, EVENT);
    call.isAnswered(new Verdict.UnknownOutcome("cut"));
    assertThat(ledger.openCases()).containsExactly("dotdigital UNKNOWN_OUTCOME");

    call.rows.forEach(row -> ledger.outbox.reopen(row.id(), "ann"));
    ledger.now = ledger.now.plus(Duration.ofDays(2));
    ledger.carryLive();

    assertThat(ledger.stand(DOTDIGITAL, EventType.DESPATCHED)).containsExactly("EXCLUDED too late");
    assertThat(ledger.openCases()).isEmpty();
  }

  @Test
  void aReopenedDeliveryThatIsHeldOtherwiseLeavesItsCase() {
    OrderInErp order = anOrder().of(aCustomer()).finalised();
    ledger.sees(order);
    assertThat(ledger.openCases(EMARSYS)).containsExactly("CUSTOMER_UNKNOWN");

    for (TestLedger.Seen held : ledger.deliveries()) {
      ledger.outbox.reopen(held.id(), "ann");
    }
    ledger.carryLive();

    assertThat(ledger.openCases(EMARSYS)).containsExactly("CUSTOMER_UNKNOWN");
    assertThat(ledger.value(Long.class, "select count(*) from bridge_case")).isEqualTo(4);
  }

  @Test
  void destinationWideTroubleEndsWithTheNextSuccess() {
    CustomerInErp customer = ledger.linked(aCustomer());
    CustomerInErp old = aCustomer();
    ledger.findsInHistory(old);
    ledger.sees(anOrder().of(customer).finalised());
    ledger.carryLive();
    ledger.backfill.releaseContacts(EMARSYS);
    ledger.call(EMARSYS, SALES_ROWS).isAnswered(KEY_REFUSED);
    ledger.call(EMARSYS, CONTACT, Lane.HISTORY).isAnswered(KEY_REFUSED);
    ledger.takeSignals();
    assertThat(ledger.openCases(EMARSYS)).containsExactly("CONFIG");

    ledger.call(EMARSYS, EVENT).isAccepted();

    assertThat(ledger.takeSignals()).anyMatch(signal -> signal.startsWith("ORDER_CHANGED"));
    assertThat(ledger.call(EMARSYS, CONTACT, Lane.HISTORY).rows).hasSize(1);
    ledger.deliverAll();
    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsExactly("DELIVERED");
  }

  @Test
  void troubleThatIsOnlyHalfOverKeepsItsCase() {
    CustomerInErp customer = ledger.linked(aCustomer());
    ledger.sees(anOrder().of(customer).finalised());
    ledger.carryLive();
    ledger.call(EMARSYS, SALES_ROWS).isAnswered(KEY_REFUSED);
    long opened = ledger.cases.openCases().get(0).id();

    for (int i = 0; i < 3; i++) {
      ledger.sees(anOrder().of(customer));
      ledger.carryLive();
      ledger.call(EMARSYS, EVENT).isAccepted();
      ledger.carryLive();
      ledger.call(EMARSYS, SALES_ROWS).isAnswered(KEY_REFUSED);
    }

    assertThat(ledger.cases.openCases()).extracting(Cases.CaseLine::id).containsExactly(opened);
  }

  @Test
  void whatWasGivenUpGoesOnByAProbeEvenIfEverythingIsHeld() {
    CustomerInErp customer = ledger.linked(aCustomer());
    ledger.sees(
        anOrder().of(customer).finalised(),
        anOrder().of(customer).finalised(),
        anOrder().of(customer).finalised());
    ledger.carryLive();
    ledger
        .call(DOTDIGITAL, ORDER)
        .isAnswered(new Verdict.Retry(Duration.ofSeconds(1), "not reachable"));
    assertThat(ledger.openCases(DOTDIGITAL)).containsExactly("UNAVAILABLE");
    ledger.takeSignals();

    assertThat(ledger.settlement.probe(DOTDIGITAL)).isTrue();
    assertThat(ledger.settlement.probe(DOTDIGITAL)).as("one at a time").isFalse();
    assertThat(ledger.takeSignals()).hasSize(1);
    ledger.carryLive();
    TestLedger.Call probe = ledger.call(DOTDIGITAL, ORDER);
    assertThat(probe.rows).hasSize(1);
    probe.isAnswered(new Verdict.Retry(Duration.ofSeconds(1), "not reachable"));
    assertThat(ledger.stand(DOTDIGITAL, ORDER)).containsOnly("HELD UNAVAILABLE");

    ledger.settlement.probe(DOTDIGITAL);
    ledger.carryLive();
    ledger.call(DOTDIGITAL, ORDER).isAccepted();
    ledger.deliverAll();
    assertThat(ledger.stand(DOTDIGITAL, ORDER)).containsOnly("DELIVERED");
    assertThat(ledger.openCases(DOTDIGITAL)).isEmpty();
  }

  @Test
  void anEventThatLacksAFieldIsHeldUnderACaseOfItsOwn() {
    CustomerInErp customer = ledger.linked(aCustomer());
    ledger.sees(anOrder().of(customer).despatched());
    ledger.carryLive();
    ledger.call(EMARSYS, EVENT).isAnswered(Verdict.Reject.incomplete(List.of("tracking"), "order"));

    assertThat(ledger.openCases(EMARSYS)).containsExactly("EVENT_INCOMPLETE");
  }

  @Test
  void rejectedContactsAreMattersOfTheirOwn() {
    ledger.sees(aCustomer(), aCustomer());
    ledger.carryLive();
    ledger.call(EMARSYS, CONTACT).isAnswered(new Verdict.Reject("e-mail refused", ""));

    assertThat(ledger.openCases(EMARSYS)).containsExactly("REJECTED", "REJECTED");
  }

  @Test
  void whatIsHeldInHistoryIsHandedToAWorkflowWhereAPersonCanPushItOn() {
    CustomerInErp customer = aCustomer();
    ledger.findsInHistory(customer);
    ledger.backfill.releaseContacts(EMARSYS);
    ledger
        .call(EMARSYS, CONTACT, Lane.HISTORY)
        .isAnswered(new Verdict.Reject("e-mail refused", ""));

    assertThat(ledger.takeSignals()).containsExactly("PERSON_CHANGED " + customer.person());
    assertThat(ledger.outbox.ofPerson(customer.person()))
        .filteredOn(line -> line.carried())
        .extracting(line -> line.delivery().kind())
        .containsExactly(CONTACT);
  }

  @ParameterizedTest
  @EnumSource(CaseType.class)
  void everyTypeOfCaseSaysWhoseItIsAndWhatToDo(CaseType type) {
    assertThat(type.owner()).isIn("marketing", "operations", "finance", "engineering");
    assertThat(List.of(type.meaning(), type.whatToDo()))
        .allSatisfy(s -> assertThat(s).isNotBlank());
    assertThat(type.due()).isPositive();
  }
}
