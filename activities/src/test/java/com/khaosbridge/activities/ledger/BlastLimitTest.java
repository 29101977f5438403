package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.anOrder;
import static com.khaosbridge.activities.ledger.TestLedger.DOTDIGITAL;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static com.khaosbridge.activities.ledger.TestLedger.SOURCE;
import static com.khaosbridge.workflows.delivery.DeliveryKind.CONSENT;
import static com.khaosbridge.workflows.delivery.DeliveryKind.CONTACT;
import static com.khaosbridge.workflows.delivery.DeliveryKind.EVENT;
import static com.khaosbridge.workflows.delivery.DeliveryKind.RETIREMENT;
import static com.khaosbridge.workflows.delivery.DeliveryKind.SALES_ROWS;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.cases.CaseClosing;
import com.khaosbridge.activities.ledger.cases.Cases.CaseLine;
import com.khaosbridge.activities.ledger.outbox.BlastStops;
import com.khaosbridge.activities.ledger.outbox.ClaimedDelivery;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No accident goes out in masses: what is more than the limit waits for a person. */
class BlastLimitTest {
  private static final int MOST = 3;
  private static final String PERSON = "marketing";

  private TestLedger ledger;
  private BlastStops stops;

  @BeforeEach
  void open() {
    ledger = TestLedger.limitedTo(MOST);
    stops = new BlastStops(ledger.database, SOURCE);
  }

  @AfterEach
  void close() {
    assertThat(ledger.closes()).isTrue();
    ledger.close();
  }

  /** So many orders whose only event is ready to be sent. */
  private void confirm(CustomerInErp customer, int orders) {
    for (int i = 0; i < orders; i++) {
      ledger.sees(anOrder().of(customer).finalised());
    }
    ledger.execute(
        "update delivery set valid_until = null where kind = 'EVENT' and event_type = ?",
        EventType.ORDER_CONFIRMED.name());
    ledger.carryLive();
  }

  private List<CustomerInErp> linked(int many, Consent consent) {
    List<CustomerInErp> customers =
        new ArrayList<>(Collections.nCopies(many, 0).stream().map(n -> aCustomer()).toList());
    customers.replaceAll(customer -> ledger.linked(customer.with(consent)));
    return customers;
  }

  private void turn(List<CustomerInErp> customers, Consent consent) {
    ledger.sees(customers.stream().map(c -> c.with(consent)).toArray(CustomerInErp[]::new));
    ledger.carryLive();
  }

  private CaseLine onlyCase(String destination) {
    List<CaseLine> open =
        ledger.cases.openCases().stream()
            .filter(line -> line.destination().equals(destination))
            .toList();
    assertThat(open).singleElement().returns(CaseType.BLAST_LIMIT, CaseLine::type);
    return open.get(0);
  }

  private long inOutbox() {
    return ledger.deliveries(EMARSYS, EVENT).stream()
        .filter(each -> each.status() == DeliveryStatus.READY)
        .count();
  }

  private List<Consent> sent(TestLedger.Call call) {
    List<Consent> sent = call.rows.stream().map(call::consent).sorted().toList();
    call.isAccepted();
    return sent;
  }

  @Test
  void whatIsMoreThanTheLimitWaitsUnderOneCaseAndAllElseGoesOn() {
    CustomerInErp customer = ledger.linked(aCustomer());
    confirm(customer, 5);
    long ready = inOutbox();

    TestLedger.Call call = ledger.call(EMARSYS, EVENT);
    assertThat(call.rows).hasSize(MOST);
    call.isAccepted();
    assertThat(ledger.call(EMARSYS, EVENT).rows).isEmpty();

    CaseLine stopped = onlyCase(EMARSYS);
    assertThat(stopped.deliveries()).isEqualTo(ready - MOST);
    assertThat(stopped.whatHappened())
        .contains("More than 3 events within 60 minutes", (ready - MOST) + " wait");
    assertThat(inOutbox()).as("in flight, not held").isEqualTo(ready - MOST);
    assertThat(ledger.call(EMARSYS, SALES_ROWS).rows).hasSize(5);
    assertThat(ledger.call(DOTDIGITAL, EVENT, Lane.LIVE, 1).rows).hasSize(1);
    assertThat(ledger.openCases(DOTDIGITAL)).isEmpty();
  }

  @Test
  void asManyAsTheLimitGoWithoutACase() {
    turn(linked(MOST, Consent.OPTED_IN), Consent.OPTED_OUT);

    ledger.call(EMARSYS, CONSENT).isAccepted();

    assertThat(ledger.openCases(EMARSYS)).isEmpty();
  }

  @Test
  void optOutsThatAreStoppedStandInNobodysWayAndTheirCaseSaysItLoudly() {
    List<CustomerInErp> out = linked(5, Consent.OPTED_IN);
    List<CustomerInErp> in = linked(2, Consent.OPTED_OUT);
    turn(out, Consent.OPTED_OUT);
    turn(in, Consent.OPTED_IN);

    assertThat(sent(ledger.call(EMARSYS, CONSENT, Lane.LIVE, MOST)))
        .containsOnly(Consent.OPTED_OUT)
        .hasSize(MOST);
    assertThat(sent(ledger.call(EMARSYS, CONSENT)))
        .containsExactly(Consent.OPTED_IN, Consent.OPTED_IN);
    assertThat(onlyCase(EMARSYS).whatHappened()).contains("OPT-OUTS", "can still be mailed");
  }

  @Test
  void optInsAreStoppedWhileOptOutsGo() {
    List<CustomerInErp> in = linked(4, Consent.OPTED_OUT);
    List<CustomerInErp> out = linked(2, Consent.OPTED_IN);
    turn(in, Consent.OPTED_IN);
    turn(out, Consent.OPTED_OUT);

    assertThat(sent(ledger.call(EMARSYS, CONSENT)))
        .containsExactlyInAnyOrder(
            Consent.OPTED_IN,
            Consent.OPTED_IN,
            Consent.OPTED_IN,
            Consent.OPTED_OUT,
            Consent.OPTED_OUT);
    assertThat(onlyCase(EMARSYS).deliveries()).isEqualTo(1);
  }

  @Test
  void anOptOutIsNotStoppedWithTheOptInThatItReplaces() {
    List<CustomerInErp> customers = linked(MOST + 1, Consent.OPTED_OUT);
    turn(customers, Consent.OPTED_IN);
    ledger.call(EMARSYS, CONSENT).isAccepted();
    assertThat(onlyCase(EMARSYS).deliveries()).isEqualTo(1);

    turn(customers.subList(0, MOST), Consent.OPTED_OUT);
    turn(customers.subList(MOST, MOST + 1), Consent.OPTED_OUT);

    assertThat(sent(ledger.call(EMARSYS, CONSENT))).containsOnly(Consent.OPTED_OUT);
  }

  @Test
  void liftingLetsGoAllThatWaitedAndCountsAnewWhatComesAfterIt() {
    CustomerInErp customer = ledger.linked(aCustomer());
    confirm(customer, 10);
    ledger.call(EMARSYS, EVENT).isAccepted();
    CaseLine stopped = onlyCase(EMARSYS);

    assertThat(stops.lift(stopped.id(), PERSON, "a sale")).hasValue(stopped.deliveries());
    TestLedger.Call released = ledger.call(EMARSYS, EVENT);
    assertThat(released.rows).hasSize((int) stopped.deliveries()).hasSizeGreaterThan(MOST);
    released.isAccepted();
    assertThat(ledger.openCases(EMARSYS)).isEmpty();
    assertThat(stops.lift(stopped.id(), PERSON, "again")).isEmpty();

    confirm(customer, 4);
    assertThat(ledger.call(EMARSYS, EVENT).rows).hasSize(MOST);
    assertThat(onlyCase(EMARSYS).id()).isNotEqualTo(stopped.id());
  }

  @Test
  void whatOneStopLetGoIsNotStoppedByTheNext() {
    CustomerInErp customer = ledger.linked(aCustomer());
    confirm(customer, 6);
    ledger.call(EMARSYS, EVENT).isAccepted();
    long first = onlyCase(EMARSYS).id();
    stops.lift(first, PERSON, "a sale");
    int released = ledger.cases.deliveries(first).size();

    confirm(customer, 6);
    assertThat(ledger.call(EMARSYS, EVENT).rows).hasSize(released + MOST);
    assertThat(ledger.openCases(EMARSYS)).containsExactly("BLAST_LIMIT", "BLAST_LIMIT");
  }

  @Test
  void excludingGivesUpWhatWaitsWithThePersonsReason() {
    confirm(ledger.linked(aCustomer()), 5);
    ledger.call(EMARSYS, EVENT).isAccepted();
    CaseLine stopped = onlyCase(EMARSYS);
    ledger.takeCompletions();

    assertThat(stops.exclude(stopped.id(), PERSON, "sent twice by mistake"))
        .hasValue(stopped.deliveries());

    assertThat(ledger.stand(EMARSYS, EVENT))
        .filteredOn(stands -> stands.contains("sent twice by mistake"))
        .hasSize((int) stopped.deliveries());
    assertThat(ledger.takeCompletions())
        .as("who waits is told")
        .hasSize((int) stopped.deliveries());
    assertThat(ledger.openCases(EMARSYS)).isEmpty();
    assertThat(
            ledger.value(
                String.class,
                "select actor || ' ' || action from audit where subject = ?",
                "case " + stopped.id()))
        .isEqualTo("marketing excluded");
  }

  @Test
  void theCaseStaysOpenAsLongAsTheStopAlsoIfNothingWaitsAnyMore() {
    List<CustomerInErp> customers = linked(MOST + 1, Consent.OPTED_OUT);
    turn(customers, Consent.OPTED_IN);
    ledger.call(EMARSYS, CONSENT).isAccepted();
    long stopped = onlyCase(EMARSYS).id();
    turn(customers.subList(MOST, MOST + 1), Consent.OPTED_OUT);
    ledger.call(EMARSYS, CONSENT).isAccepted();

    assertThat(onlyCase(EMARSYS).deliveries()).isZero();
    assertThat(new CaseClosing(ledger.database, SOURCE).closeByHand(stopped, PERSON, "done"))
        .isFalse();
    assertThat(stops.lift(stopped, PERSON, "over")).hasValue(0);
    assertThat(ledger.openCases(EMARSYS)).isEmpty();
  }

  @Test
  void whatIsTriedAgainCountsOnce() {
    confirm(ledger.linked(aCustomer()), 1);
    long ready = inOutbox();
    assertThat(ready).isLessThanOrEqualTo(MOST);
    for (int i = 0; i < MOST + 1; i++) {
      TestLedger.Call call = ledger.call(EMARSYS, EVENT);
      assertThat(call.rows).hasSize((int) ready);
      call.isAnswered(new Verdict.Retry(Duration.ZERO, "busy"));
      ledger.carryLive();
    }
    assertThat(ledger.openCases(EMARSYS)).isEmpty();
  }

  @Test
  void whatWentBeforeTheWindowCountsNoMore() {
    turn(linked(MOST, Consent.OPTED_IN), Consent.OPTED_OUT);
    ledger.call(EMARSYS, CONSENT).isAccepted();
    ledger.execute("update blast_count set claimed_at = claimed_at - interval '61 minutes'");

    turn(linked(MOST, Consent.OPTED_IN), Consent.OPTED_OUT);
    assertThat(ledger.call(EMARSYS, CONSENT).rows).hasSize(MOST);
    assertThat(ledger.openCases(EMARSYS)).isEmpty();
  }

  @Test
  void historyIsNotLimited() {
    CustomerInErp[] found = new CustomerInErp[MOST + 2];
    for (int i = 0; i < found.length; i++) {
      found[i] = aCustomer().optedOut();
    }
    ledger.findsInHistory(found);
    for (CustomerInErp customer : found) {
      ledger.execute(
          "insert into contact_link (destination, source, person_id, contact_id, created_by_us)"
              + " values (?, ?, ?, ?, false)",
          EMARSYS,
          SOURCE,
          customer.person(),
          "contact of " + customer.person());
    }
    ledger.carryHistory(CONSENT);

    assertThat(ledger.call(EMARSYS, CONSENT, Lane.HISTORY).rows).hasSize(found.length);
    assertThat(ledger.openCases(EMARSYS)).isEmpty();
  }

  @Test
  void retirementsAreDeletions() {
    List<CustomerInErp> stay = linked(MOST + 1, Consent.OPTED_IN);
    List<CustomerInErp> go = linked(MOST + 1, Consent.OPTED_IN);
    for (int i = 0; i < go.size(); i++) {
      ledger.sees(go.get(i).atTheAddressOf(stay.get(i)).livingWith(stay.get(i)));
    }
    assertThat(ledger.stand(EMARSYS, RETIREMENT)).hasSize(go.size());

    ledger.carryLive();
    assertThat(ledger.call(EMARSYS, RETIREMENT).rows).hasSize(MOST);
    assertThat(onlyCase(EMARSYS).cause()).startsWith("more than 3 deletions");
  }

  @Test
  void severalSendersTogetherDoNotExceedTheLimit() throws Exception {
    confirm(ledger.linked(aCustomer()), 10);
    ExecutorService senders = Executors.newFixedThreadPool(4);
    try {
      List<Callable<List<ClaimedDelivery>>> claims =
          Collections.nCopies(
              8, () -> ledger.outbox.claim(EMARSYS, EVENT, Lane.LIVE, 2, UUID.randomUUID()));
      int claimed = 0;
      for (Future<List<ClaimedDelivery>> each : senders.invokeAll(claims)) {
        claimed += each.get().size();
      }
      assertThat(claimed).isEqualTo(MOST);
      assertThat(onlyCase(EMARSYS).deliveries()).isEqualTo(inOutbox());
    } finally {
      senders.shutdownNow();
    }
  }

  @Test
  void aContactIsNotLimited() {
    for (int i = 0; i < MOST + 2; i++) {
      ledger.sees(aCustomer());
    }
    ledger.carryLive();

    assertThat(ledger.call(EMARSYS, CONTACT).rows).hasSize(MOST + 2);
  }
}
