package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CreditInErp.aCredit;
import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.NOW;
import static com.khaosbridge.activities.ledger.OrderInErp.anOrder;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static com.khaosbridge.activities.ledger.TestLedger.GO_LIVE;
import static com.khaosbridge.activities.ledger.TestLedger.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.books.CreditLedger;
import com.khaosbridge.activities.ledger.books.OrderLedger;
import com.khaosbridge.activities.ledger.books.OrderLives;
import com.khaosbridge.activities.ledger.books.PassedDeadlines;
import com.khaosbridge.activities.ledger.books.Replenishments;
import com.khaosbridge.workflows.decision.Deadline;
import com.khaosbridge.workflows.decision.OrderTimes;
import com.khaosbridge.workflows.decision.SkuPattern;
import com.khaosbridge.workflows.decision.Supplies;
import com.khaosbridge.workflows.decision.Supply;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Customers are asked to buy again what has run out, unless they did, or gave it back. */
class ReplenishmentsTest {
  private static final String SKU = "22423";

  /** Five pieces, as in an order unless said otherwise, last for 50 days. */
  private static final Supplies TEN_DAYS =
      new Supplies(List.of(new Supply(new SkuPattern("224*"), 10)));

  private static final Instant LEFT = NOW.minusSeconds(60);
  private static final Instant DUE = LEFT.plus(Duration.ofDays(50));

  private TestLedger ledger;
  private CustomerInErp anna;
  private OrderLives lives;
  private PassedDeadlines deadlines;
  private CreditLedger credits;
  private Replenishments replenishments;
  private OrderInErp order;

  @BeforeEach
  void start() {
    ledger = TestLedger.open();
    anna = ledger.linked(aCustomer().optedIn());
    OrderTimes standard = OrderTimes.standard();
    OrderTimes times =
        new OrderTimes(
            standard.despatchOverdue(),
            standard.despatchHorizon(),
            standard.returns(),
            standard.reviewAfter(),
            TEN_DAYS);
    lives = new OrderLives(ledger.database, SOURCE, times);
    deadlines = new PassedDeadlines(ledger.database, SOURCE, ledger.scopes, lives, GO_LIVE);
    credits = new CreditLedger(ledger.database, SOURCE, ledger.scopes, times);
    replenishments = new Replenishments(ledger.database, SOURCE, TEN_DAYS);
    ledger.backfill.creditsRead();
    order = anOrder().of(anna).finalised();
    // The deadline must be scheduled by these times.
    new OrderLedger(ledger.database, SOURCE, ledger.scopes, times)
        .record(List.of(order.sight()), NOW, Lane.LIVE);
    new OrderLedger(ledger.database, SOURCE, ledger.scopes, times)
        .record(List.of(order.despatched(LEFT).sight()), NOW, Lane.LIVE);
  }

  @AfterEach
  void stop() {
    ledger.close();
  }

  @Test
  void theEventIsOwedOnceWhenTheFirstItemRunsOutAndTheEquationCloses() {
    assertThat(due()).isEqualTo(DUE);
    deadlines.tell(order.code(), Deadline.REPLENISHMENT_DUE, DUE.minusSeconds(1));
    assertThat(ledger.stand(EMARSYS, EventType.REPLENISHMENT)).isEmpty();

    deadlines.tell(order.code(), Deadline.REPLENISHMENT_DUE, DUE);
    deadlines.tell(order.code(), Deadline.REPLENISHMENT_DUE, DUE);

    assertThat(ledger.stand(EMARSYS, EventType.REPLENISHMENT)).containsExactly("PLANNED");
    assertThat(wanted()).containsExactly(SKU);
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void aWorkflowThatDoesNotTellIsReminded() {
    ledger.takeSignals();
    deadlines.tell(order.code(), Deadline.RETURN_WINDOW_OVER, DUE);

    deadlines.remind(DUE.plus(Duration.ofMinutes(11)));

    assertThat(ledger.takeSignals()).contains("ORDER_CHANGED " + order.code());
  }

  @Test
  void whatWasOrderedAgainIsNotAskedForThoughItIsNotInvoicedYet() {
    OrderInErp again = anOrder().of(anna).placed(NOW.plus(Duration.ofDays(30)));
    ledger.sees(again);
    assertThat(wanted()).isEmpty();

    ledger.sees(again.cancelledByShop());

    assertThat(wanted()).containsExactly(SKU);
  }

  @Test
  void anEarlierOrderOfTheSameIsNoNewOne() {
    ledger.sees(anOrder().of(anna).placed(NOW.minus(Duration.ofDays(30))).finalised());

    assertThat(wanted()).containsExactly(SKU);
  }

  @Test
  void whatAnotherCustomerOfTheSamePersonOrderedCounts() {
    CustomerInErp same = ledger.linked(aCustomer().optedIn());
    ledger.execute("update customer set person_id = ? where company_id = ?", anna.id(), same.id());

    ledger.sees(anOrder().of(same).placed(NOW.plus(Duration.ofDays(30))).finalised());

    assertThat(wanted()).isEmpty();
  }

  @Test
  void anItemThatWasPartlyReturnedRunsOutSoonerAndOneThatCameBackNever() {
    takesBack("CRN1", "3", "7.407");
    assertThat(due()).isEqualTo(LEFT.plus(Duration.ofDays(20)));
    assertThat(wanted()).containsExactly(SKU);

    takesBack("CRN2", "2", "4.938");

    assertThat(due()).isNull();
    assertThat(wanted()).isEmpty();
  }

  private void takesBack(String id, String pieces, String exVat) {
    credits.record(
        List.of(aCredit(id).of(anna).of(order).over(pieces, exVat).note()), NOW, Lane.LIVE);
    credits.attribute(NOW, Lane.LIVE);
  }

  private @Nullable Instant due() {
    OrderLives.Life life = lives.of(List.of(order.code())).get(order.code());
    return lives.due(life).get(Deadline.REPLENISHMENT_DUE);
  }

  private Set<String> wanted() {
    return replenishments.wanted(Map.of(order.code(), DUE)).get(order.code());
  }
}
