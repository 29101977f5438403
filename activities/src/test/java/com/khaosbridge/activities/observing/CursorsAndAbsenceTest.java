package com.khaosbridge.activities.observing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.khaosbridge.activities.history.HistorySettings;
import com.khaosbridge.activities.history.LedgerHistory;
import com.khaosbridge.activities.khaos.soap.ErpException;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import com.khaosbridge.workflows.feed.FeedRef;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;

/** Rule 12: a cursor moves only after what it passed is durable; absence is never a fact. */
class CursorsAndAbsenceTest {
  @TempDir Path journal;
  private ErpAndLedger bridge;

  @BeforeEach
  void start() throws IOException {
    bridge = new ErpAndLedger(journal);
    later(Duration.ofHours(12));
  }

  @AfterEach
  void stop() throws IOException {
    bridge.close();
  }

  private void later(Duration by) {
    bridge.sandbox.clock().set(bridge.sandbox.clock().now().plus(by));
  }

  @Test
  void theCursorStandsStillUntilTheOrdersAreRecorded() {
    bridge.execute("alter table invoice add constraint full_disk check (false) not valid");
    OrderStatusPoll poll = bridge.orderPoll();

    assertThatThrownBy(poll::once).isInstanceOf(DataAccessException.class);
    assertThat(bridge.cursors.position(FeedRef.ORDER_STATUS)).isEmpty();
    assertThat(bridge.count("select count(*) from sales_order")).isZero();
    assertThat(bridge.count("select count(*) from pending_signal where kind like 'ORDER%'"))
        .isZero();

    bridge.execute("alter table invoice drop constraint full_disk");
    Instant before = bridge.businessTime.now();
    poll.once();
    assertThat(bridge.count("select count(*) from sales_order")).isPositive();
    assertThat(bridge.cursors.position(FeedRef.ORDER_STATUS))
        .contains(bridge.erp.cursorAfter(before));
  }

  @Test
  void theCursorStandsStillWhileTheErpFails() {
    for (String operation : new String[] {"ExportOrderStatusEx", "ExportOrders", "ExportCompany"}) {
      bridge.fails(operation);
      assertThatThrownBy(bridge.orderPoll()::once).isInstanceOf(ErpException.class);
      assertThat(bridge.cursors.position(FeedRef.ORDER_STATUS)).as(operation).isEmpty();
      bridge.recovers();
    }
    bridge.orderPoll().once();
    assertThat(bridge.count("select count(*) from sales_order")).isPositive();
  }

  @Test
  void theCursorIsSetByTheClockBeforeTheCallLessTheOverlap() {
    Instant before = bridge.businessTime.now();
    bridge.customerPoll().once();

    assertThat(bridge.cursors.position(FeedRef.CUSTOMERS))
        .contains(bridge.erp.cursorAfter(before))
        .get()
        .matches(position -> position.isBefore(before));
  }

  @Test
  void anEmptyAnswerChangesNothingThatIsKnown() {
    bridge.orderPoll().once();
    String state =
        "select string_agg(t::text, '|' order by t::text) from (select order_code, urn, poll_terminal,"
            + " cancelled_at, received_at from sales_order) t";
    String deliveries = "select string_agg(t::text, '|' order by id) from delivery t";
    String before = bridge.strings(state).get(0) + bridge.strings(deliveries).get(0);
    for (String operation : new String[] {"ExportOrderStatusEx", "ExportOrders", "ExportCompany"}) {
      bridge.answersEmpty(operation);
    }

    bridge.orderPoll().once();
    bridge.customerPoll().once();

    assertThat(bridge.strings(state).get(0) + bridge.strings(deliveries).get(0)).isEqualTo(before);
  }

  @Test
  void ordersThatAnEmptyAnswerLeftOutAreAskedForAgainAndGoOn() {
    bridge.answersEmpty("ExportOrders");
    bridge.orderPoll().once();
    assertThat(bridge.count("select count(*) from sales_order where placed_at is not null"))
        .isZero();
    long seen = bridge.count("select count(*) from sales_order");
    assertThat(seen).isPositive();

    bridge.recovers();
    bridge.orderPoll().once();

    assertThat(bridge.count("select count(*) from sales_order where placed_at is not null"))
        .isEqualTo(seen);
    assertThat(
            bridge.count(
                "select count(*) from delivery where status = 'HELD' and kind <> 'CONSENT'"))
        .isZero();
    assertThat(
            bridge.count(
                "select count(*) from bridge_case where type = 'ERP_RECORD' and closed_at is null"))
        .isZero();
    assertThat(bridge.equation.read().destinations().get(ErpAndLedger.DESTINATION).closes())
        .isTrue();
  }

  @Test
  void changedCustomersThatAnEmptyAnswerLeftOutAreAskedForAgain() {
    List<String> numbers = bridge.erp.companyCodesChangedSince(null, ErpPriority.CUSTOMERS);
    bridge.change(numbers.get(0), "{\"forename\":\"Bea\"}");
    bridge.change(numbers.get(1), "{\"forename\":\"Cleo\"}");
    bridge.answersEmpty("ExportCompany");
    bridge.customerPoll().once();
    assertThat(bridge.cursors.position(FeedRef.CUSTOMERS)).isEmpty();
    assertThat(bridge.cases.openCases()).isEmpty();
    bridge.recovers();

    later(Duration.ofMinutes(1));
    bridge.customerPoll().once();
    assertThat(bridge.cursors.position(FeedRef.CUSTOMERS)).isPresent();
    assertThat(bridge.strings("select urn from customer"))
        .containsExactlyInAnyOrder(numbers.get(0), numbers.get(1));
  }

  @Test
  void oneCustomerThatIsListedButNeverGivenIsACase() {
    bridge.customerPoll().once();
    String number = bridge.erp.companyCodesChangedSince(null, ErpPriority.CUSTOMERS).get(0);
    later(Duration.ofHours(2));
    bridge.change(number, "{\"forename\":\"Bea\"}");
    bridge.answersEmpty("ExportCompany");

    bridge.customerPoll().once();
    assertThat(bridge.cases.openCases())
        .singleElement()
        .satisfies(c -> assertThat(c.cause()).contains("customer " + number));

    bridge.recovers();
    bridge.customerPoll().once();
    assertThat(bridge.cases.openCases())
        .as("within the overlap it is asked for again")
        .noneMatch(c -> c.cause().contains(number));
  }

  @Test
  void theBackfillNeverTakesAnEmptyAnswerForAnEmptyShop() {
    LedgerHistory history = history();
    bridge.answersEmpty("GetCompanyList");
    assertThat(history.observeCustomers(ErpAndLedger.SOURCE).last()).isTrue();
    assertThat(bridge.backfill.customersListed()).isFalse();
    bridge.recovers();

    history.observeCustomers(ErpAndLedger.SOURCE);
    long listed = bridge.count("select count(*) from backfill_customer");
    bridge.answersEmpty("ExportCompany");
    history.observeCustomers(ErpAndLedger.SOURCE);
    bridge.recovers();
    while (!history.observeCustomers(ErpAndLedger.SOURCE).last()) {
      assertThat(listed).isPositive();
    }

    assertThat(bridge.count("select count(*) from customer")).isEqualTo(listed);
    assertThat(bridge.cases.openCases()).noneMatch(c -> c.cause().startsWith("customer "));
  }

  @Test
  void theBackfillEndsThoughSomeCustomersAreNeverGiven() {
    LedgerHistory history = history();
    history.observeCustomers(ErpAndLedger.SOURCE);
    long listed = bridge.count("select count(*) from backfill_customer");
    bridge.answersEmpty("ExportCompany");
    while (!history.observeCustomers(ErpAndLedger.SOURCE).last()) {
      assertThat(listed).isPositive();
    }

    assertThat(bridge.count("select count(*) from customer")).isZero();
    assertThat(bridge.cases.openCases()).hasSize((int) listed);
  }

  @Test
  void theBackfillGoesOnWhereItWasWhenItsOrdersCouldNotBeRecorded() {
    LedgerHistory history = history();
    bridge.fails("ExportOrders");
    assertThatThrownBy(() -> history.observeOrders(ErpAndLedger.SOURCE))
        .isInstanceOf(ErpException.class);
    Instant stopped = bridge.backfill.ordersReadUntil().orElse(Instant.MIN);
    bridge.recovers();

    boolean last = false;
    while (!last) {
      last = history.observeOrders(ErpAndLedger.SOURCE).last();
    }

    assertThat(stopped).isBefore(bridge.goLive);
    assertThat(bridge.backfill.ordersReadUntil()).contains(bridge.goLive);
    assertThat(bridge.count("select count(*) from sales_order where live")).isZero();
    assertThat(bridge.count("select count(*) from delivery where kind = 'EVENT'")).isZero();
    assertThat(bridge.count("select count(*) from sales_order")).isGreaterThan(50);
  }

  private LedgerHistory history() {
    return new LedgerHistory(
        bridge.erp,
        bridge.customerSight,
        bridge.orderSights,
        bridge.backfill,
        bridge.cases,
        bridge.outbox,
        bridge.noSenders(),
        bridge.businessTime,
        new HistorySettings(
            bridge.goLive.minus(Duration.ofDays(30)), bridge.goLive, Duration.ofDays(2), 10),
        bridge.metrics,
        null);
  }
}
