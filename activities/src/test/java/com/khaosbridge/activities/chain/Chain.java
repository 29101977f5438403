package com.khaosbridge.activities.chain;

import static org.awaitility.Awaitility.await;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.credits.MergeAudit;
import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.destination.ReadBack;
import com.khaosbridge.activities.history.BeatingHistory;
import com.khaosbridge.activities.history.HistorySettings;
import com.khaosbridge.activities.history.LedgerHistory;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.khaos.SandboxSite;
import com.khaosbridge.activities.ledger.KeyedHash;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.LedgerServer;
import com.khaosbridge.activities.ledger.books.BackfillLedger;
import com.khaosbridge.activities.ledger.books.ContactRounds;
import com.khaosbridge.activities.ledger.books.Cursors;
import com.khaosbridge.activities.ledger.books.CustomerLedger;
import com.khaosbridge.activities.ledger.books.CustomerLists;
import com.khaosbridge.activities.ledger.books.InvoicedOrders;
import com.khaosbridge.activities.ledger.books.MergeDecision;
import com.khaosbridge.activities.ledger.books.MergeEvidence;
import com.khaosbridge.activities.ledger.books.MetricsLedger;
import com.khaosbridge.activities.ledger.books.OptOutSharing;
import com.khaosbridge.activities.ledger.books.OrderLedger;
import com.khaosbridge.activities.ledger.books.OrderLives;
import com.khaosbridge.activities.ledger.books.PassedDeadlines;
import com.khaosbridge.activities.ledger.books.PersonFigures;
import com.khaosbridge.activities.ledger.books.PersonMerges;
import com.khaosbridge.activities.ledger.books.PolledOrders;
import com.khaosbridge.activities.ledger.books.Repairs;
import com.khaosbridge.activities.ledger.books.Replenishments;
import com.khaosbridge.activities.ledger.books.VanishedCustomers;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.outbox.FoundOptOuts;
import com.khaosbridge.activities.ledger.outbox.Outbox;
import com.khaosbridge.activities.ledger.outbox.OwedCompletions;
import com.khaosbridge.activities.ledger.outbox.PendingSignals;
import com.khaosbridge.activities.ledger.outbox.Settlement;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.activities.ledger.reports.Equation;
import com.khaosbridge.activities.ledger.reports.LedgerOrders;
import com.khaosbridge.activities.ledger.reports.LedgerPersons;
import com.khaosbridge.activities.ledger.reports.RunFigures;
import com.khaosbridge.activities.money.SiteTerms;
import com.khaosbridge.activities.observing.CustomerObserver;
import com.khaosbridge.activities.observing.FeedPolling;
import com.khaosbridge.activities.observing.FeedSettings;
import com.khaosbridge.activities.observing.FullListPoll;
import com.khaosbridge.activities.observing.FullListSettings;
import com.khaosbridge.activities.observing.KhaosFacts;
import com.khaosbridge.activities.observing.LedgerDecisions;
import com.khaosbridge.activities.observing.MergePoll;
import com.khaosbridge.activities.observing.OptOutPoll;
import com.khaosbridge.activities.observing.OrderObserver;
import com.khaosbridge.activities.observing.SplitInvoices;
import com.khaosbridge.activities.reconciling.BookedMetrics;
import com.khaosbridge.activities.reconciling.ExpectedMetrics;
import com.khaosbridge.activities.reconciling.MergeReader;
import com.khaosbridge.activities.reconciling.Reconciler;
import com.khaosbridge.activities.reconciling.Window;
import com.khaosbridge.activities.sending.AddressClaims;
import com.khaosbridge.activities.sending.CourierLinks;
import com.khaosbridge.activities.sending.LedgerDeliveries;
import com.khaosbridge.activities.sending.SenderSettings;
import com.khaosbridge.activities.sending.Senders;
import com.khaosbridge.activities.signals.Courier;
import com.khaosbridge.sandbox.Sandbox;
import com.khaosbridge.sandbox.SandboxOptions;
import com.khaosbridge.workflows.BridgeSearchAttributes;
import com.khaosbridge.workflows.TaskQueues;
import com.khaosbridge.workflows.WorkflowIds;
import com.khaosbridge.workflows.decision.Deadline;
import com.khaosbridge.workflows.decision.Supplies;
import com.khaosbridge.workflows.decision.Thresholds;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.DestinationScope.EventScope;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.feed.Feed;
import com.khaosbridge.workflows.feed.FeedRef;
import com.khaosbridge.workflows.feed.FeedWorkflow;
import com.khaosbridge.workflows.gate.GateCommand;
import com.khaosbridge.workflows.history.BackfillRef;
import com.khaosbridge.workflows.history.HistoryBackfill;
import com.khaosbridge.workflows.history.HistoryBackfillWorkflow;
import com.khaosbridge.workflows.merge.CustomerMergeWorkflow;
import com.khaosbridge.workflows.order.OrderLifecycleWorkflow;
import com.khaosbridge.workflows.person.PersonSyncWorkflow;
import com.khaosbridge.workflows.reconciliation.Difference;
import com.khaosbridge.workflows.reconciliation.ReconciliationReport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributeKey;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The whole chain in one process: the sandbox over HTTP, the real adapters, a real ledger, and the
 * real workflows on an in-process Temporal server.
 */
final class Chain implements AutoCloseable {
  static final String SOURCE = "khaos";
  static final String EMARSYS = "emarsys";
  static final String DOTDIGITAL = "dotdigital";
  static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Repairing much at once wakes more workflows than the default has threads for. */
  private static final int WORKFLOW_THREADS = 2000;

  final Sandbox sandbox;
  final LedgerDatabase database;
  final Equation equation;
  final Cases cases;
  final RunFigures figures;

  /** What a reporting copy would say of merges. */
  final List<MergeAudit.Merged> mergeAudit = new CopyOnWriteArrayList<>();

  private final TestWorkflowEnvironment temporal;
  private final KhaosControl erp;
  private final Senders senders;
  private final Courier courier;
  private final Outbox outbox;
  private final PassedDeadlines deadlines;
  private final List<String> destinationNames;
  private final List<Destination> destinations;
  private final List<DestinationScope> scopes;
  private final PersonFigures personFigures;
  private final CustomerLists lists;
  private final FullListPoll fullList;
  private final ChainSetup setup;
  private final boolean withMetrics;

  private Chain(ChainSetup setup, Sandbox sandbox) throws IOException {
    this.setup = setup;
    this.sandbox = sandbox;
    withMetrics = setup.withMetrics();
    Instant goLive = sandbox.clock().now();
    BusinessTime businessTime = () -> sandbox.clock().now();
    database = new LedgerDatabase(LedgerServer.newLedger(), 16);
    erp =
        new KhaosControl(
            SandboxSite.at(SOURCE, URI.create(sandbox.baseUrl() + "/Khaos.exe/soap/IKosWeb")),
            new SimpleMeterRegistry());
    destinations = SandboxAccounts.of(sandbox.baseUrl(), database, withMetrics);
    destinationNames = destinations.stream().map(Destination::name).toList();
    scopes = destinations.stream().map(destination -> scope(destination, goLive)).toList();
    CustomerLedger customers = new CustomerLedger(database, SOURCE, scopes, setup.flips());
    OrderLedger orders = new OrderLedger(database, SOURCE, scopes, setup.times());
    OrderLives lives = new OrderLives(database, SOURCE, setup.times());
    deadlines = new PassedDeadlines(database, SOURCE, scopes, lives, goLive);
    Persons persons = new Persons(database, SOURCE);
    outbox = new Outbox(database, SOURCE, SiteTerms.outbox());
    Settlement settlement = new Settlement(database, SOURCE, Duration.ofHours(1));
    cases = new Cases(database, SOURCE);
    Cursors cursors = new Cursors(database, SOURCE);
    equation = new Equation(database, SOURCE, scopes);
    figures = new RunFigures(database, SOURCE);
    temporal = TestWorkflowEnvironment.newInstance(environment());
    WorkflowClient client = temporal.getWorkflowClient();
    courier =
        new Courier(
            new PendingSignals(database, SOURCE),
            new OwedCompletions(database, SOURCE),
            client,
            SOURCE);
    personFigures =
        new PersonFigures(
            database, SOURCE, ZoneId.of("Europe/London"), false, Thresholds.standard());
    MetricsLedger metrics = new MetricsLedger(database, SOURCE, scopes, personFigures);
    senders =
        new Senders(
            database,
            SOURCE,
            destinations,
            erp,
            persons,
            new AddressClaims(
                persons, new KeyedHash(new byte[32]), AddressClaims.STANDARD_SPARE_DOMAIN),
            new InvoicedOrders(database, SOURCE),
            personFigures,
            new Replenishments(database, SOURCE, Supplies.none()),
            outbox,
            settlement,
            businessTime,
            CourierLinks.none(),
            courier::wake,
            new SenderSettings(
                Duration.ofMillis(5),
                Duration.ofMillis(20),
                Duration.ofMillis(50),
                Duration.ofMillis(300)));
    CustomerObserver customerSight =
        new CustomerObserver(erp, customers, cases, new KhaosFacts(new KeyedHash(new byte[32])));
    OrderObserver orderSights =
        new OrderObserver(
            erp,
            customerSight,
            customers,
            orders,
            SiteTerms.inPounds(),
            SplitInvoices.unknown(cases));
    FeedSettings pace =
        new FeedSettings(Duration.ofMillis(50), Duration.ofMillis(100), 1, Duration.ofMinutes(5));
    lists = new CustomerLists(database, SOURCE);
    fullList =
        new FullListPoll(
            erp,
            customerSight,
            lists,
            new VanishedCustomers(database, SOURCE, scopes),
            businessTime,
            FullListSettings.STANDARD);
    FeedPolling feeds =
        new FeedPolling(
            erp,
            customerSight,
            orderSights,
            new PolledOrders(database, SOURCE, setup.times()),
            cursors,
            cases,
            businessTime,
            goLive,
            deadlines,
            courier::wake,
            pace,
            pace,
            metrics,
            fullList,
            new MergePoll(
                erp,
                customerSight,
                (since, problems) -> mergeAudit,
                new MergeEvidence(database, SOURCE),
                new MergeDecision(database, SOURCE, scopes),
                cursors,
                businessTime,
                goLive,
                Duration.ofHours(1)),
            null,
            Duration.ZERO,
            Map.of(),
            pace);
    LedgerHistory history =
        new LedgerHistory(
            erp,
            customerSight,
            orderSights,
            new BackfillLedger(database, SOURCE, scopes),
            cases,
            outbox,
            senders,
            businessTime,
            new HistorySettings(goLive.minus(Duration.ofDays(30)), goLive, Duration.ofDays(3), 10),
            metrics,
            null);
    Worker live = temporal.newWorker(TaskQueues.LIVE);
    live.registerWorkflowImplementationTypes(
        OrderLifecycleWorkflow.class, PersonSyncWorkflow.class, CustomerMergeWorkflow.class);
    PersonMerges merges = new PersonMerges(database, SOURCE, scopes, businessTime, courier::wake);
    live.registerActivitiesImplementations(
        new LedgerDeliveries(outbox, senders, businessTime),
        new LedgerDecisions(outbox, erp, customerSight, orderSights, persons, businessTime),
        new LedgerOrders(database, SOURCE, outbox, lives, deadlines, businessTime),
        new LedgerPersons(outbox, persons),
        merges);
    Worker historyWorker = temporal.newWorker(TaskQueues.HISTORY);
    historyWorker.registerWorkflowImplementationTypes(HistoryBackfillWorkflow.class);
    historyWorker.registerActivitiesImplementations(
        new BeatingHistory(history), new MergeReader(merges, destinations));
    Worker feed = temporal.newWorker(TaskQueues.FEED);
    feed.registerWorkflowImplementationTypes(FeedWorkflow.class);
    feed.registerActivitiesImplementations(feeds);
  }

  /** Starts everything but the feeds and the backfill; business time stands at go-live. */
  static Chain start(Path journal) throws IOException {
    return start(journal, false, null);
  }

  /**
   * The same.
   *
   * @param withMetrics whether metrics are written to contacts, too
   * @param data the shop's transactions, null for the small shop
   */
  static Chain start(Path journal, boolean withMetrics, Path data) throws IOException {
    return start(ChainSetup.standard(journal).withMetrics(withMetrics).withData(data));
  }

  static Chain start(ChainSetup setup) throws IOException {
    return start(setup, sandbox(setup));
  }

  private static Chain start(ChainSetup setup, Sandbox sandbox) throws IOException {
    Chain chain = new Chain(setup, sandbox);
    chain.senders.start();
    chain.courier.start();
    chain.temporal.start();
    return chain;
  }

  /** Ends the bridge and begins it anew on an empty ledger; the three systems go on as they are. */
  Chain rebuilt() throws IOException {
    endBridge();
    return start(setup, sandbox);
  }

  private static Sandbox sandbox(ChainSetup setup) throws IOException {
    return Sandbox.start(
        SandboxOptions.standard()
            .withJournal(setup.journal())
            .withData(setup.data())
            .withLimits(
                new SandboxOptions.Limits(
                    100_000, 100_000, 100_000, 100_000, Duration.ofMillis(50))));
  }

  /** The same, in a dry run. */
  static Chain startDry(Path journal) throws IOException {
    ChainSetup setup = ChainSetup.standard(journal);
    Chain chain = new Chain(setup, sandbox(setup));
    chain.senders.planOnly();
    chain.courier.start();
    chain.temporal.start();
    return chain;
  }

  /** The dry run is over. */
  void send() {
    senders.start();
  }

  /** Whether the feeds have seen all that happened until now, and every workflow knows of it. */
  boolean seen() {
    return polled(FeedRef.ORDER_STATUS) && polled(FeedRef.CUSTOMERS) && figures.owedSignals() == 0;
  }

  private static TestEnvironmentOptions environment() {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setUseTimeskipping(false)
            .setWorkerFactoryOptions(
                WorkerFactoryOptions.newBuilder()
                    .setMaxWorkflowThreadCount(WORKFLOW_THREADS)
                    .build());
    for (SearchAttributeKey<?> key : BridgeSearchAttributes.ALL) {
      options.registerSearchAttribute(key.getName(), key.getValueType());
    }
    return options.build();
  }

  private static DestinationScope scope(Destination destination, Instant goLive) {
    Map<EventType, EventScope> events = new EnumMap<>(EventType.class);
    for (EventType type : EventType.values()) {
      events.put(type, new EventScope(goLive, Duration.ofDays(60)));
    }
    return new DestinationScope(destination.name(), destination.kinds(), events, 36);
  }

  private ExpectedMetrics metrics() {
    return new BookedMetrics(
        personFigures,
        new Persons(database, SOURCE),
        withMetrics ? SandboxAccounts.METRICS : Map.of());
  }

  /** Plans anew what of these differences is ours. */
  long repair(List<Difference> differences) {
    long planned = new Repairs(database, SOURCE, scopes).plan(differences, sandbox.clock().now());
    courier.wake();
    return planned;
  }

  /** Compares everything, as the command does. */
  ReconciliationReport reconcile(Window window) {
    KhaosFacts facts = new KhaosFacts(new KeyedHash(new byte[32]));
    Reconciler reconciler =
        new Reconciler(database, SOURCE, erp, SiteTerms.inPounds(), facts, metrics());
    Instant now = sandbox.clock().now();
    List<ReconciliationReport.Side> sides = new ArrayList<>();
    sides.add(reconciler.ledger(now.minus(Duration.ofDays(60)), now, window, List.of()));
    destinations.forEach(destination -> sides.add(reconciler.destination(destination, window)));
    return new ReconciliationReport(SOURCE, now, window.from(), window.to(), sides);
  }

  /** Starts the backfill; its result comes when it is done. */
  WorkflowStub backfill() {
    HistoryBackfill backfill =
        temporal
            .getWorkflowClient()
            .newWorkflowStub(
                HistoryBackfill.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(WorkflowIds.backfill(SOURCE))
                    .setTaskQueue(TaskQueues.HISTORY)
                    .build());
    var unused = WorkflowClient.start(backfill::run, new BackfillRef(SOURCE, destinationNames));
    return WorkflowStub.fromTyped(backfill);
  }

  /** Starts the feeds. */
  void follow() {
    for (String name : List.of(FeedRef.ORDER_STATUS, FeedRef.CUSTOMERS, FeedRef.MERGES)) {
      Feed feed =
          temporal
              .getWorkflowClient()
              .newWorkflowStub(
                  Feed.class,
                  WorkflowOptions.newBuilder()
                      .setWorkflowId(WorkflowIds.feed(SOURCE, name))
                      .setTaskQueue(TaskQueues.FEED)
                      .build());
      var unused = WorkflowClient.start(feed::run, new FeedRef(SOURCE, name));
    }
  }

  /** Sends a person's decision to a workflow. */
  void signal(String workflowId, String decision, String person) {
    temporal
        .getWorkflowClient()
        .newUntypedWorkflowStub(workflowId)
        .signal(decision, new GateCommand(null, person, "looked at the destination", null));
  }

  /** Reviews of these orders are due, as their workflows would tell; what follows goes at once. */
  void reviewsAreDue(List<String> orderCodes) {
    Instant now = sandbox.clock().now();
    orderCodes.forEach(order -> deadlines.tell(order, Deadline.REVIEW_DUE, now));
    JdbcClient.create(database.dataSource())
        .sql("select id from delivery where event_type = ? and order_code = any (?)")
        .params(EventType.REVIEW_REQUEST.name(), orderCodes.toArray(String[]::new))
        .query(Long.class)
        .list()
        .forEach(delivery -> outbox.enqueue(delivery, null, now));
    destinationNames.forEach(name -> senders.wake(name, DeliveryKind.EVENT, Lane.LIVE));
  }

  /** Who decided what, in its order. */
  List<String> audit() {
    return JdbcClient.create(database.dataSource())
        .sql("select actor || ' ' || action from audit order by id")
        .query(String.class)
        .list();
  }

  /** Sets business time, where it stands, and waits until the bridge has seen and sent it all. */
  void liveUntil(Instant instant) {
    sandbox.clock().set(instant);
    await().atMost(PATIENCE).until(this::settled);
  }

  /** The next day: all customers are listed, and what follows from that is sent. */
  void listEverybody() {
    sandbox.clock().set(sandbox.clock().now().plus(FullListSettings.STANDARD.interval()));
    do {
      fullList.once();
    } while (lists.isOpen());
    courier.wake();
    await().atMost(PATIENCE).until(this::settled);
  }

  /** Looks for people who opted out at a destination, shares it, and waits until all is sent. */
  void lookForOptOuts() {
    OptOutSharing sharing = new OptOutSharing(database, SOURCE, scopes, true);
    for (Destination destination : destinations) {
      new OptOutPoll(
              destination.name(),
              destination.optOuts(ReadBack.Terms.reading(Set.of())).orElseThrow(),
              new FoundOptOuts(database, SOURCE),
              new ContactRounds(database, SOURCE),
              new Cursors(database, SOURCE),
              Instant.EPOCH,
              Duration.ZERO,
              () -> sharing.share(sandbox.clock().now()))
          .once();
    }
    courier.wake();
    await().atMost(PATIENCE).until(this::settled);
  }

  /** Whether all that happened until now was seen, and nothing of it is under way any more. */
  boolean settled() {
    return polled(FeedRef.ORDER_STATUS)
        && polled(FeedRef.CUSTOMERS)
        && figures.inFlight() == 0
        && figures.owedSignals() == 0;
  }

  /** The same of one destination alone. */
  boolean settledAt(String destination) {
    return polled(FeedRef.ORDER_STATUS)
        && figures.owedSignals() == 0
        && equation.read().destinations().get(destination).inFlight() == 0;
  }

  /** Whether every merge has come to its end. */
  boolean merged() {
    return JdbcClient.create(database.dataSource())
        .sql("select count(*) > 0 and count(*) = count(ended_at) from person_merge")
        .query(Boolean.class)
        .single();
  }

  private boolean polled(String feed) {
    Instant seen = erp.cursorAfter(sandbox.clock().now());
    return new Cursors(database, SOURCE)
        .position(feed)
        .filter(position -> !position.isBefore(seen))
        .isPresent();
  }

  @Override
  public void close() throws IOException {
    endBridge();
    sandbox.close();
  }

  private void endBridge() {
    senders.close();
    courier.close();
    temporal.close();
    erp.close();
    database.close();
  }
}
