package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.anOrder;
import static com.khaosbridge.activities.ledger.TestLedger.DOTDIGITAL;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static com.khaosbridge.activities.ledger.TestLedger.GO_LIVE;
import static com.khaosbridge.workflows.delivery.DeliveryKind.EVENT;
import static com.khaosbridge.workflows.delivery.DeliveryKind.SALES_ROWS;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.books.CustomerLedger;
import com.khaosbridge.activities.ledger.books.GoLive;
import com.khaosbridge.activities.ledger.books.OrderLedger;
import com.khaosbridge.activities.ledger.outbox.MassFlipLimit;
import com.khaosbridge.workflows.decision.OrderTimes;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rule 13: history is silent, and late news is no news. */
class HistoryIsSilentTest {
  private TestLedger ledger;
  private CustomerInErp customer;

  @BeforeEach
  void open() {
    ledger = TestLedger.open();
    customer = ledger.linked(aCustomer());
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void theHistoryLanePlansNoEvent() {
    ledger.findsInHistory(anOrder().of(customer).finalised().despatched());

    assertThat(ledger.deliveries(EMARSYS, EVENT)).isEmpty();
    assertThat(ledger.deliveries(DOTDIGITAL, EVENT)).isEmpty();
    assertThat(ledger.stand(EMARSYS, SALES_ROWS)).containsExactly("PLANNED");
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void aDespatchAfterTheBackfillIsAnnounced() {
    OrderInErp order = anOrder().of(customer);
    ledger.findsInHistory(order);
    ledger.sees(order.despatched(null));

    assertThat(ledger.stand(EMARSYS, EventType.DESPATCHED)).containsExactly("PLANNED");
  }

  @Test
  void factsBeforeGoLiveAreNeverAnnounced() {
    Instant before = GO_LIVE.minusSeconds(1);
    OrderInErp order = anOrder().of(customer).placed(before.minusSeconds(60));
    ledger.sees(order.finalised().despatched(before));

    for (EventType type : TestLedger.SERVICE_EVENTS) {
      assertThat(ledger.stand(EMARSYS, type)).containsExactly("EXCLUDED before go-live");
    }
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void afterALedgerIsLostTheFirstSightOfADespatchedOrderIsSilent() {
    Instant shipped = ledger.now.minus(Duration.ofHours(1));
    OrderInErp order = anOrder().of(customer).placed(shipped.minusSeconds(3600));
    try (TestLedger rebuilt = TestLedger.open()) {
      List<DestinationScope> scopes =
          new GoLive(rebuilt.database).apply(rebuilt.scopes, rebuilt.now);
      CustomerLedger customers =
          new CustomerLedger(rebuilt.database, TestLedger.SOURCE, scopes, MassFlipLimit.standard());
      OrderLedger orders =
          new OrderLedger(rebuilt.database, TestLedger.SOURCE, scopes, OrderTimes.standard());
      rebuilt.sees(customer);
      orders.record(
          List.of(order.finalised().despatched(shipped).sight()),
          rebuilt.now.plusSeconds(10),
          com.khaosbridge.workflows.delivery.Lane.LIVE);

      for (EventType type : TestLedger.SERVICE_EVENTS) {
        assertThat(rebuilt.stand(EMARSYS, type)).containsExactly("EXCLUDED before go-live");
      }
    }
  }

  @Test
  void goLiveIsKeptAndATypeEnabledLaterBeginsThen() {
    GoLive goLive = new GoLive(ledger.database);
    DestinationScope all = ledger.scopes.get(0);
    DestinationScope despatchedOnly =
        new DestinationScope(
            all.name(),
            all.kinds(),
            Map.of(EventType.DESPATCHED, all.events().get(EventType.DESPATCHED)),
            36);
    Instant first = ledger.now;
    Instant later = first.plus(Duration.ofDays(3));

    goLive.apply(List.of(despatchedOnly), first);
    DestinationScope then = goLive.apply(List.of(all), later).get(0);

    assertThat(then.events().get(EventType.DESPATCHED).goLive()).isEqualTo(first);
    assertThat(then.events().get(EventType.ORDER_CONFIRMED).goLive()).isEqualTo(later);
  }

  @Test
  void newsThatIsTooLateIsExcluded() {
    OrderInErp order = anOrder().of(customer);
    ledger.sees(order);
    ledger.sees(order.despatched(ledger.now));
    ledger.now = ledger.now.plus(Duration.ofHours(12)).plusSeconds(1);
    ledger.carryLive();

    assertThat(ledger.stand(EMARSYS, EventType.DESPATCHED)).containsExactly("EXCLUDED too late");
    assertThat(ledger.stand(EMARSYS, EventType.ORDER_RECEIVED))
        .containsExactly("EXCLUDED too late");
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void validityRunsFromTheErpsTime() {
    Instant shipped = ledger.now.minus(Duration.ofHours(3));
    ledger.sees(anOrder().of(customer).despatched(shipped));

    assertThat(ledger.events(EMARSYS, EventType.DESPATCHED).get(0).validUntil())
        .isEqualTo(shipped.plus(EventType.DESPATCHED.validFor()));
  }

  @Test
  void finalisedAtFirstSightIsAsOldAsTheOrder() {
    Instant placed = ledger.now.minus(Duration.ofHours(30));
    ledger.sees(anOrder().of(customer).placed(placed).finalised());
    ledger.carryLive();

    assertThat(ledger.stand(EMARSYS, EventType.ORDER_CONFIRMED))
        .as("nobody knows when, so it may be old news")
        .containsExactly("EXCLUDED too late");
  }
}
