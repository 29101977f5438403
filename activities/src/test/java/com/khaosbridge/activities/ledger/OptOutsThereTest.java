package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.TestLedger.DOTDIGITAL;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static com.khaosbridge.activities.ledger.TestLedger.SOURCE;
import static com.khaosbridge.workflows.delivery.DeliveryKind.CONSENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.books.ContactRounds;
import com.khaosbridge.activities.ledger.books.Look;
import com.khaosbridge.activities.ledger.outbox.FoundOptOuts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who opts out at a destination is known, stays opted out there, and counts as having done it. */
class OptOutsThereTest {
  private TestLedger ledger;
  private FoundOptOuts known;
  private ContactRounds rounds;

  @BeforeEach
  void open() {
    ledger = TestLedger.open();
    known = new FoundOptOuts(ledger.database, SOURCE);
    rounds = new ContactRounds(ledger.database, SOURCE);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void anOptOutThatWasFoundIsKeptAndNoOptInOfBeforeRaisesIt() {
    CustomerInErp customer = ledger.linked(aCustomer().optedIn());

    assertThat(known.optedOutAt(DOTDIGITAL, List.of(contact(customer)), rounds.now(), null))
        .isTrue();
    ledger.sees(customer.ofUnknownConsent());
    ledger.deliverAll();

    assertThat(kept(DOTDIGITAL)).containsExactly("WRITTEN OPTED_IN", "READ OPTED_OUT");
    assertThat(kept(EMARSYS)).containsExactly("WRITTEN OPTED_IN");
    Look look = ledger.customers.look(ledger.now);
    ledger.seesChanges(look, customer.optedIn());
    ledger.carryLive();
    assertThat(ledger.call(DOTDIGITAL, CONSENT).rows).as("a later turn").hasSize(1);
  }

  @Test
  void whatWeAreWritingMeanwhileIsLookedForAgain() {
    CustomerInErp customer = ledger.linked(aCustomer().optedIn());
    ledger.sees(customer.optedOut());
    ledger.carryLive();
    TestLedger.Call optOut = ledger.call(DOTDIGITAL, CONSENT);
    Instant looked = rounds.now();

    assertThat(known.optedOutAt(DOTDIGITAL, List.of(contact(customer)), looked, null)).isFalse();
    optOut.isAccepted();
    assertThat(known.optedOutAt(DOTDIGITAL, List.of(contact(customer)), looked, null)).isTrue();

    assertThat(kept(DOTDIGITAL)).containsExactly("WRITTEN OPTED_IN", "WRITTEN OPTED_OUT");
  }

  @Test
  void contactsOfNobodyWeKnowAreLeftAlone() {
    ledger.linked(aCustomer().optedIn());

    assertThat(known.optedOutAt(DOTDIGITAL, List.of("a stranger"), rounds.now(), null)).isTrue();

    assertThat(kept(DOTDIGITAL)).containsExactly("WRITTEN OPTED_IN");
  }

  @Test
  void everyContactIsLookedAtOnceARound() {
    List<String> all = new ArrayList<>();
    for (int n = 0; n < 5; n++) {
      all.add(contact(ledger.linked(aCustomer().optedIn())));
    }

    assertThat(round(Duration.ZERO)).containsExactlyInAnyOrderElementsOf(all);
    assertThat(rounds.next(EMARSYS, 2, Duration.ofHours(1))).as("not due").isEmpty();
    assertThat(round(Duration.ZERO)).as("the next").containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void aPartThatWasNotReadComesAgain() {
    ledger.linked(aCustomer().optedIn());
    ContactRounds.Part part = rounds.next(EMARSYS, 2, Duration.ofHours(1)).orElseThrow();

    assertThat(rounds.next(EMARSYS, 2, Duration.ofHours(1))).contains(part);
  }

  private List<String> round(Duration interval) {
    List<String> seen = new ArrayList<>();
    Optional<ContactRounds.Part> part = rounds.next(EMARSYS, 2, interval);
    while (part.isPresent()) {
      seen.addAll(part.get().contactIds());
      rounds.read(EMARSYS, part.get());
      part = rounds.next(EMARSYS, 2, Duration.ofHours(1));
    }
    return seen;
  }

  private static String contact(CustomerInErp customer) {
    return "contact of " + customer.person();
  }

  private List<String> kept(String destination) {
    return ledger
        .database
        .sql()
        .sql("select cause || ' ' || to_value from consent_there where destination = ? order by id")
        .param(destination)
        .query(String.class)
        .list();
  }
}
