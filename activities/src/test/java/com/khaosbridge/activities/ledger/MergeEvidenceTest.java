package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.TestLedger.DOTDIGITAL;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static com.khaosbridge.workflows.delivery.DeliveryKind.CONSENT;
import static com.khaosbridge.workflows.delivery.DeliveryKind.CONTACT;
import static com.khaosbridge.workflows.delivery.DeliveryKind.RETIREMENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.books.CustomerLists;
import com.khaosbridge.activities.ledger.books.MergeDecision;
import com.khaosbridge.activities.ledger.books.MergeEvidence;
import com.khaosbridge.activities.ledger.cases.UnreadableRecord;
import com.khaosbridge.activities.ledger.persons.Person;
import com.khaosbridge.workflows.decision.MergePiece;
import com.khaosbridge.workflows.delivery.Consent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two independent things make two customers one person, one alone asks. */
class MergeEvidenceTest {
  private TestLedger ledger;
  private MergeEvidence evidence;
  private MergeDecision decision;
  private CustomerInErp a;
  private CustomerInErp b;
  private CustomerInErp c;

  @BeforeEach
  void threePersons() {
    ledger = TestLedger.open();
    evidence = new MergeEvidence(ledger.database, TestLedger.SOURCE);
    decision = new MergeDecision(ledger.database, TestLedger.SOURCE, ledger.scopes);
    a = ledger.linked(aCustomer().optedIn());
    b = ledger.linked(aCustomer().optedIn());
    c = ledger.linked(aCustomer().optedIn());
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void twoThingsMakeThemOne() {
    say(a, b, MergePiece.AUDIT);
    say(a, b, MergePiece.ORDERS);

    assertThat(ledger.persons.resolve(a.person())).isEqualTo(b.person());
    assertThat(ledger.stand(EMARSYS, RETIREMENT)).containsExactly("PLANNED");
    assertThat(ledger.takeSignals()).contains("MERGE_CHANGED " + a.person());
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void oneAloneAsksAndTheCaseClosesOnceASecondSaysSo() {
    say(a, b, MergePiece.ORDERS);

    assertThat(ledger.persons.resolve(a.person())).isEqualTo(a.person());
    assertThat(ledger.openCases()).containsExactly("khaos control MERGE_QUESTION");

    say(a, b, MergePiece.AUDIT);
    assertThat(ledger.persons.resolve(a.person())).isEqualTo(b.person());
    assertThat(ledger.openCases()).isEmpty();
  }

  @Test
  void theSameThingTwiceIsOne() {
    say(a, b, MergePiece.AUDIT);
    say(a, b, MergePiece.AUDIT);

    assertThat(ledger.persons.resolve(a.person())).isEqualTo(a.person());
  }

  @Test
  void twoThingsThatSayDifferentAsk() {
    say(a, b, MergePiece.AUDIT);
    say(a, c, MergePiece.ORDERS);

    assertThat(ledger.persons.resolve(a.person())).isEqualTo(a.person());
    assertThat(ledger.openCases()).containsExactly("khaos control MERGE_QUESTION");
  }

  @Test
  void theAuditNamesTheNextAndTheOrdersTheLastOfAChain() {
    evidence.note(b.id(), c.id(), MergePiece.AUDIT);
    say(a, b, MergePiece.AUDIT);
    say(a, c, MergePiece.ORDERS);

    assertThat(ledger.persons.resolve(a.person())).isEqualTo(c.person());
    assertThat(ledger.persons.resolve(b.person()))
        .as("only the audit says so")
        .isEqualTo(b.person());
  }

  @Test
  void theAuditAndTwoListsWithoutTheCustomerAreTwoThings() {
    say(a, b, MergePiece.AUDIT);
    assertThat(ledger.openCases()).containsExactly("khaos control MERGE_QUESTION");

    ledger.vanishes(a);
    look(a, true);

    assertThat(ledger.persons.resolve(a.person())).isEqualTo(b.person());
    assertThat(ledger.openCases()).isEmpty();
  }

  @Test
  void theContactIsNotMadeOfWhomTheErpDoesNotGiveAnyMore() {
    ledger.sees(b.withoutEmail());
    ledger.deliverAll();
    evidence.note(a.id(), b.id(), MergePiece.AUDIT);
    evidence.note(a.id(), b.id(), MergePiece.ORDERS);
    look(a, true);

    Person person = ledger.persons.known(List.of(b.person())).values().iterator().next();
    assertThat(person.customers()).hasSize(2);
    assertThat(person.leading().companyId()).isEqualTo(b.id());
    assertThat(person.mailConsent())
        .as("nobody can be mailed at the loser's address")
        .isEqualTo(Consent.OPTED_OUT);
    assertThat(ledger.openCases()).isEmpty();
  }

  @Test
  void aMergedCustomerWhoIsThereAgainIsAskedAbout() {
    evidence.note(a.id(), b.id(), MergePiece.AUDIT);
    evidence.note(a.id(), b.id(), MergePiece.ORDERS);
    look(a, true);
    assertThat(ledger.openCases()).isEmpty();

    ledger.sees(a.named("Back"));

    assertThat(ledger.openCases()).containsExactly("khaos control MERGE_TAKEN_BACK");
    assertThat(ledger.persons.resolve(a.person())).isEqualTo(b.person());
  }

  @Test
  void aPersonsWordIsEnoughAndIsKept() {
    evidence.noteByHand(a.id(), b.id(), "jo", "rang up");
    look(a);

    assertThat(ledger.persons.resolve(a.person())).isEqualTo(b.person());
    assertThat(ledger.value(String.class, "select actor || ' ' || action from audit"))
        .isEqualTo("jo merge");
  }

  @Test
  void chainsEndAtTheLastInAnyOrder() {
    say(b, c, MergePiece.OPERATOR);
    say(a, b, MergePiece.OPERATOR);

    assertThat(ledger.persons.resolve(a.person())).isEqualTo(c.person());
    assertThat(ledger.persons.resolve(b.person())).isEqualTo(c.person());
  }

  @Test
  void bothDirectionsAtOnceAreOneMerge() {
    say(a, b, MergePiece.OPERATOR);
    say(b, a, MergePiece.OPERATOR);

    assertThat(ledger.persons.resolve(a.person())).isEqualTo(b.person());
    assertThat(ledger.persons.resolve(b.person())).isEqualTo(b.person());
    assertThat(ledger.value(Long.class, "select count(*) from person_merge")).isEqualTo(1);
  }

  @Test
  void anOptedOutCustomerMakesTheSurvivorOptedOut() {
    ledger.sees(a.optedOut());
    ledger.deliverAll();
    say(a, b, MergePiece.OPERATOR);
    ledger.carryLive();

    TestLedger.Call call = ledger.call(DOTDIGITAL, CONSENT);
    assertThat(call.rows).extracting(call::consent).containsExactly(Consent.OPTED_OUT);
  }

  @Test
  void whoIsInACallIsMergedAfterIt() {
    ledger.sees(a.named("Bea"));
    ledger.carryLive();
    TestLedger.Call call = ledger.call(EMARSYS, CONTACT);
    say(a, b, MergePiece.OPERATOR);
    assertThat(ledger.persons.resolve(a.person())).isEqualTo(a.person());

    call.isAccepted();
    decision.decide(ledger.now);
    assertThat(ledger.persons.resolve(a.person())).isEqualTo(b.person());
  }

  @Test
  void whoWasMergedIsMissedOnNoList() {
    CustomerLists lists = new CustomerLists(ledger.database, TestLedger.SOURCE);
    lists.take(List.of(a.urn(), b.urn(), c.urn()), ledger.now, 7);
    lists.end();
    say(a, c, MergePiece.OPERATOR);
    say(b, c, MergePiece.OPERATOR);

    lists.take(List.of(c.urn()), ledger.now.plus(Duration.ofDays(1)), 7);

    assertThat(ledger.openCases()).isEmpty();
    assertThat(
            ledger.value(
                Boolean.class, "select complete from customer_list order by id desc limit 1"))
        .isTrue();
  }

  @Test
  void whoWasListedAndMergedBeforeItWasReadIsNoUnreadableRecord() {
    evidence.note(a.id(), b.id(), MergePiece.AUDIT);
    evidence.note(a.id(), b.id(), MergePiece.ORDERS);
    ledger.customers.notGiven(List.of(listed(a)));
    assertThat(ledger.openCases())
        .as("the merge is not decided")
        .containsExactly("khaos control ERP_RECORD");

    look(a, true);
    assertThat(ledger.openCases()).isEmpty();

    ledger.customers.notGiven(List.of(listed(a), listed(c)));
    assertThat(ledger.openCases())
        .as("only who was not merged")
        .containsExactly("khaos control ERP_RECORD");
  }

  private static UnreadableRecord listed(CustomerInErp customer) {
    return new UnreadableRecord("customer", customer.urn(), "COMPANY_CODE", "listed, not given");
  }

  private void say(CustomerInErp loser, CustomerInErp survivor, MergePiece piece) {
    evidence.note(loser.id(), survivor.id(), piece);
    look(loser);
  }

  private void look(CustomerInErp suspect) {
    look(suspect, false);
  }

  private void look(CustomerInErp suspect, boolean absent) {
    evidence.looked(new MergeEvidence.Suspect(suspect.id(), suspect.urn(), false), absent);
    decision.decide(ledger.now);
  }
}
