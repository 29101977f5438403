package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.TestLedger.DOTDIGITAL;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static com.khaosbridge.activities.ledger.TestLedger.SOURCE;
import static com.khaosbridge.workflows.delivery.DeliveryKind.CONSENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.books.Look;
import com.khaosbridge.activities.ledger.books.OptOutSharing;
import com.khaosbridge.activities.ledger.outbox.FoundOptOuts;
import com.khaosbridge.workflows.delivery.Consent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who opts out at an e-mail is not mailed at it, whosever contact still had it. */
class OptOutAtAMovedAddressTest {
  private TestLedger ledger;
  private CustomerInErp anna;
  private CustomerInErp bert;

  @BeforeEach
  void open() {
    ledger = TestLedger.open();
    anna = ledger.linked(aCustomer().optedIn().mailedAt("one@example.com"));
    bert = ledger.linked(aCustomer().optedIn().mailedAt("two@example.com"));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void anOptOutAtAContactThatHasNotMovedYetBindsWhoHasTheAddressNow() {
    swap();
    optOutAtContactOf(bert, null);

    share(false);

    assertThat(sentTo(anna, DOTDIGITAL)).containsExactly(Consent.OPTED_OUT);
    assertThat(sentTo(anna, EMARSYS)).isEmpty();
  }

  @Test
  void itBindsAtTheOtherDestinationsWhereOptOutsAreShared() {
    swap();
    optOutAtContactOf(bert, null);

    share(true);

    assertThat(sentTo(anna, EMARSYS)).containsExactly(Consent.OPTED_OUT);
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void itBindsAlsoIfTheErpIsReadAfterTheDestination() {
    optOutAtContactOf(bert, null);
    share(false);
    assertThat(sentTo(anna, DOTDIGITAL)).isEmpty();

    swap();
    share(false);

    assertThat(sentTo(anna, DOTDIGITAL)).containsExactly(Consent.OPTED_OUT);
  }

  @Test
  void anOptOutAfterTheContactHasMovedIsItsOwnPersons() {
    swap();
    ledger.deliverAll();
    optOutAtContactOf(bert, ledger.database.now());

    share(true);

    assertThat(sentTo(anna, DOTDIGITAL)).isEmpty();
    assertThat(sentTo(anna, EMARSYS)).isEmpty();
  }

  @Test
  void anOptOutOfBeforeTheyMovedIsItsOwnPersons() {
    optOutAtContactOf(bert, null);
    ledger.sees(anna, bert);
    swap();

    share(true);

    assertThat(sentTo(anna, DOTDIGITAL)).isEmpty();
  }

  @Test
  void aLaterTurnInTheErpRaisesIt() {
    swap();
    optOutAtContactOf(bert, null);
    share(false);
    ledger.deliverAll();
    CustomerInErp there = anna.atTheAddressOf(bert);

    ledger.sees(there.optedOut());
    ledger.deliverAll();
    Look look = ledger.customers.look(ledger.now);
    ledger.seesChanges(look, there.optedIn());

    assertThat(sentTo(anna, DOTDIGITAL)).containsExactly(Consent.OPTED_IN);
  }

  private void swap() {
    ledger.sees(anna.atTheAddressOf(bert), bert.atTheAddressOf(anna));
  }

  private void optOutAtContactOf(CustomerInErp customer, @Nullable Instant lookedBefore) {
    assertThat(
            new FoundOptOuts(ledger.database, SOURCE)
                .optedOutAt(
                    DOTDIGITAL,
                    List.of("contact of " + customer.person()),
                    ledger.database.now(),
                    lookedBefore))
        .isTrue();
  }

  private void share(boolean amongDestinations) {
    new OptOutSharing(ledger.database, SOURCE, ledger.scopes, amongDestinations).share(ledger.now);
  }

  private List<Consent> sentTo(CustomerInErp customer, String destination) {
    ledger.carryLive();
    TestLedger.Call call = ledger.call(destination, CONSENT);
    List<Consent> sent =
        call.rows.stream()
            .filter(row -> row.person().equals(customer.person()))
            .map(call::consent)
            .toList();
    call.isAccepted();
    return sent;
  }
}
