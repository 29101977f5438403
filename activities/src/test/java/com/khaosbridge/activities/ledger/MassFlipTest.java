package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.TestLedger.DOTDIGITAL;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static com.khaosbridge.activities.ledger.TestLedger.SOURCE;
import static com.khaosbridge.workflows.delivery.DeliveryKind.CONSENT;
import static com.khaosbridge.workflows.delivery.DeliveryKind.CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.cases.Cases.CaseLine;
import com.khaosbridge.activities.ledger.outbox.BlastStops;
import com.khaosbridge.activities.ledger.outbox.MassFlipLimit;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.Lane;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody is opted in because a bulk edit ticked everybody's box. */
class MassFlipTest {
  private static final int MOST = 3;
  private static final String ERP = "khaos control";
  private static final String HELD = "HELD MASS_FLIP";

  private TestLedger ledger;
  private BlastStops stops;

  @BeforeEach
  void open() {
    ledger = TestLedger.flippingAtMost(new MassFlipLimit(MOST, 10));
    stops = new BlastStops(ledger.database, SOURCE);
  }

  @AfterEach
  void close() {
    assertThat(ledger.closes()).isTrue();
    ledger.close();
  }

  @Test
  void asManyAsTheLimitGo() {
    turn(linked(MOST, Consent.OPTED_OUT), Consent.OPTED_IN);

    ledger.deliverAll();

    assertThat(newest(EMARSYS, MOST)).containsOnly("DELIVERED");
    assertThat(ledger.openCases(ERP)).isEmpty();
  }

  @Test
  void manyOfManyMoreKnownCustomersGo() {
    List<CustomerInErp> known = linked(10 * (MOST + 1), Consent.OPTED_OUT);

    turn(known.subList(0, MOST + 1), Consent.OPTED_IN);

    assertThat(ledger.openCases(ERP)).as("a tenth is not more than a tenth").isEmpty();
    ledger.deliverAll();
  }

  @Test
  void turnsToOptedInAreHeldAtAllDestinationsUnderOneCase() {
    turn(linked(MOST + 1, Consent.OPTED_OUT), Consent.OPTED_IN);

    ledger.deliverAll();

    assertThat(newest(EMARSYS, MOST + 1)).containsOnly(HELD);
    assertThat(newest(DOTDIGITAL, MOST + 1)).containsOnly(HELD);
    assertThat(onlyCase().whatHappened())
        .isEqualTo(
            "Of 4 known customers, 4 customers turned to opted in, 0 to unknown and 0 to opted out"
                + " in Khaos Control. Opt-outs go.");
  }

  @Test
  void whatWasLetGoBeforeTheLimitWasPassedIsHeldToo() {
    List<CustomerInErp> customers = linked(MOST + 1, Consent.OPTED_OUT);
    turn(customers.subList(0, MOST), Consent.OPTED_IN);
    ledger.carryLive();
    assertThat(newest(EMARSYS, MOST)).containsOnly("READY");

    turn(customers.subList(MOST, MOST + 1), Consent.OPTED_IN);

    assertThat(ledger.call(EMARSYS, CONSENT).rows).isEmpty();
    ledger.carryLive();
    assertThat(newest(EMARSYS, MOST + 1)).containsOnly(HELD);
  }

  @Test
  void whatIsInACallAlreadyMayNotBeWritten() {
    List<CustomerInErp> customers = linked(MOST + 1, Consent.OPTED_OUT);
    turn(customers.subList(0, 1), Consent.OPTED_IN);
    ledger.carryLive();
    assertThat(ledger.outbox.mayOptIn(EMARSYS, customers.get(0).person())).isTrue();

    turn(customers.subList(1, MOST + 1), Consent.OPTED_IN);

    assertThat(ledger.outbox.mayOptIn(EMARSYS, customers.get(0).person())).isFalse();
  }

  @Test
  void turnsToUnknownAreHeldUnderTheSameCase() {
    turn(linked(MOST + 1, Consent.OPTED_IN), Consent.UNKNOWN);

    assertThat(newest(EMARSYS, MOST + 1)).containsOnly(HELD);
    assertThat(ledger.openCases()).containsExactly(ERP + " MASS_FLIP");

    assertThat(stops.lift(onlyCase().id(), "jo", "no box any more")).hasValue(2 * (MOST + 1));
    ledger.carryLive();
    assertThat(newest(EMARSYS, MOST + 1)).containsOnly("HELD CONSENT_UNKNOWN");
  }

  @Test
  void optOutsGoAlsoOfThoseWhoTurnBack() {
    List<CustomerInErp> in = linked(MOST + 1, Consent.OPTED_OUT);
    List<CustomerInErp> out = linked(2, Consent.OPTED_IN);
    turn(in, Consent.OPTED_IN);
    turn(out, Consent.OPTED_OUT);
    turn(in.subList(0, 1), Consent.OPTED_OUT);

    ledger.carryLive();

    TestLedger.Call call = ledger.call(EMARSYS, CONSENT);
    assertThat(call.rows.stream().map(call::consent)).containsOnly(Consent.OPTED_OUT).hasSize(3);
    call.isAccepted();
    assertThat(onlyCase().deliveries()).isEqualTo(2 * MOST);
  }

  @Test
  void aMassOfOptOutsGoes() {
    turn(linked(MOST + 1, Consent.OPTED_IN), Consent.OPTED_OUT);

    ledger.deliverAll();

    assertThat(newest(EMARSYS, MOST + 1)).containsOnly("DELIVERED");
    assertThat(onlyCase().deliveries()).isZero();
  }

  @Test
  void noContactIsMadeOptedInByIt() {
    List<CustomerInErp> customers = customers(MOST + 1, Consent.OPTED_OUT);
    see(customers, Lane.LIVE);
    turn(customers, Consent.OPTED_IN);

    ledger.deliverAll();
    assertThat(ledger.value(Long.class, "select count(*) from contact_link")).isZero();
    assertThat(ledger.stand(EMARSYS, CONTACT)).contains(HELD);

    assertThat(stops.lift(onlyCase().id(), "jo", "our import").isPresent()).isTrue();
    ledger.deliverAll();
    assertThat(
            ledger.value(
                Long.class, "select count(*) from contact_link where consent_written = 'OPTED_IN'"))
        .isEqualTo(2 * (MOST + 1));
    assertThat(ledger.openCases()).isEmpty();
  }

  @Test
  void aContactThatIsAboutToBeMadeIsMadeWithoutAnOptIn() {
    List<CustomerInErp> customers = customers(MOST + 1, Consent.OPTED_OUT);
    see(customers, Lane.LIVE);
    turn(customers, Consent.OPTED_IN);
    String person = customers.get(0).person();

    assertThat(ledger.outbox.consentOnCreation(EMARSYS, Map.of(person, Consent.OPTED_IN)))
        .containsEntry(person, Consent.UNKNOWN);
    ledger.deliverAll();
  }

  @Test
  void firstSightIsNoTurn() {
    see(customers(10, Consent.OPTED_IN), Lane.LIVE);

    assertThat(ledger.openCases(ERP)).isEmpty();
    ledger.deliverAll();
  }

  @Test
  void whatWasChangedLongerAgoDoesNotCount() {
    List<CustomerInErp> customers = linked(MOST + 1, Consent.OPTED_OUT);
    turn(customers.subList(0, MOST), Consent.OPTED_IN);
    ledger.execute(
        "update consent_transition set recorded_at = recorded_at - interval '61 minutes'");

    turn(customers.subList(MOST, MOST + 1), Consent.OPTED_IN);

    assertThat(ledger.openCases(ERP)).isEmpty();
  }

  @Test
  void onceLiftedWhatWasHeldGoesAndTheCountBeginsAnew() {
    List<CustomerInErp> customers = linked(2 * MOST + 1, Consent.OPTED_OUT);
    turn(customers.subList(0, MOST + 1), Consent.OPTED_IN);
    ledger.carryLive();
    ledger.takeSignals();
    long caseId = onlyCase().id();

    assertThat(stops.isStop(caseId)).isTrue();
    assertThat(stops.lift(caseId, "jo", "our import")).hasValue(2 * (MOST + 1));

    assertThat(ledger.takeSignals()).as("their workflows are told").hasSize(MOST + 1);
    assertThat(
            ledger.value(
                String.class,
                "select actor || ' ' || action || ' ' || detail from audit where subject = ?",
                "case " + caseId))
        .isEqualTo("jo lifted our import");
    turn(customers.subList(MOST + 1, 2 * MOST + 1), Consent.OPTED_IN);
    ledger.deliverAll();
    assertThat(newest(EMARSYS, 2 * MOST + 1)).containsOnly("DELIVERED");
    assertThat(ledger.openCases()).isEmpty();
  }

  @Test
  void excludedItIsGivenUpForTheReason() {
    turn(linked(MOST + 1, Consent.OPTED_OUT), Consent.OPTED_IN);
    ledger.carryLive();

    assertThat(stops.exclude(onlyCase().id(), "jo", "wrong file")).hasValue(2 * (MOST + 1));

    assertThat(newest(EMARSYS, MOST + 1)).allMatch(stands -> stands.contains("wrong file"));
    assertThat(ledger.openCases()).isEmpty();
  }

  @Test
  void historyIsHeldToo() {
    List<CustomerInErp> customers = linked(MOST + 1, Consent.OPTED_OUT);

    see(with(customers, Consent.OPTED_IN), Lane.HISTORY);
    ledger.carryHistory(CONSENT);

    assertThat(newest(EMARSYS, MOST + 1)).containsOnly(HELD);
  }

  private CaseLine onlyCase() {
    List<CaseLine> open =
        ledger.cases.openCases().stream().filter(line -> line.destination().equals(ERP)).toList();
    assertThat(open).singleElement().returns(CaseType.MASS_FLIP, CaseLine::type);
    return open.get(0);
  }

  /** Where the last so many consents stand. */
  private List<String> newest(String destination, int many) {
    List<String> all = ledger.stand(destination, CONSENT);
    return all.subList(all.size() - many, all.size());
  }

  private static List<CustomerInErp> customers(int many, Consent consent) {
    return IntStream.range(0, many).mapToObj(n -> aCustomer().with(consent)).toList();
  }

  private static List<CustomerInErp> with(List<CustomerInErp> customers, Consent consent) {
    return customers.stream().map(customer -> customer.with(consent)).toList();
  }

  private List<CustomerInErp> linked(int many, Consent consent) {
    List<CustomerInErp> customers = customers(many, consent);
    see(customers, Lane.LIVE);
    ledger.deliverAll();
    ledger.takeSignals();
    return customers;
  }

  private void turn(List<CustomerInErp> customers, Consent consent) {
    see(with(customers, consent), Lane.LIVE);
  }

  private void see(List<CustomerInErp> customers, Lane lane) {
    ledger.observe(lane, customers.toArray(CustomerInErp[]::new));
  }
}
