package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.anOrder;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.khaosbridge.activities.ledger.books.FrozenTerms;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrozenTermsTest {
  private static final Map<String, String> POUNDS = Map.of("money.account-currency", "GBP");
  private static final Map<String, String> EUROS = Map.of("money.account-currency", "EUR");

  private TestLedger ledger;
  private FrozenTerms terms;

  @BeforeEach
  void open() {
    ledger = TestLedger.open();
    terms = new FrozenTerms(ledger.database, TestLedger.SOURCE);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void termsAreFreeWhileTheLedgerHasNoAmount() {
    terms.require(POUNDS);

    assertThatCode(() -> terms.require(EUROS)).doesNotThrowAnyException();
  }

  @Test
  void otherTermsThanThoseOfTheLedgersAmountsAreRefusedByNameAndValue() {
    terms.require(POUNDS);
    ledger.sees(anOrder().of(ledger.linked(aCustomer())).over("10").finalised());

    assertThatThrownBy(() -> terms.require(EUROS))
        .isInstanceOf(FrozenTerms.OtherTermsException.class)
        .hasMessageContaining("money.account-currency is EUR, was GBP")
        .hasMessageContaining("Set khaos-bridge.money.account-currency back");
    assertThatCode(() -> terms.require(POUNDS)).doesNotThrowAnyException();
  }

  @Test
  void aDestinationThatIsAddedLaterBringsItsOwnTerms() {
    terms.require(POUNDS);
    ledger.sees(anOrder().of(ledger.linked(aCustomer())).over("10").finalised());
    Map<String, String> more =
        Map.of("money.account-currency", "GBP", "destinations.second.return-signs", "price");

    terms.require(more);

    assertThatThrownBy(
            () -> terms.require(Map.of("destinations.second.return-signs", "sales-amount")))
        .hasMessageContaining("destinations.second.return-signs is sales-amount, was price");
  }
}
