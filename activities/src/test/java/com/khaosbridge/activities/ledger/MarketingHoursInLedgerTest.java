package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.anOrder;
import static com.khaosbridge.activities.ledger.TestLedger.EMARSYS;
import static com.khaosbridge.activities.ledger.TestLedger.GO_LIVE;
import static com.khaosbridge.activities.ledger.TestLedger.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.books.OrderLives;
import com.khaosbridge.activities.ledger.books.PassedDeadlines;
import com.khaosbridge.activities.ledger.outbox.Admitted;
import com.khaosbridge.activities.ledger.outbox.BlastLimits;
import com.khaosbridge.activities.ledger.outbox.Outbox;
import com.khaosbridge.activities.ledger.outbox.OutboxTerms;
import com.khaosbridge.workflows.decision.Deadline;
import com.khaosbridge.workflows.decision.FirstSight;
import com.khaosbridge.workflows.decision.MarketingHours;
import com.khaosbridge.workflows.decision.OrderTimes;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody is mailed marketing at night, and what waits for the morning is neither lost nor late. */
class MarketingHoursInLedgerTest {
  /** Half past nine in the evening, in London. */
  private static final Instant NIGHT = Instant.parse("2011-06-24T20:30:00Z");

  private static final Instant MORNING = Instant.parse("2011-06-25T08:00:00Z");

  private TestLedger ledger;
  private Outbox outbox;
  private OrderInErp order;

  @BeforeEach
  void start() {
    ledger = TestLedger.open();
    outbox =
        new Outbox(
            ledger.database,
            SOURCE,
            new OutboxTerms(
                new MarketingHours(
                    LocalTime.of(9, 0),
                    LocalTime.of(20, 0),
                    ZoneId.of("Europe/London"),
                    MarketingHours.everyDay()),
                BlastLimits.standard(),
                FirstSight.HOLD));
    order = anOrder().of(ledger.linked(aCustomer().optedIn())).finalised();
    ledger.sees(order);
    ledger.sees(order.despatched(ledger.now));
    OrderTimes times =
        new OrderTimes(
            Duration.ofDays(5), Duration.ofDays(60), Duration.ofDays(30), Duration.ofDays(14));
    ledger.now = NIGHT;
    new PassedDeadlines(
            ledger.database,
            SOURCE,
            ledger.scopes,
            new OrderLives(ledger.database, SOURCE, times),
            GO_LIVE)
        .tell(order.code(), Deadline.REVIEW_DUE, NIGHT);
  }

  @AfterEach
  void stop() {
    ledger.close();
  }

  @Test
  void aMarketingEventWaitsForTheMorningWithoutCountingAsTriedOrLeftBehind() {
    assertThat(enqueue(NIGHT)).isEqualTo(untilMorning());

    assertThat(ledger.stand(EMARSYS, EventType.REVIEW_REQUEST)).containsExactly("PLANNED");
    assertThat(outbox.leftBehind(Duration.ofSeconds(-30), 100)).doesNotContain(review().id());
    assertThat(enqueue(MORNING)).isEqualTo(Admitted.WAITS);
    assertThat(ledger.stand(EMARSYS, EventType.REVIEW_REQUEST)).containsExactly("READY");
    assertThat(ledger.closes()).isTrue();
  }

  @Test
  void whatIsStillInTheOutboxAtNightGoesBackToWaitAndItsActivityIsTold() {
    enqueue(MORNING);
    TestLedger.Call call = ledger.call(EMARSYS, DeliveryKind.EVENT);
    ledger.execute(
        "update delivery set first_tried_at = now() - interval '12 hours' where id = ?",
        review().id());
    Verdict verdict = Objects.requireNonNull(outbox.outsideHours(EventType.REVIEW_REQUEST, NIGHT));

    assertThat(call.isAnswered(verdict))
        .singleElement()
        .satisfies(told -> assertThat(told.outcome()).isNull());

    assertThat(ledger.stand(EMARSYS, EventType.REVIEW_REQUEST)).containsExactly("PLANNED");
    assertThat(enqueue(NIGHT)).isEqualTo(untilMorning());
    assertThat(ledger.openCases()).isEmpty();
  }

  @Test
  void onlyItsOwnValidityMakesItTooLate() {
    Instant lastMinute = NIGHT.plusSeconds(3600);
    ledger.execute(
        "update delivery set valid_until = ? where id = ?", Columns.at(lastMinute), review().id());

    assertThat(enqueue(lastMinute.minusSeconds(1))).isEqualTo(untilMorning());
    enqueue(lastMinute.plusSeconds(1));
    assertThat(ledger.stand(EMARSYS, EventType.REVIEW_REQUEST))
        .containsExactly("EXCLUDED too late");
  }

  @Test
  void serviceEventsGoOutAtAnyHour() {
    for (EventType type : TestLedger.SERVICE_EVENTS) {
      assertThat(outbox.outsideHours(type, NIGHT)).as(type.words()).isNull();
    }
    long despatched = ledger.events(EMARSYS, EventType.DESPATCHED).get(0).id();
    ledger.execute("update delivery set valid_until = null where id = ?", despatched);

    assertThat(outbox.enqueue(despatched, TestLedger.token(despatched), NIGHT))
        .isEqualTo(Admitted.WAITS);
  }

  private static Admitted untilMorning() {
    return new Admitted.NotBefore(MORNING, "waits for the marketing hours");
  }

  private TestLedger.Seen review() {
    return ledger.events(EMARSYS, EventType.REVIEW_REQUEST).get(0);
  }

  private Admitted enqueue(Instant now) {
    return outbox.enqueue(review().id(), TestLedger.token(review().id()), now);
  }
}
