package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.TestLedger.DOTDIGITAL;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static com.khaosbridge.workflows.delivery.DeliveryKind.CONSENT;
import static com.khaosbridge.workflows.delivery.DeliveryKind.CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.books.CustomerLists;
import com.khaosbridge.activities.ledger.books.VanishedCustomers;
import com.khaosbridge.activities.ledger.cases.CaseClosing;
import com.khaosbridge.workflows.delivery.Consent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Absence counts only from two complete lists; then nobody is mailed on the word of a customer that
 * is no more.
 */
class VanishedCustomersTest {
  private TestLedger ledger;
  private CustomerLists lists;
  private VanishedCustomers vanished;

  @BeforeEach
  void open() {
    ledger = TestLedger.open();
    lists = new CustomerLists(ledger.database, TestLedger.SOURCE);
    vanished = new VanishedCustomers(ledger.database, TestLedger.SOURCE, ledger.scopes);
  }

  @AfterEach
  void close() {
    assertThat(ledger.closes()).isTrue();
    ledger.close();
  }

  @Test
  void oneListIsNotEnough() {
    CustomerInErp one = ledger.linked(aCustomer().optedIn());
    CustomerInErp other = ledger.linked(aCustomer().optedIn());
    list(one, other);

    list(one);
    assertThat(lists.absent(10)).isEmpty();
    list(one);
    assertThat(lists.absent(10)).containsExactly(other.urn());
    list(one, other);
    assertThat(lists.absent(10)).isEmpty();
  }

  @Test
  void aListThatLostMoreThanOneInAHundredIsACaseAndNoAbsence() {
    CustomerInErp[] all = new CustomerInErp[300];
    Arrays.setAll(all, n -> aCustomer().optedIn());
    ledger.findsInHistory(all);
    list(all);

    list(Arrays.copyOf(all, 296));
    list(Arrays.copyOf(all, 150));

    assertThat(ledger.openCases("khaos control")).containsExactly("SHORT_LIST");
    assertThat(absences()).isZero();
    assertThat(lists.toRead().next(10)).isEmpty();

    list(Arrays.copyOf(all, 297));

    assertThat(ledger.openCases("khaos control")).isEmpty();
    assertThat(absences()).isEqualTo(3);
  }

  @Test
  void aShorterListCountsOnceAPersonHasSaidThatItIsRight() {
    CustomerInErp[] all = new CustomerInErp[10];
    Arrays.setAll(all, n -> aCustomer().optedIn());
    ledger.findsInHistory(all);
    list(all);
    list(Arrays.copyOf(all, 5));
    long id = ledger.cases.openCases().get(0).id();

    assertThat(
            new CaseClosing(ledger.database, TestLedger.SOURCE)
                .closeByHand(id, "anna", "we removed them"))
        .isTrue();
    list(Arrays.copyOf(all, 3));
    assertThat(absences()).isZero();
    long again = ledger.cases.openCases().get(0).id();
    assertThat(
            new CaseClosing(ledger.database, TestLedger.SOURCE)
                .closeByHand(again, "anna", "these, too"))
        .isTrue();
    list(Arrays.copyOf(all, 3));

    assertThat(absences()).isEqualTo(7);
  }

  @Test
  void aCustomerUnderAnotherUrnIsReadBeforeAnybodyIsMissed() {
    CustomerInErp one = ledger.linked(aCustomer().optedIn());
    CustomerInErp renamed = one.withUrn("ANON1");
    list(one);

    list(renamed);
    assertThat(lists.toRead().next(1)).containsExactly("ANON1");
    ledger.sees(renamed);
    lists.toRead().read(List.of("ANON1"));
    list(renamed);
    list(renamed);

    assertThat(lists.absent(10)).isEmpty();
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
  void whoVanishedIsOptedOutWhereTheyHaveAContactAndACaseAsks() {
    CustomerInErp gone = ledger.linked(aCustomer().optedIn());

    vanishes(gone);
    ledger.deliverAll();

    assertThat(ledger.stand(EMARSYS, CONTACT)).last().isEqualTo("EXCLUDED no longer in the ERP");
    for (String destination : List.of(EMARSYS, DOTDIGITAL)) {
      assertThat(ledger.stand(destination, CONSENT)).last().isEqualTo("DELIVERED");
      assertThat(consentThere(destination, gone)).isEqualTo("OPTED_OUT");
    }
    assertThat(ledger.openCases("khaos control")).containsExactly("CUSTOMER_VANISHED");
  }

  @Test
  void whoIsThereAgainIsHeldAndNotOptedIn() {
    CustomerInErp gone = ledger.linked(aCustomer().optedIn());
    vanishes(gone);
    ledger.deliverAll();

    ledger.sees(gone);
    ledger.deliverAll();

    assertThat(ledger.openCases("khaos control")).isEmpty();
    assertThat(ledger.stand(EMARSYS, CONSENT)).last().isEqualTo("HELD OPT_IN_AT_FIRST_SIGHT");
    assertThat(consentThere(EMARSYS, gone)).isEqualTo("OPTED_OUT");
  }

  @Test
  void aTurnThatNobodySawWhileTheCustomerWasAwayIsNone() {
    CustomerInErp gone = ledger.linked(aCustomer().optedOut());
    vanishes(gone);
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

    vanishes(unknown);
    assertThat(mailConsent(stays)).isEqualTo(Consent.OPTED_IN);
    assertThat(ledger.openCases("khaos control")).isEmpty();

    CustomerInErp refusing = aCustomer().optedOut().atTheAddressOf(stays).livingWith(stays);
    ledger.sees(refusing);
    vanishes(refusing);
    assertThat(mailConsent(stays)).isEqualTo(Consent.OPTED_OUT);
    ledger.deliverAll();
  }

  @Test
  void whoGoesOnAsAnotherCustomerIsAskedAboutNoMore() {
    CustomerInErp gone = ledger.linked(aCustomer().optedIn());
    vanishes(gone);
    ledger.deliverAll();

    ledger.sees(aCustomer().optedIn().atTheAddressOf(gone).livingWith(gone));
    ledger.deliverAll();

    assertThat(ledger.openCases("khaos control")).isEmpty();
    assertThat(consentThere(EMARSYS, gone)).isEqualTo("OPTED_OUT");
  }

  private void vanishes(CustomerInErp gone) {
    ledger.execute(
        "update customer set listed_at = observed_at, absences = 2 where company_id = ?",
        gone.id());
    vanished.vanish(List.of(gone.urn()), ledger.now);
  }

  private void list(CustomerInErp... listed) {
    ledger.now = ledger.now.plus(Duration.ofDays(1));
    lists.take(urns(listed), ledger.now, Integer.MAX_VALUE);
  }

  private static List<String> urns(CustomerInErp... customers) {
    List<String> urns = new ArrayList<>();
    for (CustomerInErp customer : customers) {
      urns.add(customer.urn());
    }
    return urns;
  }

  private long absences() {
    return ledger.value(Long.class, "select sum(absences) from customer");
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
