package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.anOrder;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static com.khaosbridge.activities.ledger.TestLedger.GO_LIVE;
import static com.khaosbridge.activities.ledger.TestLedger.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.ledger.books.OrderLives;
import com.khaosbridge.activities.ledger.books.PassedDeadlines;
import com.khaosbridge.activities.ledger.cases.Cases.CaseLine;
import com.khaosbridge.activities.ledger.reports.LedgerOrders;
import com.khaosbridge.workflows.decision.Deadline;
import com.khaosbridge.workflows.decision.OrderStage;
import com.khaosbridge.workflows.decision.OrderTimes;
import com.khaosbridge.workflows.decision.ReturnRule;
import com.khaosbridge.workflows.decision.ReturnRules;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.order.OrderRef;
import com.khaosbridge.workflows.order.OrderSituation;
import com.khaosbridge.workflows.order.StoryLine;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What time says about an order is heard once, in business time, and never about old news. */
class DeadlinesTest {
  private static final OrderTimes TIMES =
      new OrderTimes(
          Duration.ofDays(5), Duration.ofDays(60), Duration.ofDays(30), Duration.ofDays(14));

  private TestLedger ledger;
  private CustomerInErp customer;
  private PassedDeadlines deadlines;
  private boolean clockStands;
  private LedgerOrders orders;

  @BeforeEach
  void start() {
    ledger = TestLedger.open();
    customer = ledger.linked(aCustomer().optedIn());
    restartWith();
  }

  /** With these rules about returns. */
  private void restartWith(ReturnRule... rules) {
    OrderTimes times =
        new OrderTimes(
            TIMES.despatchOverdue(),
            TIMES.despatchHorizon(),
            new ReturnRules(TIMES.returns().standard(), List.of(rules), ZoneId.of("Europe/London")),
            TIMES.reviewAfter(),
            TIMES.supplies());
    OrderLives lives = new OrderLives(ledger.database, SOURCE, times);
    deadlines = new PassedDeadlines(ledger.database, SOURCE, ledger.scopes, lives, GO_LIVE);
    BusinessTime clock =
        new BusinessTime() {
          @Override
          public Instant now() {
            return ledger.now;
          }

          @Override
          public @Nullable Instant realTimeOf(Instant business) {
            return clockStands ? null : Instant.now().plus(Duration.between(ledger.now, business));
          }
        };
    orders = new LedgerOrders(ledger.database, SOURCE, ledger.outbox, lives, deadlines, clock);
  }

  @AfterEach
  void stop() {
    ledger.close();
  }

  @Test
  void anOrderTooLongInTheWarehouseIsOneCaseForOperationsUntilItLeaves() {
    OrderInErp order = anOrder().of(customer);
    ledger.sees(order);
    assertThat(read(order).due().get(Deadline.DESPATCH_OVERDUE))
        .isCloseTo(Instant.now().plus(Duration.ofDays(5)), within(1, ChronoUnit.MINUTES));

    passes(Duration.ofDays(6));
    tell(order, Deadline.DESPATCH_OVERDUE);
    tell(order, Deadline.DESPATCH_OVERDUE);

    assertThat(ledger.cases.openCases())
        .singleElement()
        .satisfies(
            open -> {
              assertThat(open.type().name()).isEqualTo("DESPATCH_OVERDUE");
              assertThat(open.owner()).isEqualTo("operations");
              assertThat(open.cause()).contains(order.code());
            });
    assertThat(read(order).passed()).containsExactly(Deadline.DESPATCH_OVERDUE);

    ledger.sees(order.despatched(ledger.now));
    assertThat(ledger.openCases()).isEmpty();
  }

  @Test
  void theFirstParcelOfSeveralLeavesTheCaseOpenAndTheLastClosesIt() {
    OrderInErp order = anOrder().of(customer).withAnotherInvoice();
    ledger.sees(order);
    passes(Duration.ofDays(6));
    tell(order, Deadline.DESPATCH_OVERDUE);
    List<CaseType> before = overdueCases();
    OrderInErp firstLeft = order.invoiceAt(0, OrderInErp::despatched);

    ledger.sees(firstLeft);
    List<CaseType> between = overdueCases();
    ledger.sees(firstLeft.despatched());

    assertThat(before).hasSize(1);
    assertThat(between).hasSize(1);
    assertThat(overdueCases()).isEmpty();
  }

  private List<CaseType> overdueCases() {
    return ledger.cases.openCases().stream()
        .map(CaseLine::type)
        .filter(type -> type == CaseType.DESPATCH_OVERDUE)
        .toList();
  }

  @Test
  void aCancellationClosesTheCase() {
    OrderInErp order = anOrder().of(customer);
    ledger.sees(order);
    passes(Duration.ofDays(6));
    tell(order, Deadline.DESPATCH_OVERDUE);

    ledger.sees(order.cancelledByShop());

    assertThat(ledger.openCases()).isEmpty();
    assertThat(OrderStage.of(read(order).progress())).isEqualTo(OrderStage.CANCELLED);
  }

  @Test
  void aDeadlineThatHasNotPassedInBusinessTimeComesBackWithItsInstant() {
    OrderInErp order = anOrder().of(customer);
    ledger.sees(order);
    passes(Duration.ofDays(4));

    OrderSituation answer = tell(order, Deadline.DESPATCH_OVERDUE);

    assertThat(answer.passed()).isEmpty();
    assertThat(answer.due()).containsKey(Deadline.DESPATCH_OVERDUE);
    assertThat(ledger.openCases()).isEmpty();
  }

  @Test
  void aClockThatStandsGivesNoDeadlineInRealTime() {
    OrderInErp order = anOrder().of(customer);
    ledger.sees(order);
    clockStands = true;

    assertThat(read(order).due()).isEmpty();
  }

  @Test
  void aDeadlineThatWasPastAtFirstSightOpensAndAnnouncesNothing() {
    OrderInErp old =
        anOrder().of(customer).placed(ledger.now.minus(Duration.ofDays(100))).finalised();
    OrderInErp gone =
        anOrder()
            .of(customer)
            .placed(ledger.now.minus(Duration.ofDays(90)))
            .finalised()
            .despatched(ledger.now.minus(Duration.ofDays(80)));
    ledger.sees(old, gone);

    tell(old, Deadline.DESPATCH_OVERDUE);
    tell(gone, Deadline.REVIEW_DUE);
    tell(gone, Deadline.RETURN_WINDOW_OVER);

    assertThat(ledger.openCases()).isEmpty();
    assertThat(ledger.stand(EMARSYS, EventType.REVIEW_REQUEST))
        .containsExactly("EXCLUDED before go-live");
    assertThat(ledger.stand(EMARSYS, EventType.ORDER_SETTLED))
        .containsExactly("EXCLUDED before go-live");
    assertThat(OrderStage.of(read(gone).progress())).isEqualTo(OrderStage.SETTLED);
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void reviewAndSettlementAreOwedOnceAndTheEquationCloses() {
    OrderInErp order = anOrder().of(customer).finalised();
    ledger.sees(order);
    ledger.sees(order.despatched(ledger.now));
    passes(Duration.ofDays(15));
    tell(order, Deadline.REVIEW_DUE);
    tell(order, Deadline.REVIEW_DUE);
    passes(Duration.ofDays(16));
    tell(order, Deadline.RETURN_WINDOW_OVER);

    assertThat(ledger.stand(EMARSYS, EventType.REVIEW_REQUEST)).containsExactly("PLANNED");
    assertThat(ledger.stand(EMARSYS, EventType.ORDER_SETTLED)).containsExactly("PLANNED");
    assertThat(ledger.closes()).isTrue();
    assertThat(read(order).happened())
        .extracting(StoryLine::what)
        .anyMatch(what -> what.startsWith("invoiced, "))
        .anyMatch(what -> what.startsWith("despatched, "))
        .anyMatch(what -> what.startsWith("settled"));
  }

  @Test
  void aGuestIsAskedForNoReview() {
    OrderInErp order = anOrder().ofGuest().finalised();
    ledger.sees(order);
    ledger.sees(order.despatched(ledger.now));
    passes(Duration.ofDays(15));

    tell(order, Deadline.REVIEW_DUE);

    assertThat(ledger.stand(EMARSYS, EventType.REVIEW_REQUEST)).containsExactly("EXCLUDED guest");
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void aWorkflowThatDoesNotTellAPassedDeadlineIsRemindedAfterTenMinutes() {
    OrderInErp order = anOrder().of(customer);
    ledger.sees(order);
    ledger.takeSignals();
    passes(Duration.ofDays(5).plusMinutes(9));
    deadlines.remind(ledger.now);
    assertThat(ledger.takeSignals()).isEmpty();

    passes(Duration.ofMinutes(2));
    deadlines.remind(ledger.now);
    assertThat(ledger.takeSignals()).containsExactly("ORDER_CHANGED " + order.code());

    tell(order, Deadline.DESPATCH_OVERDUE);
    deadlines.remind(ledger.now);
    assertThat(ledger.takeSignals()).isEmpty();
  }

  @Test
  void aChangedReturnRuleHoldsForOrdersThatAreNotSettledAfterTheRestart() {
    OrderInErp order = anOrder().of(customer).finalised();
    ledger.sees(order);
    ledger.sees(order.despatched(ledger.now));
    passes(Duration.ofDays(31));

    tell(order, Deadline.REVIEW_DUE);
    ledger.takeSignals();

    restartWith(new ReturnRule("MAIN", null, null, 60, null));
    OrderSituation longer = tell(order, Deadline.RETURN_WINDOW_OVER);
    passes(Duration.ofMinutes(11));
    deadlines.remind(ledger.now);
    List<String> reminded = ledger.takeSignals();
    restartWith(new ReturnRule("OTHER", null, null, 60, null));
    OrderSituation asBefore = tell(order, Deadline.RETURN_WINDOW_OVER);

    assertThat(reminded).isEmpty();
    assertThat(longer.passed()).doesNotContain(Deadline.RETURN_WINDOW_OVER);
    assertThat(longer.due().get(Deadline.RETURN_WINDOW_OVER))
        .isCloseTo(Instant.now().plus(Duration.ofDays(29)), within(1, ChronoUnit.HOURS));
    assertThat(asBefore.passed()).contains(Deadline.RETURN_WINDOW_OVER);
  }

  private void passes(Duration time) {
    ledger.now = ledger.now.plus(time);
  }

  private OrderSituation tell(OrderInErp order, Deadline deadline) {
    return orders.timePassed(new OrderRef(SOURCE, order.code()), deadline);
  }

  private OrderSituation read(OrderInErp order) {
    return orders.readOrder(new OrderRef(SOURCE, order.code()));
  }
}
