package com.khaosbridge.worker;

import static java.util.stream.Collectors.toMap;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.clock.RemoteBusinessTime;
import com.khaosbridge.activities.credits.CreditSource;
import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.history.BeatingHistory;
import com.khaosbridge.activities.history.LedgerHistory;
import com.khaosbridge.activities.keys.HashKey;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.khaos.KhaosSettings;
import com.khaosbridge.activities.ledger.KeyedHash;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.LedgerIdentity;
import com.khaosbridge.activities.ledger.books.BackfillLedger;
import com.khaosbridge.activities.ledger.books.Cursors;
import com.khaosbridge.activities.ledger.books.CustomerLedger;
import com.khaosbridge.activities.ledger.books.FrozenTerms;
import com.khaosbridge.activities.ledger.books.GoLive;
import com.khaosbridge.activities.ledger.books.InvoicedOrders;
import com.khaosbridge.activities.ledger.books.MetricsLedger;
import com.khaosbridge.activities.ledger.books.OrderLedger;
import com.khaosbridge.activities.ledger.books.OrderLives;
import com.khaosbridge.activities.ledger.books.PassedDeadlines;
import com.khaosbridge.activities.ledger.books.PersonFigures;
import com.khaosbridge.activities.ledger.books.PersonMerges;
import com.khaosbridge.activities.ledger.books.PolledOrders;
import com.khaosbridge.activities.ledger.books.Repairs;
import com.khaosbridge.activities.ledger.books.Replenishments;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.outbox.Outbox;
import com.khaosbridge.activities.ledger.outbox.OwedCompletions;
import com.khaosbridge.activities.ledger.outbox.PendingSignals;
import com.khaosbridge.activities.ledger.outbox.Settlement;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.activities.ledger.reports.Equation;
import com.khaosbridge.activities.ledger.reports.LedgerOrders;
import com.khaosbridge.activities.ledger.reports.LedgerPersons;
import com.khaosbridge.activities.observing.CountedMoney;
import com.khaosbridge.activities.observing.FeedPolling;
import com.khaosbridge.activities.observing.KhaosFacts;
import com.khaosbridge.activities.observing.LedgerDecisions;
import com.khaosbridge.activities.observing.MailingFlags;
import com.khaosbridge.activities.reconciling.BookedMetrics;
import com.khaosbridge.activities.reconciling.Comparisons;
import com.khaosbridge.activities.reconciling.LedgerReconciliation;
import com.khaosbridge.activities.reconciling.MergeReader;
import com.khaosbridge.activities.reconciling.Reconciler;
import com.khaosbridge.activities.sending.AddressClaims;
import com.khaosbridge.activities.sending.LedgerDeliveries;
import com.khaosbridge.activities.sending.Senders;
import com.khaosbridge.activities.settings.BridgeSettings;
import com.khaosbridge.activities.settings.CreditSettings;
import com.khaosbridge.activities.settings.DestinationSettings;
import com.khaosbridge.activities.signals.Courier;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.history.HistoryActivities;
import com.khaosbridge.workflows.merge.MergeReading;
import com.khaosbridge.workflows.reconciliation.ReconciliationActivities;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import java.time.Instant;
import java.util.List;

/** Everything that one bridge process is made of, put together from its settings. */
public final class Bridge implements AutoCloseable {
  private final LedgerDatabase database;
  private final KhaosControl erp;
  private final MailingFlags flags;
  private final List<Destination> destinations;
  private final Senders senders;
  private final Courier courier;
  private final PendingSignals pendingSignals;
  private final Equation equation;
  private final LedgerDeliveries deliveries;
  private final LedgerDecisions decisions;
  private final LedgerOrders orderActivities;
  private final LedgerPersons personActivities;
  private final PersonMerges merges;
  private final FeedPolling feeds;
  private final LedgerHistory history;
  private final Comparisons comparisons;
  private final List<String> feedNames;
  private final List<CreditSource> creditSources;
  private final boolean dryRun;

  public Bridge(
      BridgeSettings settings, HashKey hashKey, WorkflowClient temporal, MeterRegistry metrics) {
    dryRun = settings.isDryRun();
    String source = settings.source();
    String clock = settings.businessClock();
    BusinessTime businessTime = clock == null ? Instant::now : new RemoteBusinessTime(clock);
    database = new LedgerDatabase(settings.ledger().url(), settings.connections());
    new LedgerIdentity(database).bindSource(source);
    new FrozenTerms(database, source).require(settings.frozenTerms());
    CountedMoney money = new CountedMoney(settings.money().terms());
    CreditSettings creditSettings = settings.credits();
    List<DestinationScope> scopes =
        new GoLive(database).apply(settings.scopes(), businessTime.now());
    KhaosSettings khaos = settings.khaos().toSettings(source);
    erp = new KhaosControl(khaos, metrics);
    flags = new MailingFlags(erp, khaos.customers().consent(), database, source);
    Persons persons = new Persons(database, source);
    CustomerLedger customers =
        new CustomerLedger(database, source, scopes, settings.massFlipLimit());
    OrderLedger orders = new OrderLedger(database, source, scopes, settings.orderTimes());
    OrderLives lives = new OrderLives(database, source, settings.orderTimes());
    PassedDeadlines deadlines =
        new PassedDeadlines(database, source, scopes, lives, settings.goLive());
    Outbox outbox = new Outbox(database, source, settings.outboxTerms());
    Settlement settlement = new Settlement(database, source, settings.retriedFor());
    Cases cases = new Cases(database, source);
    Cursors cursors = new Cursors(database, source);
    pendingSignals = new PendingSignals(database, source);
    courier = new Courier(pendingSignals, new OwedCompletions(database, source), temporal, source);
    equation = new Equation(database, source, scopes);
    PersonFigures figures =
        new PersonFigures(
            database,
            source,
            settings.khaos().calendar(),
            settings.credits() != null,
            settings.thresholds());
    MetricsLedger metricsLedger = new MetricsLedger(database, source, scopes, figures);
    KeyedHash hash = new KeyedHash(hashKey.bytes());
    destinations = Accounts.open(settings.destinations(), database);
    senders =
        new Senders(
            database,
            source,
            destinations,
            erp,
            persons,
            new AddressClaims(persons, hash, settings.spareAddressDomain()),
            new InvoicedOrders(database, source),
            figures,
            new Replenishments(database, source, settings.supplies()),
            outbox,
            settlement,
            businessTime,
            settings.trackingLinks(),
            courier::wake,
            settings.senderSettings());
    KhaosFacts facts = new KhaosFacts(hash);
    Looks looks = Looks.of(settings, database, scopes, erp, customers, orders, facts, money);
    creditSources = looks.creditSources();
    deliveries = new LedgerDeliveries(outbox, senders, businessTime);
    decisions =
        new LedgerDecisions(outbox, erp, looks.customers(), looks.orders(), persons, businessTime);
    orderActivities = new LedgerOrders(database, source, outbox, lives, deadlines, businessTime);
    personActivities = new LedgerPersons(outbox, persons);
    merges = new PersonMerges(database, source, scopes, businessTime, courier::wake);
    feedNames = settings.feedNames();
    feeds =
        new FeedPolling(
            erp,
            looks.customers(),
            looks.orders(),
            new PolledOrders(database, source, settings.orderTimes()),
            cursors,
            cases,
            businessTime,
            settings.goLive(),
            deadlines,
            courier::wake,
            settings.orderFeed(),
            settings.customerFeed(),
            metricsLedger,
            looks.fullList(settings, database, scopes, erp, businessTime),
            looks.merges(settings, database, scopes, erp, businessTime),
            looks.credits(),
            CreditSettings.overlapOf(creditSettings),
            Looks.optOuts(settings, database, scopes, destinations, businessTime),
            settings.optOutFeed());
    history =
        new LedgerHistory(
            erp,
            looks.customers(),
            looks.orders(),
            new BackfillLedger(database, source, scopes),
            cases,
            outbox,
            senders,
            businessTime,
            settings.history(),
            metricsLedger,
            looks.credits());
    comparisons =
        new Comparisons(
            database,
            source,
            new Reconciler(
                database,
                source,
                erp,
                money,
                facts,
                new BookedMetrics(
                    figures,
                    persons,
                    settings.destinations().stream()
                        .collect(
                            toMap(DestinationSettings::name, DestinationSettings::metricFields)))),
            destinations,
            creditSettings == null
                ? List.of()
                : creditSettings.openToCompare(settings.khaos().time()),
            new Repairs(database, source, scopes),
            businessTime,
            new Comparisons.History(settings.history().from(), settings.khaos().calendar()));
  }

  /** Starts sending. What workflows were lost with their server is made anew from the ledger. */
  public void start() {
    if (dryRun) {
      senders.planOnly();
    } else {
      senders.start();
    }
    pendingSignals.addAllUnderWay();
    courier.start();
    flags.start();
  }

  public LedgerDatabase database() {
    return database;
  }

  public KhaosControl erp() {
    return erp;
  }

  public List<Destination> destinations() {
    return destinations;
  }

  public Equation equation() {
    return equation;
  }

  /** The names of the feeds that are to be followed. */
  public List<String> feedNames() {
    return feedNames;
  }

  LedgerDeliveries deliveries() {
    return deliveries;
  }

  LedgerDecisions decisions() {
    return decisions;
  }

  LedgerOrders orders() {
    return orderActivities;
  }

  LedgerPersons persons() {
    return personActivities;
  }

  PersonMerges merges() {
    return merges;
  }

  MergeReading mergeReading() {
    return new MergeReader(merges, destinations);
  }

  FeedPolling feeds() {
    return feeds;
  }

  HistoryActivities history() {
    return new BeatingHistory(history);
  }

  ReconciliationActivities reconciliation() {
    return new LedgerReconciliation(comparisons, courier::wake);
  }

  @Override
  public void close() {
    senders.close();
    courier.close();
    comparisons.close();
    erp.close();
    for (CreditSource source : creditSources) {
      source.close();
    }
    database.close();
  }
}
