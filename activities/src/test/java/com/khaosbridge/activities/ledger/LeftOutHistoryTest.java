package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.NOW;
import static com.khaosbridge.activities.ledger.OrderInErp.anOrder;
import static com.khaosbridge.activities.ledger.TestLedger.DOTDIGITAL;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static com.khaosbridge.workflows.delivery.DeliveryKind.CONTACT;
import static com.khaosbridge.workflows.delivery.DeliveryKind.METRICS;
import static com.khaosbridge.workflows.delivery.DeliveryKind.ORDER;
import static com.khaosbridge.workflows.delivery.DeliveryKind.SALES_ROWS;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.books.JoinedPersons;
import com.khaosbridge.activities.ledger.books.MetricsLedger;
import com.khaosbridge.activities.ledger.books.PersonFigures;
import com.khaosbridge.workflows.decision.Thresholds;
import com.khaosbridge.workflows.delivery.EventType;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was left out for want of a contact follows once there may be one. */
class LeftOutHistoryTest {
  private static final String NO_EMAIL = "EXCLUDED no e-mail";

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
  void theOrdersOfWhoGetsAnEmailForTheFirstTimeAreToldThenWithTheirMoney() {
    CustomerInErp withoutEmail = aCustomer().withoutEmail();
    ledger.findsInHistory(withoutEmail);
    ledger.findsInHistory(old(withoutEmail), old(withoutEmail));
    ledger.backfillAll();
    ledger.sees(anOrder().of(withoutEmail).finalised());
    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsOnly(NO_EMAIL).hasSize(3);
    ledger.takeSignals();

    ledger.sees(withoutEmail.mailedAt("at.last@example.com"));
    assertThat(ledger.takeSignals()).filteredOn(one -> one.startsWith("ORDER_CHANGED")).hasSize(3);
    ledger.deliverAll();

    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsOnly("DELIVERED").hasSize(3);
    assertThat(ledger.stand(DOTDIGITAL, ORDER)).containsOnly("DELIVERED").hasSize(3);
    assertThat(ledger.stand(EMARSYS, EventType.ORDER_CONFIRMED))
        .as("an event would come too late")
        .containsExactly(NO_EMAIL);
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void whatTheyAddUpToIsToldOnce() {
    MetricsLedger metrics =
        new MetricsLedger(
            ledger.database,
            TestLedger.SOURCE,
            ledger.scopes,
            new PersonFigures(
                ledger.database,
                TestLedger.SOURCE,
                ZoneId.of("Europe/London"),
                true,
                Thresholds.standard()));
    CustomerInErp withoutEmail = aCustomer().withoutEmail();
    metrics.planHistory(NOW, () -> {});
    ledger.sees(withoutEmail);
    for (int i = 0; i < 2; i++) {
      ledger.sees(anOrder().of(withoutEmail).finalised());
      metrics.plan(NOW);
    }
    assertThat(ledger.stand(EMARSYS, METRICS)).containsExactly(NO_EMAIL, NO_EMAIL);

    ledger.sees(withoutEmail.mailedAt("at.last@example.com"));
    ledger.deliverAll();

    assertThat(ledger.stand(EMARSYS, METRICS)).containsExactly("EXCLUDED superseded", "DELIVERED");
  }

  @Test
  void theOrdersOfACustomerWithoutEmailFollowWhenTheyBecomeOneWithSomebody() {
    CustomerInErp known = ledger.linked(aCustomer());
    CustomerInErp withoutEmail = aCustomer().withoutEmail();
    ledger.findsInHistory(withoutEmail);
    ledger.findsInHistory(old(withoutEmail));
    ledger.backfillAll();
    assertThat(ledger.stand(DOTDIGITAL, ORDER)).containsExactly(NO_EMAIL);

    assertThat(
            new JoinedPersons(ledger.database, TestLedger.SOURCE, ledger.scopes)
                .join(known.person(), withoutEmail.person(), NOW))
        .isTrue();
    ledger.deliverAll();

    assertThat(ledger.stand(DOTDIGITAL, ORDER)).containsExactly("DELIVERED");
    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsExactly("DELIVERED");
    assertThat(ledger.only(EMARSYS, SALES_ROWS).personId()).isEqualTo(known.person());
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void theHistoryOfWhoWasLeftOutByThePolicyFollowsTheirNextOrder() {
    CustomerInErp optedOut = aCustomer().optedOut();
    ledger.findsInHistory(optedOut);
    ledger.findsInHistory(
        anOrder().of(optedOut).placed(NOW.minus(Duration.ofDays(4 * 365))).finalised());
    ledger.backfillAll();
    assertThat(ledger.stand(EMARSYS, SALES_ROWS))
        .containsExactly("EXCLUDED no consent and no recent order");

    ledger.sees(anOrder().of(optedOut).finalised());
    ledger.deliverAll();

    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsExactly("DELIVERED", "DELIVERED");
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void whoLosesTheEmailAgainBeforeTheContactIsThereIsLeftOutAgain() {
    CustomerInErp withoutEmail = aCustomer().withoutEmail();
    ledger.findsInHistory(withoutEmail);
    ledger.findsInHistory(old(withoutEmail));
    ledger.backfillAll();

    ledger.sees(withoutEmail.mailedAt("at.last@example.com"));
    ledger.carryLive();
    ledger.sees(withoutEmail);
    ledger.deliverAll();

    assertThat(ledger.stand(EMARSYS, CONTACT)).doesNotContain("DELIVERED");
    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsExactly(NO_EMAIL);
    assertThat(ledger.closes()).isTrue();
  }

  private static OrderInErp old(CustomerInErp customer) {
    return anOrder().of(customer).placed(NOW.minus(Duration.ofDays(40))).finalised();
  }
}
