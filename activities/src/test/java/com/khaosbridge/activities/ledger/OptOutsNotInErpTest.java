package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.TestLedger.DOTDIGITAL;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static com.khaosbridge.activities.ledger.TestLedger.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.books.Look;
import com.khaosbridge.activities.ledger.cases.CaseClosing;
import com.khaosbridge.activities.ledger.outbox.FoundOptOuts;
import com.khaosbridge.activities.ledger.outbox.OptOutsNotInErp;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A case tells if the ERP does not follow what people did at a destination. */
class OptOutsNotInErpTest {
  private TestLedger ledger;
  private OptOutsNotInErp unfollowed;

  @BeforeEach
  void open() {
    ledger = TestLedger.open();
    unfollowed = new OptOutsNotInErp(ledger.database, SOURCE);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void oneCaseADestinationCountsThemAndClosesWhenTheErpAgrees() {
    CustomerInErp first = optedOutAt(DOTDIGITAL);
    CustomerInErp second = optedOutAt(DOTDIGITAL);

    tell(Duration.ofDays(7));
    assertThat(ledger.openCases()).as("in time").isEmpty();
    tell(Duration.ZERO);
    assertThat(ledger.openCases()).containsExactly("dotdigital OPT_OUT_NOT_IN_ERP");
    assertThat(ledger.cases.openCases().get(0).whatHappened()).startsWith("2 persons");

    ledger.sees(first.optedOut());
    tell(Duration.ZERO);
    assertThat(ledger.cases.openCases().get(0).whatHappened()).startsWith("1 person ");
    ledger.sees(second.optedOut());
    tell(Duration.ZERO);
    assertThat(ledger.openCases()).isEmpty();
  }

  @Test
  void whatTheErpTurnedToAfterTheOptOutIsNoDisagreement() {
    CustomerInErp customer = optedOutAt(DOTDIGITAL);
    ledger.sees(customer.optedOut());
    ledger.deliverAll();
    Look look = ledger.customers.look(ledger.now);
    ledger.seesChanges(look, customer.optedIn());

    assertThat(unfollowed.standing()).isEmpty();
  }

  @Test
  void afterAPersonClosedItItTellsOnlyOfLaterOnes() {
    optedOutAt(DOTDIGITAL);
    tell(Duration.ZERO);
    new CaseClosing(ledger.database, SOURCE)
        .closeByHand(ledger.cases.openCases().get(0).id(), "marketing", "known");

    tell(Duration.ZERO);
    assertThat(ledger.openCases()).isEmpty();
    optedOutAt(DOTDIGITAL);
    tell(Duration.ZERO);

    assertThat(ledger.cases.openCases().get(0).whatHappened()).startsWith("1 person ");
  }

  private void tell(Duration grace) {
    unfollowed.tell(List.of(DOTDIGITAL, EMARSYS), grace);
  }

  private CustomerInErp optedOutAt(String destination) {
    CustomerInErp customer = ledger.linked(aCustomer().optedIn());
    assertThat(
            new FoundOptOuts(ledger.database, SOURCE)
                .optedOutAt(
                    destination,
                    List.of("contact of " + customer.person()),
                    ledger.database.now(),
                    null))
        .isTrue();
    return customer;
  }
}
