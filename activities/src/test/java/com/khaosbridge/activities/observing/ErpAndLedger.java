package com.khaosbridge.activities.observing;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.credits.InvoicedLines;
import com.khaosbridge.activities.credits.NamedQueries;
import com.khaosbridge.activities.credits.ReportingCopy;
import com.khaosbridge.activities.credits.ReportingCopySettings;
import com.khaosbridge.activities.destination.SandboxControl;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.khaos.SandboxSite;
import com.khaosbridge.activities.khaos.records.ErpTime;
import com.khaosbridge.activities.ledger.KeyedHash;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.LedgerServer;
import com.khaosbridge.activities.ledger.books.BackfillLedger;
import com.khaosbridge.activities.ledger.books.Cursors;
import com.khaosbridge.activities.ledger.books.CustomerLedger;
import com.khaosbridge.activities.ledger.books.CustomerLists;
import com.khaosbridge.activities.ledger.books.InvoicedOrders;
import com.khaosbridge.activities.ledger.books.MetricsLedger;
import com.khaosbridge.activities.ledger.books.OrderLedger;
import com.khaosbridge.activities.ledger.books.OrderLives;
import com.khaosbridge.activities.ledger.books.PassedDeadlines;
import com.khaosbridge.activities.ledger.books.PersonFigures;
import com.khaosbridge.activities.ledger.books.PolledOrders;
import com.khaosbridge.activities.ledger.books.Replenishments;
import com.khaosbridge.activities.ledger.books.VanishedCustomers;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.outbox.MassFlipLimit;
import com.khaosbridge.activities.ledger.outbox.Outbox;
import com.khaosbridge.activities.ledger.outbox.Settlement;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.activities.ledger.reports.Equation;
import com.khaosbridge.activities.money.SiteTerms;
import com.khaosbridge.activities.sending.AddressClaims;
import com.khaosbridge.activities.sending.CourierLinks;
import com.khaosbridge.activities.sending.SenderSettings;
import com.khaosbridge.activities.sending.Senders;
import com.khaosbridge.sandbox.Sandbox;
import com.khaosbridge.sandbox.SandboxOptions;
import com.khaosbridge.workflows.decision.OrderTimes;
import com.khaosbridge.workflows.decision.Supplies;
import com.khaosbridge.workflows.decision.Thresholds;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.DestinationScope.EventScope;
import com.khaosbridge.workflows.delivery.EventType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The sandbox's Khaos Control read over HTTP into a real ledger, without anything that sends. */
public final class ErpAndLedger implements AutoCloseable {
  public static final String SOURCE = "khaos";
  public static final String DESTINATION = "emarsys";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public final Sandbox sandbox;
  public final KhaosControl erp;
  public final LedgerDatabase database;
  public final Persons persons;
  public final CustomerLedger customers;
  public final OrderLedger orders;
  public final InvoicedOrders sales;
  public final PersonFigures figures;
  public final Replenishments replenishments;
  public final MetricsLedger metrics;
  public final PolledOrders polled;
  public final PassedDeadlines deadlines;
  public final Outbox outbox;
  public final Settlement settlement;
  public final Cases cases;
  public final Cursors cursors;
  public final BackfillLedger backfill;
  public final CustomerLists lists;
  public final Equation equation;
  public final CustomerObserver customerSight;
  public final OrderObserver orderSights;
  public final BusinessTime businessTime;
  public final Instant goLive;
  private final SandboxControl control;

  private final @Nullable ReportingCopy copy;

  public ErpAndLedger(Path journal) throws IOException {
    this(journal, SiteTerms.inPounds());
  }

  ErpAndLedger(Path journal, CountedMoney money) throws IOException {
    this(SandboxOptions.standard().withJournal(journal), null, money, DESTINATION);
  }

  /**
   * With a sandbox of one's own.
   *
   * @param copyUrl the database of its reporting copy, null for none
   */
  ErpAndLedger(SandboxOptions options, @Nullable String copyUrl, String... destinations)
      throws IOException {
    this(options, copyUrl, SiteTerms.inPounds(), destinations);
  }

  private ErpAndLedger(
      SandboxOptions options, @Nullable String copyUrl, CountedMoney money, String... destinations)
      throws IOException {
    sandbox = Sandbox.start(copyUrl == null ? options : options.withReportingCopy(copyUrl));
    control = new SandboxControl(sandbox.baseUrl(), "khaos");
    goLive = sandbox.clock().now();
    businessTime = () -> sandbox.clock().now();
    erp =
        new KhaosControl(
            SandboxSite.at(SOURCE, URI.create(sandbox.baseUrl() + "/Khaos.exe/soap/IKosWeb")),
            new SimpleMeterRegistry());
    database = new LedgerDatabase(LedgerServer.newLedger(), 8);
    List<DestinationScope> scopes = Stream.of(destinations).map(this::scope).toList();
    customers = new CustomerLedger(database, SOURCE, scopes, MassFlipLimit.standard());
    orders = new OrderLedger(database, SOURCE, scopes, OrderTimes.standard());
    sales = new InvoicedOrders(database, SOURCE);
    replenishments = new Replenishments(database, SOURCE, Supplies.none());
    figures =
        new PersonFigures(
            database, SOURCE, ZoneId.of("Europe/London"), false, Thresholds.standard());
    metrics = new MetricsLedger(database, SOURCE, scopes, figures);
    polled = new PolledOrders(database, SOURCE, OrderTimes.standard());
    deadlines =
        new PassedDeadlines(
            database,
            SOURCE,
            scopes,
            new OrderLives(database, SOURCE, OrderTimes.standard()),
            goLive);
    persons = new Persons(database, SOURCE);
    outbox = new Outbox(database, SOURCE, SiteTerms.outbox());
    settlement = new Settlement(database, SOURCE, Duration.ofHours(1));
    cases = new Cases(database, SOURCE);
    cursors = new Cursors(database, SOURCE);
    backfill = new BackfillLedger(database, SOURCE, scopes);
    lists = new CustomerLists(database, SOURCE);
    equation = new Equation(database, SOURCE, scopes);
    copy =
        copyUrl == null
            ? null
            : ReportingCopy.open(
                new ReportingCopySettings(copyUrl, "postgres", ""),
                NamedQueries.standard(),
                new ErpTime(ZoneId.of("Europe/London")));
    customerSight =
        new CustomerObserver(erp, customers, cases, new KhaosFacts(new KeyedHash(new byte[16])));
    orderSights =
        new OrderObserver(
            erp,
            customerSight,
            customers,
            orders,
            money,
            copy == null ? SplitInvoices.unknown(cases) : new SplitInvoices(copy, cases));
  }

  private DestinationScope scope(String name) {
    return new DestinationScope(
        name,
        EnumSet.complementOf(
            EnumSet.of(
                name.equals(DESTINATION) ? DeliveryKind.ORDER : DeliveryKind.SALES_ROWS,
                DeliveryKind.METRICS,
                DeliveryKind.RETIREMENT)),
        Map.of(EventType.DESPATCHED, new EventScope(goLive, Duration.ofDays(60))),
        36);
  }

  OrderStatusPoll orderPoll() {
    return new OrderStatusPoll(
        erp, polled, orderSights, deadlines, cursors, cases, businessTime, goLive);
  }

  CustomerPoll customerPoll() {
    return new CustomerPoll(erp, customerSight, cursors, businessTime, goLive);
  }

  /** A look at the full list that reads everybody's details each time. */
  public FullListPoll fullListPoll() {
    return new FullListPoll(
        erp,
        customerSight,
        lists,
        new VanishedCustomers(database, SOURCE, List.of(scope(DESTINATION))),
        businessTime,
        new FullListSettings(Duration.ofDays(1), 1));
  }

  /** Whose addresses are, as the ledger has it. */
  public AddressClaims claims() {
    return new AddressClaims(
        persons, new KeyedHash(new byte[32]), AddressClaims.STANDARD_SPARE_DOMAIN);
  }

  /** Senders of nothing. */
  public Senders noSenders() {
    return new Senders(
        database,
        SOURCE,
        List.of(),
        erp,
        persons,
        claims(),
        sales,
        figures,
        replenishments,
        outbox,
        settlement,
        businessTime,
        CourierLinks.none(),
        () -> {},
        SenderSettings.standard());
  }

  /** From now on the ERP answers calls of this operation with a well-formed, empty list. */
  public void answersEmpty(String operation) {
    answersShort(operation, 0);
  }

  /** From now on the ERP's lists of this operation have only the first part of their rows. */
  void answersShort(String operation, double share) {
    arm(operation, "\"kind\":\"shortAnswer\",\"share\":" + share);
  }

  /** From now on the ERP's web server fails calls of this operation. */
  public void fails(String operation) {
    arm(operation, "\"kind\":\"status\",\"status\":503");
  }

  /** From now on the ERP takes a minute for calls of this operation. */
  void hangs(String operation) {
    arm(operation, "\"kind\":\"delay\",\"delayMillis\":60000");
  }

  private void arm(String operation, String what) {
    control.send(
        HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/_sandbox/faults"))
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"system\":\"khaos\",\"requestMatches\":\"[:<]"
                        + operation
                        + "[ >/]\","
                        + what
                        + "}")));
  }

  public void recovers() {
    control.disarm();
  }

  /** Ships some lines of an order now, and leaves the rest in the warehouse. */
  void shipPart(String number, int... lines) {
    post("orders/" + number + "/ship-part", JSON.writeValueAsString(Map.of("lines", lines)));
  }

  /** What the copy has of an order's final invoices, by their ids. */
  Map<String, InvoicedLines> copied(String orderCode) {
    return copy == null
        ? Map.of()
        : copy.ofOrders(List.of(orderCode), problem -> {}).getOrDefault(orderCode, Map.of());
  }

  /** Changes a customer in the ERP, as of now in business time. */
  public void change(String number, String json) {
    post("customers/" + number, json);
  }

  /** What a clerk does to a customer as a whole, e.g. {@code vanish}. */
  void act(String number, String act, String json) {
    post("customers/" + number + "/" + act, json);
  }

  private void post(String path, String json) {
    control.send(
        HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/_sandbox/khaos/" + path))
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  public long count(String query) {
    return sql().sql(query).query(Long.class).single();
  }

  public void execute(String statement) {
    sql().sql(statement).update();
  }

  public List<String> strings(String query) {
    return sql().sql(query).query(String.class).list();
  }

  private JdbcClient sql() {
    return JdbcClient.create(database.dataSource());
  }

  @Override
  public void close() throws IOException {
    erp.close();
    if (copy != null) {
      copy.close();
    }
    database.close();
    sandbox.close();
  }
}
