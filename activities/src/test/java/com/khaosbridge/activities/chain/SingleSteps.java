package com.khaosbridge.activities.chain;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.destination.AccountSetup;
import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.destination.ReadBack;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.khaos.SandboxSite;
import com.khaosbridge.activities.ledger.KeyedHash;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.books.Cursors;
import com.khaosbridge.activities.ledger.books.CustomerLedger;
import com.khaosbridge.activities.ledger.books.CustomerLists;
import com.khaosbridge.activities.ledger.books.PersonFigures;
import com.khaosbridge.activities.ledger.books.Repairs;
import com.khaosbridge.activities.ledger.books.VanishedCustomers;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.outbox.ConsentApprovals;
import com.khaosbridge.activities.ledger.outbox.MassFlipLimit;
import com.khaosbridge.activities.ledger.outbox.Outbox;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.activities.money.SiteTerms;
import com.khaosbridge.activities.observing.CustomerLooks;
import com.khaosbridge.activities.observing.CustomerObserver;
import com.khaosbridge.activities.observing.FullListPoll;
import com.khaosbridge.activities.observing.FullListSettings;
import com.khaosbridge.activities.observing.KhaosFacts;
import com.khaosbridge.activities.reconciling.BookedMetrics;
import com.khaosbridge.activities.reconciling.Reconciler;
import com.khaosbridge.activities.reconciling.Window;
import com.khaosbridge.activities.sending.SingleCalls;
import com.khaosbridge.sandbox.Sandbox;
import com.khaosbridge.workflows.decision.Thresholds;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import com.khaosbridge.workflows.reconciliation.Difference;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The bridge without workflows and without threads: it looks, plans, sends and compares only when
 * it is told to. All that it remembers is in the ledger, so that another may go on where one died.
 */
final class SingleSteps implements AutoCloseable {
  static final List<DeliveryKind> KINDS =
      List.of(DeliveryKind.CONTACT, DeliveryKind.CONSENT, DeliveryKind.RETIREMENT);

  final List<Crashing> destinations;
  private final LedgerDatabase database;
  private final Sandbox sandbox;
  private final KhaosControl erp;
  private final Outbox outbox;
  private final List<DestinationScope> scopes;
  private final CustomerLists lists;
  private final FullListPoll fullList;
  private final Runnable customers;
  private final SingleCalls calls;
  private final Reconciler reconciler;
  private final BusinessTime businessTime;

  /** A process that dies in a call, after which nothing of it is left but the ledger. */
  static final class Death extends Error {
    private static final long serialVersionUID = 1;

    Death() {
      super("in a call", null, false, false);
    }
  }

  /** Where in a call the process dies. */
  enum Dies {
    NOT,
    BEFORE_EFFECT,
    AFTER_EFFECT
  }

  /**
   * @param url of the ledger
   * @param goLive when the first bridge began
   */
  SingleSteps(Sandbox sandbox, String url, Instant goLive) {
    this.sandbox = sandbox;
    this.businessTime = () -> sandbox.clock().now();
    database = new LedgerDatabase(url, 4);
    erp =
        new KhaosControl(
            SandboxSite.at(Chain.SOURCE, URI.create(sandbox.baseUrl() + "/Khaos.exe/soap/IKosWeb")),
            new SimpleMeterRegistry());
    destinations =
        SandboxAccounts.of(sandbox.baseUrl(), database, false).stream().map(Crashing::new).toList();
    scopes =
        destinations.stream()
            .map(each -> new DestinationScope(each.name(), EnumSet.copyOf(KINDS), Map.of(), 36))
            .toList();
    outbox = new Outbox(database, Chain.SOURCE, SiteTerms.outbox());
    CustomerLedger ledger =
        new CustomerLedger(database, Chain.SOURCE, scopes, new MassFlipLimit(100_000, 100));
    KhaosFacts facts = new KhaosFacts(new KeyedHash(new byte[32]));
    CustomerObserver sight =
        new CustomerObserver(erp, ledger, new Cases(database, Chain.SOURCE), facts);
    customers =
        CustomerLooks.of(erp, sight, new Cursors(database, Chain.SOURCE), businessTime, goLive);
    lists = new CustomerLists(database, Chain.SOURCE);
    fullList =
        new FullListPoll(
            erp,
            sight,
            lists,
            new VanishedCustomers(database, Chain.SOURCE, scopes),
            businessTime,
            new FullListSettings(Duration.ofHours(1), 1));
    calls = new SingleCalls(database, Chain.SOURCE, erp, outbox, businessTime);
    Persons persons = new Persons(database, Chain.SOURCE);
    reconciler =
        new Reconciler(
            database,
            Chain.SOURCE,
            erp,
            SiteTerms.inPounds(),
            facts,
            new BookedMetrics(
                new PersonFigures(
                    database,
                    Chain.SOURCE,
                    ZoneId.of("Europe/London"),
                    false,
                    Thresholds.standard()),
                persons,
                Map.of()));
    destinations.forEach(
        each -> {
          new ConsentApprovals(database, Chain.SOURCE).give(each.name(), "preview", "jo");
          calls.takeOver(each);
        });
  }

  /** Looks at who changed. */
  void look() {
    pass(Duration.ofMinutes(1));
    customers.run();
  }

  /** Lists and reads everybody. */
  void listEverybody() {
    pass(Duration.ofHours(2));
    do {
      fullList.once();
    } while (lists.isOpen());
  }

  private void pass(Duration time) {
    sandbox.clock().set(sandbox.clock().now().plus(time));
  }

  /** Lets everything into the outbox that may go, as its workflows would. */
  void plan() {
    sql("update delivery set not_before = now() - interval '1 second' where ended_at is null")
        .update();
    outbox
        .leftBehind(Duration.ZERO, 1000)
        .forEach(delivery -> outbox.enqueue(delivery, null, businessTime.now()));
  }

  /** Makes a call; whether there was anything to send. */
  boolean send(int destination, DeliveryKind kind) {
    return calls.make(destinations.get(destination), kind);
  }

  /** Compares everything and plans the repairs. */
  void reconcile() {
    List<Difference> differences = new ArrayList<>();
    destinations.forEach(
        each -> differences.addAll(reconciler.destination(each, Window.ALL).differences()));
    new Repairs(database, Chain.SOURCE, scopes).plan(differences, businessTime.now());
  }

  boolean isIdle() {
    return sql("select not exists (select 1 from delivery where ended_at is null and case_id is null)"
            + " and not exists (select 1 from join_due)")
        .query(Boolean.class)
        .single();
  }

  /**
   * The ERP turned, as the ledger saw it.
   *
   * @param id in their order
   */
  record Turn(long id, String company, String to) {}

  List<Turn> turnsAfter(long id) {
    return sql("select id, company_id, to_value from consent_transition where from_value is not null"
            + " and id > ? order by id")
        .param(id)
        .query(
            (row, n) ->
                new Turn(row.getLong("id"), row.getString("company_id"), row.getString("to_value")))
        .list();
  }

  /** The person by which a customer goes on; empty if nobody has seen them. */
  Optional<String> personOf(String company) {
    return sql("select person_id from customer where company_id = ?")
        .param(company)
        .query(String.class)
        .optional();
  }

  /** Whether a contact is linked to nobody, and its person's is held under a case. */
  boolean isHeldApart(String destination, OutsideWorld.Contact contact) {
    return sql("""
            select not exists (
                select 1 from contact_link where destination = :destination and contact_id = :contact)
              and exists (
                select 1 from delivery d where d.destination = :destination and d.kind = 'CONTACT'
                  and d.case_id is not null and d.ended_at is null and d.person_id in (
                    select person_id from customer where company_id = :person))
            """)
        .param("destination", destination)
        .param("contact", contact.id())
        .param("person", contact.person())
        .query(Boolean.class)
        .single();
  }

  private JdbcClient.StatementSpec sql(String sql) {
    return JdbcClient.create(database.dataSource()).sql(sql);
  }

  @Override
  public void close() {
    erp.close();
    database.close();
  }

  /** A destination in a call to which the process dies when it is told to. */
  static final class Crashing implements Destination {
    private final Destination its;
    private Dies dies = Dies.NOT;

    private Crashing(Destination its) {
      this.its = its;
    }

    void dieInNextCall(Dies where) {
      dies = where;
    }

    @Override
    public Map<Long, Verdict> deliver(DeliveryKind kind, Lane lane, List<Row> rows) {
      Dies now = dies;
      if (now == Dies.BEFORE_EFFECT) {
        throw new Death();
      }
      Map<Long, Verdict> verdicts = its.deliver(kind, lane, rows);
      if (now == Dies.AFTER_EFFECT) {
        throw new Death();
      }
      return verdicts;
    }

    @Override
    public String name() {
      return its.name();
    }

    @Override
    public Set<DeliveryKind> kinds() {
      return its.kinds();
    }

    @Override
    public int batchSize(DeliveryKind kind, Lane lane) {
      return its.batchSize(kind, lane);
    }

    @Override
    public boolean repeatable(DeliveryKind kind) {
      return its.repeatable(kind);
    }

    @Override
    public List<String> discover() {
      return its.discover();
    }

    @Override
    public AccountSetup setup() {
      return its.setup();
    }

    @Override
    public Optional<ReadBack> readBack(ReadBack.Terms terms) {
      return its.readBack(terms).map(all -> new ContactsAlone(all));
    }

    @Override
    public long calls() {
      return its.calls();
    }
  }
}
