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
import com.khaosbridge.activities.ledger.outbox.ClaimedDelivery;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryOutcome;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rule 6: what a destination can't deduplicate is sent at most once. */
class NotTwiceTest {
  private static final Set<DeliveryKind> REPEATABLE = Set.of(CONTACT, DeliveryKind.CONSENT, ORDER);

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
  void whatADeadSenderHadInACallIsHeldUnderOneCaseWithExactlyTheRowsOfThatCall() {
    CustomerInErp customer = ledger.linked(aCustomer());
    for (int i = 0; i < 5; i++) {
      ledger.sees(anOrder().of(customer).finalised());
    }
    ledger.carryLive();
    TestLedger.Call one = ledger.call(EMARSYS, SALES_ROWS, Lane.LIVE, 2);
    TestLedger.Call two = ledger.call(EMARSYS, SALES_ROWS, Lane.LIVE, 2);

    Map<UUID, List<ClaimedDelivery>> lost = ledger.outbox.recover(EMARSYS, REPEATABLE);
    assertThat(lost).hasSize(2);
    assertThat(ids(lost.get(one.claim))).isEqualTo(ids(one.rows));
    one.isAnswered(new Verdict.UnknownOutcome("the sender died during the call"));
    two.isAnswered(new Verdict.UnknownOutcome("the sender died during the call"));

    assertThat(ledger.openCases(EMARSYS)).containsExactly("UNKNOWN_OUTCOME", "UNKNOWN_OUTCOME");
    Cases.CaseLine first = ledger.cases.openCases().get(0);
    assertThat(ledger.cases.deliveries(first.id()))
        .extracting(Cases.CaseDelivery::deliveryId)
        .containsExactlyInAnyOrderElementsOf(ids(one.rows));
    assertThat(ledger.call(EMARSYS, SALES_ROWS).rows)
        .as("what was not in a call goes on, what was does not")
        .hasSize(1);
  }

  @Test
  void anUnknownOutcomeGoesOnOnlyByAPersonsDecision() {
    CustomerInErp customer = ledger.linked(aCustomer());
    OrderInErp order = anOrder().of(customer).finalised();
    ledger.sees(order);
    ledger.carryLive();
    ledger.call(EMARSYS, SALES_ROWS).isAnswered(new Verdict.UnknownOutcome("connection cut"));

    ledger.sees(order.despatched());
    ledger.sees(order.despatched().withAnotherInvoice());
    ledger.deliverAll();
    assertThat(ledger.deliveries(EMARSYS, SALES_ROWS).get(0).stands())
        .isEqualTo("HELD UNKNOWN_OUTCOME");

    long id = ledger.deliveries(EMARSYS, SALES_ROWS).get(0).id();
    ledger.outbox.reopen(id, "finance");
    assertThat(ledger.openCases(EMARSYS)).as("until it has succeeded").contains("UNKNOWN_OUTCOME");
    ledger.deliverAll();
    assertThat(ledger.deliveries(EMARSYS, SALES_ROWS).get(0).stands()).isEqualTo("DELIVERED");
    assertThat(ledger.openCases(EMARSYS)).doesNotContain("UNKNOWN_OUTCOME");
  }

  @Test
  void whatCanBeRepeatedGoesBackToTheOutbox() {
    CustomerInErp customer = aCustomer();
    ledger.sees(customer);
    ledger.carryLive();
    TestLedger.Call call = ledger.call(EMARSYS, CONTACT);

    assertThat(ledger.outbox.recover(EMARSYS, REPEATABLE)).isEmpty();

    TestLedger.Call again = ledger.call(EMARSYS, CONTACT);
    assertThat(ids(again.rows)).isEqualTo(ids(call.rows));
    assertThat(again.rows.get(0).taskToken())
        .as("whoever waits is told by the next sender")
        .isEqualTo(TestLedger.token(again.rows.get(0).id()));
  }

  @Test
  void whatWasClaimedForACallThatNeverBeganIsGivenBack() {
    CustomerInErp customer = ledger.linked(aCustomer());
    ledger.sees(anOrder().of(customer).finalised());
    ledger.carryLive();
    TestLedger.Call never = ledger.call(EMARSYS, SALES_ROWS);

    ledger.outbox.giveBack(never.claim);

    assertThat(ids(ledger.call(EMARSYS, SALES_ROWS).rows)).isEqualTo(ids(never.rows));
    ledger.outbox.giveBack(UUID.randomUUID());
    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsExactly("CLAIMED");
  }

  @Test
  void aVerdictOnALostClaimChangesNothing() {
    CustomerInErp customer = ledger.linked(aCustomer());
    ledger.sees(anOrder().of(customer).finalised());
    ledger.carryLive();
    TestLedger.Call lost = ledger.call(DOTDIGITAL, ORDER);
    ledger.outbox.recover(DOTDIGITAL, REPEATABLE);

    assertThat(lost.isAccepted()).isEmpty();
    assertThat(ledger.stand(DOTDIGITAL, ORDER)).containsExactly("READY");

    TestLedger.Call next = ledger.call(DOTDIGITAL, ORDER);
    assertThat(lost.isAnswered(new Verdict.Reject("no", ""))).isEmpty();
    assertThat(ledger.stand(DOTDIGITAL, ORDER)).containsExactly("CLAIMED");
    assertThat(next.isAccepted())
        .extracting(told -> told.outcome().kind())
        .containsExactly(DeliveryOutcome.Kind.DELIVERED);
  }

  @Test
  void aVerdictIsSettledOnce() {
    CustomerInErp customer = ledger.linked(aCustomer());
    ledger.sees(anOrder().of(customer).finalised());
    ledger.carryLive();
    TestLedger.Call call = ledger.call(EMARSYS, SALES_ROWS);

    assertThat(call.isAccepted()).hasSize(1);
    assertThat(call.isAnswered(new Verdict.UnknownOutcome("late"))).isEmpty();
    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsExactly("DELIVERED");
  }

  @Test
  void eventsArePlannedOnceEvenIfObservedAgain() {
    CustomerInErp customer = ledger.linked(aCustomer());
    OrderInErp order = anOrder().of(customer).finalised().despatched();
    for (int i = 0; i < 3; i++) {
      ledger.sees(order);
      ledger.findsInHistory(order);
    }

    for (EventType type : TestLedger.SERVICE_EVENTS) {
      assertThat(ledger.stand(EMARSYS, type)).containsExactly("PLANNED");
    }
    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsExactly("PLANNED");
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void anOrderSeenByTwoAtOnceIsFoundNewByOne() throws Exception {
    CustomerInErp customer = ledger.linked(aCustomer());
    List<OrderInErp> orders = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      orders.add(anOrder().of(customer).finalised().despatched());
    }
    OrderInErp[] seen = orders.toArray(OrderInErp[]::new);

    atOnce(
        List.of(
            () -> ledger.observe(Lane.LIVE, seen),
            () -> ledger.observe(Lane.HISTORY, seen),
            () -> ledger.observe(Lane.LIVE, seen)));

    assertThat(ledger.deliveries(EMARSYS, SALES_ROWS)).hasSize(20);
    assertThat(ledger.deliveries(DOTDIGITAL, ORDER)).hasSize(20);
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void claimsOfManyThreadsNeverOverlap() throws Exception {
    CustomerInErp customer = ledger.linked(aCustomer());
    for (int i = 0; i < 60; i++) {
      ledger.sees(anOrder().of(customer).finalised());
    }
    ledger.carryLive();
    Callable<List<Long>> sender =
        () -> {
          List<Long> mine = new ArrayList<>();
          for (int i = 0; i < 10; i++) {
            mine.addAll(ids(ledger.call(EMARSYS, SALES_ROWS, Lane.LIVE, 3).rows));
          }
          return mine;
        };

    List<Long> claimed = new ArrayList<>();
    atOnce(List.of(sender, sender, sender, sender)).forEach(claimed::addAll);

    assertThat(claimed).doesNotHaveDuplicates().hasSize(60);
  }

  @Test
  void twoClaimsNeverHoldTheSameContact() throws Exception {
    List<CustomerInErp> linked = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      linked.add(ledger.linked(aCustomer()));
    }
    linked.forEach(customer -> ledger.sees(customer.named("Bea").optedOut()));
    ledger.carryLive();
    Callable<List<String>> contacts = () -> persons(ledger.call(EMARSYS, CONTACT));
    Callable<List<String>> consents = () -> persons(ledger.call(EMARSYS, DeliveryKind.CONSENT));

    List<String> held = new ArrayList<>();
    atOnce(List.of(contacts, consents, contacts, consents)).forEach(held::addAll);

    assertThat(held)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(linked.stream().map(CustomerInErp::person).toList());
  }

  @Test
  void aNewerVersionOfAContactWaitsForTheClaim() {
    CustomerInErp customer = aCustomer();
    ledger.sees(customer);
    ledger.carryLive();
    TestLedger.Call first = ledger.call(EMARSYS, CONTACT);

    ledger.sees(customer.named("Bea"));
    ledger.carryLive();
    assertThat(ledger.call(EMARSYS, CONTACT).rows).isEmpty();

    first.isAccepted();
    TestLedger.Call second = ledger.call(EMARSYS, CONTACT);
    assertThat(second.rows).hasSize(1);
    assertThat(second.rows.get(0).contactId()).isEqualTo("contact of " + customer.person());
  }

  @Test
  void aVersionThatItsSenderLostGivesWayToANewerOne() {
    CustomerInErp customer = aCustomer();
    ledger.sees(customer, aCustomer());
    ledger.carryLive();
    ledger.call(EMARSYS, CONTACT);
    ledger.sees(customer.named("Bea"));
    ledger.carryLive();

    ledger.outbox.recover(EMARSYS, REPEATABLE);

    assertThat(ledger.stand(EMARSYS, CONTACT))
        .containsExactlyInAnyOrder("EXCLUDED superseded", "READY", "READY");
    TestLedger.Call call = ledger.call(EMARSYS, CONTACT);
    assertThat(call.rows).hasSize(2);
    call.isAccepted();
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void twoVersionsHeldForTheDestinationsSakeNeverGoInOneCall() {
    CustomerInErp customer = aCustomer();
    ledger.sees(customer);
    ledger.carryLive();
    TestLedger.Call first = ledger.call(EMARSYS, CONTACT);
    ledger.sees(customer.named("Bea"));
    first.isAnswered(new Verdict.Config("key refused", "401"));
    ledger.carryLive();
    ledger.call(EMARSYS, CONTACT).isAnswered(new Verdict.Config("key refused", "401"));
    ledger.sees(aCustomer());
    ledger.carryLive();

    ledger.call(EMARSYS, CONTACT).isAccepted();
    ledger.carryLive();
    ledger.call(EMARSYS, CONTACT).isAccepted();

    assertThat(ledger.stand(EMARSYS, CONTACT))
        .containsExactly("EXCLUDED superseded", "DELIVERED", "DELIVERED");
    assertThat(ledger.openCases(EMARSYS)).isEmpty();
  }

  @Test
  void aRetryIsSupersededByANewerVersionAndElseGoesBack() {
    CustomerInErp customer = aCustomer();
    ledger.sees(customer);
    ledger.carryLive();
    TestLedger.Call first = ledger.call(EMARSYS, CONTACT);
    ledger.sees(customer.named("Bea"));
    first.isAnswered(new Verdict.Retry(Duration.ofSeconds(1), "busy"));
    assertThat(ledger.stand(EMARSYS, CONTACT)).containsExactly("EXCLUDED superseded", "PLANNED");

    ledger.carryLive();
    assertThat(
            ledger
                .call(EMARSYS, CONTACT)
                .isAnswered(new Verdict.Retry(Duration.ofSeconds(7), "busy")))
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.outcome()).isNull();
              assertThat(told.retryAfter()).isEqualTo(Duration.ofSeconds(7));
              assertThat(told.cause()).isEqualTo("busy");
            });
    assertThat(ledger.stand(EMARSYS, CONTACT)).endsWith("PLANNED");
  }

  @Test
  void urgentRowsAreClaimedFirst() {
    CustomerInErp customer = ledger.linked(aCustomer());
    OrderInErp order = anOrder().of(customer);
    ledger.sees(order.finalised());
    ledger.sees(order.finalised().despatched());
    ledger.carryLive();

    assertThat(ledger.call(EMARSYS, EVENT, Lane.LIVE, 10).rows)
        .extracting(ClaimedDelivery::event)
        .hasSize(3);
    assertThat(
            ledger.deliveries().stream()
                .filter(d -> d.event() == EventType.ORDER_CONFIRMED)
                .count())
        .isEqualTo(2);
  }

  private static List<Long> ids(List<ClaimedDelivery> rows) {
    return rows.stream().map(ClaimedDelivery::id).sorted().toList();
  }

  private static List<String> persons(TestLedger.Call call) {
    return call.rows.stream().map(row -> String.valueOf(row.personId())).toList();
  }

  private static <T> List<T> atOnce(List<Callable<T>> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(work.size());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(work)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }
}
