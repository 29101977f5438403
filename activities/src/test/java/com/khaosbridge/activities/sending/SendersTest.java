package com.khaosbridge.activities.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.khaos.OrderWindow;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import com.khaosbridge.activities.ledger.outbox.OwedCompletions;
import com.khaosbridge.activities.ledger.outbox.OwedCompletions.OwedCompletion;
import com.khaosbridge.activities.observing.ErpAndLedger;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryOutcome;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Senders lose no row and repeat none blindly, whatever goes wrong around a call. */
class SendersTest {
  private static final SenderSettings QUICK =
      new SenderSettings(
          Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(20), Duration.ofMillis(50));

  @TempDir Path journal;
  private final ScriptedDestination destination = new ScriptedDestination(ErpAndLedger.DESTINATION);
  private final Map<String, OwedCompletion> told = new ConcurrentHashMap<>();
  private final List<DestinationSender> senders = new ArrayList<>();
  private ErpAndLedger bridge;

  @BeforeEach
  void start() throws Exception {
    bridge = new ErpAndLedger(journal);
    List<String> urns =
        bridge.erp.companyCodesChangedSince(null, ErpPriority.HISTORY).stream().limit(8).toList();
    bridge.customerSight.observe(urns, bridge.businessTime.now(), ErpPriority.HISTORY, Lane.LIVE);
  }

  @AfterEach
  void stop() throws Exception {
    senders.forEach(DestinationSender::close);
    bridge.close();
  }

  private DestinationSender sender() {
    DestinationSender sender =
        new DestinationSender(
            destination,
            bridge.outbox,
            bridge.settlement,
            new RowComposer(
                bridge.erp,
                bridge.persons,
                bridge.claims(),
                bridge.sales,
                bridge.figures,
                bridge.replenishments,
                bridge.outbox,
                bridge.businessTime,
                CourierLinks.none()),
            () -> {},
            new SenderLease(bridge.database.dataSource(), ErpAndLedger.SOURCE, destination.name()),
            QUICK);
    senders.add(sender);
    return sender;
  }

  /** Who is told what: the outcomes that are owed, by task token. */
  private Map<String, OwedCompletion> told() {
    OwedCompletions owed = new OwedCompletions(bridge.database, ErpAndLedger.SOURCE);
    for (OwedCompletion completion : owed.next(10_000)) {
      told.put(new String(completion.taskToken(), StandardCharsets.UTF_8), completion);
      owed.sent(completion);
    }
    return told;
  }

  private static boolean isToRetry(OwedCompletion completion) {
    return completion.outcome() == null;
  }

  private static boolean is(OwedCompletion completion, DeliveryOutcome.Kind kind) {
    DeliveryOutcome outcome = completion.outcome();
    return outcome != null && outcome.kind() == kind;
  }

  /** Puts every planned delivery of a kind into the outbox. */
  private List<String> enqueue(String kind) {
    List<String> ids =
        bridge.strings(
            "select id::text from delivery where status in ('PLANNED', 'WAITING') and kind = '"
                + kind
                + "'");
    for (String id : ids) {
      bridge.outbox.enqueue(
          Long.parseLong(id), id.getBytes(StandardCharsets.UTF_8), bridge.businessTime.now());
    }
    return ids;
  }

  private long inState(String kind, String status) {
    return bridge.count(
        "select count(*) from delivery where kind = '" + kind + "' and status = '" + status + "'");
  }

  private long inFlight(String kind) {
    return bridge.count(
        "select count(*) from delivery where ended_at is null and status <> 'HELD' and kind = '"
            + kind
            + "'");
  }

  /** Contacts that are linked, with sales rows in the outbox. */
  private int salesRowsInTheOutbox() {
    var statuses =
        bridge.erp.orderStatuses(
            OrderWindow.between(
                bridge.goLive.minus(Duration.ofDays(3)), bridge.goLive.minusSeconds(1)),
            ErpPriority.HISTORY);
    bridge.orderSights.observe(
        statuses.records(), bridge.businessTime.now(), ErpPriority.HISTORY, Lane.LIVE);
    bridge.execute(
        "insert into contact_link (destination, source, person_id, contact_id, created_by_us)"
            + " select '"
            + destination.name()
            + "', source, person_id, 'c' || person_id, true from person on conflict do nothing");
    return enqueue("SALES_ROWS").size();
  }

  @Test
  void whoWaitsIsToldTheOutcome() {
    sender().start();
    List<String> ids = enqueue("CONTACT");

    await().until(() -> told().keySet().containsAll(ids));

    assertThat(told().values()).allMatch(o -> is(o, DeliveryOutcome.Kind.DELIVERED));
    assertThat(inState("CONTACT", "DELIVERED")).isEqualTo(ids.size());
  }

  @Test
  void creationCarriesTheStricterOfLedgerAndErp() {
    String number =
        bridge
            .strings(
                "select urn from customer where consent = 'OPTED_IN' and email_state = 'VALID'")
            .get(0);
    bridge.change(number, "{\"emailSubscribe\":\"0\"}");
    enqueue("CONTACT");
    sender().start();

    await().until(() -> !destination.calls.isEmpty());

    assertThat(destination.calls.get(0))
        .filteredOn(row -> ((Row.Contact) row).profile().urn().equals(number))
        .extracting(row -> ((Row.Contact) row).consentOnCreate())
        .containsExactly(Consent.OPTED_OUT);
    await()
        .until(
            () ->
                bridge.count(
                        "select count(*) from contact_link l join customer c using (person_id)"
                            + " where l.consent_written = 'OPTED_OUT' and c.urn = '"
                            + number
                            + "'")
                    == 1);
  }

  @Test
  void anAdapterThatFailsIsTriedAgainWhereThatDoesNoHarm() {
    enqueue("CONTACT");
    destination.script =
        (kind, rows) -> {
          throw new IllegalStateException("a bug");
        };
    sender().start();

    await().until(() -> told().values().stream().anyMatch(SendersTest::isToRetry));
    assertThat(bridge.cases.openCases()).noneMatch(c -> c.type().name().equals("UNKNOWN_OUTCOME"));
    assertThat(inState("CONTACT", "HELD")).isZero();
  }

  @Test
  void anAdapterThatFailsWithSalesRowsLeavesThemToAPerson() {
    int rows = salesRowsInTheOutbox();
    destination.script =
        (kind, sent) -> {
          throw new IllegalStateException("a bug");
        };
    sender().start();

    await().until(() -> inState("SALES_ROWS", "HELD") == rows);
    assertThat(destination.calls).hasSize(1);
    assertThat(bridge.cases.openCases())
        .extracting(c -> c.type().name())
        .contains("UNKNOWN_OUTCOME");
  }

  @Test
  void aRowWithoutAVerdictAndAContactWithoutAnIdAreInDoubt() {
    List<String> ids = enqueue("CONTACT");
    destination.script =
        (kind, rows) ->
            Map.of(
                rows.get(0).deliveryId(),
                Verdict.Ok.accepted(),
                rows.get(1).deliveryId(),
                Verdict.Ok.accepted("c1", true));
    sender().start();

    await().until(() -> told().size() == ids.size());
    assertThat(told.values()).filteredOn(o -> is(o, DeliveryOutcome.Kind.DELIVERED)).hasSize(1);
    assertThat(told.values()).filteredOn(SendersTest::isToRetry).hasSize(ids.size() - 1);
  }

  @Test
  void rowsThatCantBeMadeAreTriedAgain() {
    enqueue("CONTACT");
    bridge.execute("alter table customer rename column urn to urn_gone");
    sender().start();

    await().until(() -> told().values().stream().anyMatch(SendersTest::isToRetry));
    assertThat(destination.calls).isEmpty();
    assertThat(bridge.count("select count(*) from delivery where status = 'CLAIMED'")).isZero();

    bridge.execute("alter table customer rename column urn_gone to urn");
    List<String> ids = enqueue("CONTACT");
    await().until(() -> inState("CONTACT", "DELIVERED") >= ids.size());
  }

  @Test
  void anErpThatFailsPutsContactsOff() {
    enqueue("CONTACT");
    bridge.fails("ExportCompany");
    sender().start();

    await().until(() -> told().values().stream().anyMatch(SendersTest::isToRetry));
    assertThat(destination.calls).isEmpty();
  }

  @Test
  void aCustomerAbsentFromOneAnswerIsNotTakenForGone() {
    List<String> ids = enqueue("CONTACT");
    bridge.answersEmpty("ExportCompany");
    sender().start();

    await().until(() -> told().size() == ids.size());
    assertThat(told.values()).allMatch(SendersTest::isToRetry);
    assertThat(bridge.cases.openCases()).noneMatch(c -> c.type().name().equals("REJECTED"));

    bridge.execute("update delivery set first_tried_at = now() - interval '11 minutes'");
    told.clear();
    enqueue("CONTACT");
    await().until(() -> told().size() == ids.size());
    assertThat(told.values()).allMatch(o -> is(o, DeliveryOutcome.Kind.HELD));
  }

  @Test
  void verdictsWaitForALedgerThatIsAway() {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    int rows = salesRowsInTheOutbox();
    destination.script =
        (kind, sent) -> {
          called.countDown();
          awaitLatch(answer);
          return ScriptedDestination.accept(kind, sent);
        };
    sender().start();
    awaitLatch(called);
    bridge.execute("alter table delivery rename column evidence to evidence_gone");
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.list = new CopyOnWriteArrayList<>();
    log.start();
    ((Logger) LoggerFactory.getLogger(OneCall.class)).addAppender(log);
    answer.countDown();
    await()
        .until(
            () ->
                log.list.stream()
                    .anyMatch(e -> e.getFormattedMessage().contains("wait for the ledger")));
    ((Logger) LoggerFactory.getLogger(OneCall.class)).detachAppender(log);
    bridge.execute("alter table delivery rename column evidence_gone to evidence");

    await().until(() -> inState("SALES_ROWS", "DELIVERED") == rows);
    assertThat(destination.calls).as("never sent twice").hasSize(1);
    assertThat(bridge.cases.openCases()).noneMatch(c -> c.type().name().equals("UNKNOWN_OUTCOME"));
  }

  @Test
  void whatADeadSenderLeftIsTakenOverByTheNext() {
    int rows = salesRowsInTheOutbox();
    enqueue("CONTACT");
    UUID dead = UUID.randomUUID();
    bridge.outbox.claim(destination.name(), DeliveryKind.SALES_ROWS, Lane.LIVE, 100, dead);
    bridge.outbox.claim(
        destination.name(), DeliveryKind.CONTACT, Lane.LIVE, 100, UUID.randomUUID());

    sender().start();

    await().until(() -> inState("SALES_ROWS", "HELD") == rows);
    await().until(() -> inFlight("CONTACT") == 0);
    assertThat(destination.calls)
        .allSatisfy(call -> assertThat(call).hasOnlyElementsOfType(Row.Contact.class));
    assertThat(bridge.cases.openCases())
        .filteredOn(c -> c.type().name().equals("UNKNOWN_OUTCOME"))
        .singleElement()
        .satisfies(c -> assertThat(c.deliveries()).isEqualTo(rows));
    assertThat(told().values()).anyMatch(o -> is(o, DeliveryOutcome.Kind.HELD));
  }

  @Test
  void onlyWhoHoldsTheLeaseSends() throws SQLException {
    SenderLease other =
        new SenderLease(bridge.database.dataSource(), ErpAndLedger.SOURCE, destination.name());
    assertThat(other.held()).isTrue();
    sender().start();
    List<String> ids = enqueue("CONTACT");
    await()
        .during(Duration.ofMillis(300))
        .until(() -> destination.calls.isEmpty() && told().isEmpty());

    other.close();
    await().until(() -> told().keySet().containsAll(ids));
  }

  @Test
  void whoLosesTheLeaseStopsAndTakesOverAnewWhenItIsBack() throws SQLException {
    sender().start();
    List<String> first = enqueue("CONTACT");
    await().until(() -> told().keySet().containsAll(first));

    loseTheLease();
    int rows = salesRowsInTheOutbox();

    await().until(() -> inState("SALES_ROWS", "DELIVERED") == rows);
    assertThat(bridge.cases.openCases()).noneMatch(c -> c.type().name().equals("UNKNOWN_OUTCOME"));
  }

  private void loseTheLease() throws SQLException {
    try (Connection connection = bridge.database.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and pid <>"
              + " pg_backend_pid() and database = (select oid from pg_database where datname ="
              + " current_database())");
    }
  }

  @Test
  void itEndsSoonThoughItsSalesWindowIsLong() {
    int rows = salesRowsInTheOutbox();
    DestinationSender sender =
        new DestinationSender(
            destination,
            bridge.outbox,
            bridge.settlement,
            new RowComposer(
                bridge.erp,
                bridge.persons,
                bridge.claims(),
                bridge.sales,
                bridge.figures,
                bridge.replenishments,
                bridge.outbox,
                bridge.businessTime,
                CourierLinks.none()),
            () -> {},
            new SenderLease(bridge.database.dataSource(), ErpAndLedger.SOURCE, destination.name()),
            SenderSettings.standard());
    sender.start();
    await().atMost(Duration.ofSeconds(30)).until(() -> inState("SALES_ROWS", "DELIVERED") == rows);

    assertTimeoutPreemptively(Duration.ofSeconds(15), sender::close);
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
