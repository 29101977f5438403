package com.khaosbridge.activities.ledger;

import com.khaosbridge.activities.ledger.books.BackfillLedger;
import com.khaosbridge.activities.ledger.books.CreditLedger;
import com.khaosbridge.activities.ledger.books.CustomerLedger;
import com.khaosbridge.activities.ledger.books.InvoicedOrders;
import com.khaosbridge.activities.ledger.books.Look;
import com.khaosbridge.activities.ledger.books.OrderLedger;
import com.khaosbridge.activities.ledger.books.PolledOrders;
import com.khaosbridge.activities.ledger.books.VanishedCustomers;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.outbox.Admitted;
import com.khaosbridge.activities.ledger.outbox.BlastLimits;
import com.khaosbridge.activities.ledger.outbox.ClaimedDelivery;
import com.khaosbridge.activities.ledger.outbox.ConsentApprovals;
import com.khaosbridge.activities.ledger.outbox.Limited;
import com.khaosbridge.activities.ledger.outbox.MassFlipLimit;
import com.khaosbridge.activities.ledger.outbox.Outbox;
import com.khaosbridge.activities.ledger.outbox.OutboxTerms;
import com.khaosbridge.activities.ledger.outbox.OwedCompletions;
import com.khaosbridge.activities.ledger.outbox.OwedCompletions.OwedCompletion;
import com.khaosbridge.activities.ledger.outbox.PendingSignals;
import com.khaosbridge.activities.ledger.outbox.Settlement;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.activities.ledger.reports.Equation;
import com.khaosbridge.workflows.decision.FirstSight;
import com.khaosbridge.workflows.decision.OrderTimes;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.DestinationScope.EventScope;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.Evidence;
import com.khaosbridge.workflows.delivery.Exclusion;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A ledger on a real database with two destinations, in which a test says what the ERP shows and
 * what destinations answer. It stands in for workflows and senders: it puts into the outbox what
 * they would, and settles calls as they would.
 */
final class TestLedger implements AutoCloseable {
  static final String SOURCE = "main";
  static final String EMARSYS = "emarsys";
  static final String DOTDIGITAL = "dotdigital";
  static final Instant GO_LIVE = OrderInErp.NOW.minus(Duration.ofDays(2));

  /** The service events of an order that is neither cancelled nor refunded. */
  static final List<EventType> SERVICE_EVENTS =
      Arrays.stream(EventType.values())
          .filter(type -> !type.marketing() && !type.outlivesCancellation())
          .toList();

  final LedgerDatabase database;
  final List<DestinationScope> scopes;
  final CustomerLedger customers;
  final Persons persons;
  final OrderLedger orders;
  final PolledOrders polled;
  final InvoicedOrders sales;
  final Outbox outbox;
  final ConsentApprovals approvals;
  final Settlement settlement;
  final Cases cases;
  final PendingSignals signals;
  final OwedCompletions completions;
  final Equation equation;
  final BackfillLedger backfill;
  Instant now = OrderInErp.NOW;

  private TestLedger(
      LedgerDatabase database,
      Duration giveUpAfter,
      BlastLimits limits,
      FirstSight firstSight,
      MassFlipLimit flips) {
    this.database = database;
    this.scopes = scopes();
    this.customers = new CustomerLedger(database, SOURCE, scopes, flips);
    this.orders = new OrderLedger(database, SOURCE, scopes, OrderTimes.standard());
    this.sales = new InvoicedOrders(database, SOURCE);
    this.polled = new PolledOrders(database, SOURCE, OrderTimes.standard());
    this.persons = new Persons(database, SOURCE);
    this.outbox = new Outbox(database, SOURCE, new OutboxTerms(null, limits, firstSight));
    this.approvals = new ConsentApprovals(database, SOURCE);
    this.settlement = new Settlement(database, SOURCE, giveUpAfter);
    this.cases = new Cases(database, SOURCE);
    this.signals = new PendingSignals(database, SOURCE);
    this.completions = new OwedCompletions(database, SOURCE);
    this.equation = new Equation(database, SOURCE, scopes);
    this.backfill = new BackfillLedger(database, SOURCE, scopes);
  }

  /** A new, empty one. */
  static TestLedger open() {
    return open(Duration.ofHours(1));
  }

  /** A new, empty one that gives up on a destination after so long. */
  static TestLedger open(Duration giveUpAfter) {
    return open(giveUpAfter, BlastLimits.standard(), FirstSight.ERP_WINS).approved();
  }

  /** A new, empty one that lets only so many of each kind go within an hour. */
  static TestLedger limitedTo(int most) {
    Map<Limited, Integer> limits = new EnumMap<>(Limited.class);
    for (Limited what : Limited.values()) {
      limits.put(what, most);
    }
    return open(
            Duration.ofHours(1), new BlastLimits(Duration.ofHours(1), limits), FirstSight.ERP_WINS)
        .approved();
  }

  /** A new, empty one at which nobody has approved the first consents. */
  static TestLedger ofFirstRun(FirstSight firstSight) {
    return open(Duration.ofHours(1), BlastLimits.standard(), firstSight);
  }

  private static TestLedger open(Duration giveUpAfter, BlastLimits limits, FirstSight firstSight) {
    return new TestLedger(
        new LedgerDatabase(LedgerServer.newLedger(), 8),
        giveUpAfter,
        limits,
        firstSight,
        MassFlipLimit.standard());
  }

  /** A new, empty one of which more customers than this may not flip at once. */
  static TestLedger flippingAtMost(MassFlipLimit flips) {
    return new TestLedger(
            new LedgerDatabase(LedgerServer.newLedger(), 8),
            Duration.ofHours(1),
            BlastLimits.standard(),
            FirstSight.ERP_WINS,
            flips)
        .approved();
  }

  private TestLedger approved() {
    scopes.forEach(
        scope ->
            execute(
                "insert into consent_approval (source, destination, preview, person)"
                    + " values (?, ?, '', '')",
                SOURCE,
                scope.name()));
    return this;
  }

  private static List<DestinationScope> scopes() {
    Map<EventType, EventScope> events = new EnumMap<>(EventType.class);
    for (EventType type : EventType.values()) {
      events.put(type, new EventScope(GO_LIVE, type.validFor()));
    }
    return List.of(
        new DestinationScope(
            DOTDIGITAL, EnumSet.complementOf(EnumSet.of(DeliveryKind.SALES_ROWS)), events, 36),
        new DestinationScope(
            EMARSYS, EnumSet.complementOf(EnumSet.of(DeliveryKind.ORDER)), events, 36));
  }

  /** Its credit notes, as after a backfill that read and attributed those of history. */
  CreditLedger credits() {
    backfill.creditsRead();
    backfill.creditsAttributed();
    return new CreditLedger(database, SOURCE, scopes, OrderTimes.standard());
  }

  // What the ERP shows.

  void sees(CustomerInErp... seen) {
    observe(Lane.LIVE, seen);
  }

  void findsInHistory(CustomerInErp... seen) {
    observe(Lane.HISTORY, seen);
  }

  /** Two complete lists did not have the customer, and the ERP did not give it. */
  void vanishes(CustomerInErp gone) {
    execute(
        "update customer set listed_at = observed_at, absences = 2 where company_id = ?",
        gone.id());
    new VanishedCustomers(database, SOURCE, scopes).vanish(List.of(gone.urn()), now);
  }

  int sees(OrderInErp... seen) {
    return observe(Lane.LIVE, seen);
  }

  int findsInHistory(OrderInErp... seen) {
    return observe(Lane.HISTORY, seen);
  }

  void observe(Lane lane, CustomerInErp... seen) {
    customers.record(
        Arrays.stream(seen).map(CustomerInErp::facts).toList(), customers.look(now), lane);
  }

  int observe(Lane lane, OrderInErp... seen) {
    return orders.record(Arrays.stream(seen).map(OrderInErp::sight).toList(), now, lane);
  }

  /** The list of changed customers shows these, and all others are as they were. */
  void seesChanges(Look lastLook, CustomerInErp... seen) {
    customers.record(
        Arrays.stream(seen).map(CustomerInErp::facts).toList(),
        customers.look(now).withAllKnownUntil(lastLook.begunAt()),
        Lane.LIVE);
  }

  // What workflows and the backfill do.

  /** Each open live delivery goes as far as it can, as workflows take it. */
  void carryLive() {
    for (Seen delivery : deliveries()) {
      boolean waits =
          delivery.status() == DeliveryStatus.PLANNED
              || delivery.status() == DeliveryStatus.WAITING;
      if (delivery.lane() == Lane.LIVE && waits) {
        enqueue(delivery.id());
      }
    }
  }

  Admitted enqueue(long id) {
    return outbox.enqueue(id, token(id), now);
  }

  /** What waiting activities were owed since the last time. */
  List<OwedCompletion> takeCompletions() {
    List<OwedCompletion> owed = completions.next(10_000);
    owed.forEach(completions::sent);
    return owed;
  }

  static byte[] token(long id) {
    return ("token " + id).getBytes(StandardCharsets.UTF_8);
  }

  /** The backfill lets one kind of delivery go. */
  void carryHistory(DeliveryKind kind) {
    for (DestinationScope scope : scopes) {
      for (long id : backfill.planned(scope.name(), Set.of(kind), 10_000)) {
        outbox.enqueue(id, null, now);
      }
    }
  }

  // What senders do.

  /** Claims what is in the outbox, as many as there are. */
  Call call(String destination, DeliveryKind kind, Lane lane) {
    return call(destination, kind, lane, 10_000);
  }

  Call call(String destination, DeliveryKind kind) {
    return call(destination, kind, Lane.LIVE);
  }

  Call call(String destination, DeliveryKind kind, Lane lane, int limit) {
    UUID claim = UUID.randomUUID();
    List<ClaimedDelivery> rows = outbox.claim(destination, kind, lane, limit, claim);
    List<String> persons =
        rows.stream().map(ClaimedDelivery::personId).map(String::valueOf).toList();
    Map<String, Consent> consents = this.persons.mailConsents(persons);
    return new Call(
        claim,
        rows,
        kind == DeliveryKind.CONTACT
            ? outbox.consentOnCreation(destination, consents)
            : outbox.consentAt(destination, consents));
  }

  /** One call under way, with the consent that its rows carry. */
  final class Call {
    final UUID claim;
    final List<ClaimedDelivery> rows;
    private final Map<String, Consent> consents;

    private Call(UUID claim, List<ClaimedDelivery> rows, Map<String, Consent> consents) {
      this.claim = claim;
      this.rows = rows;
      this.consents = consents;
    }

    List<OwedCompletion> isAccepted() {
      return settle(rows.stream().map(row -> settled(row, accepted(row))).toList());
    }

    List<OwedCompletion> isAnswered(Verdict verdict) {
      return settle(rows.stream().map(row -> settled(row, verdict)).toList());
    }

    List<OwedCompletion> settle(List<Settlement.Settled> settled) {
      takeCompletions();
      settlement.settle(claim, settled);
      Set<Long> ids = rows.stream().map(ClaimedDelivery::id).collect(Collectors.toSet());
      return takeCompletions().stream().filter(told -> ids.contains(told.deliveryId())).toList();
    }

    Settlement.Settled settled(ClaimedDelivery row, Verdict verdict) {
      boolean carries = row.kind() == DeliveryKind.CONTACT || row.kind() == DeliveryKind.CONSENT;
      return new Settlement.Settled(row, verdict, carries ? consent(row) : null);
    }

    Consent consent(ClaimedDelivery row) {
      return consents.getOrDefault(String.valueOf(row.personId()), Consent.UNKNOWN);
    }

    /** A contact that is only looked for is nowhere. */
    private Verdict accepted(ClaimedDelivery row) {
      if (row.kind() != DeliveryKind.CONTACT) {
        return Verdict.Ok.accepted();
      }
      String known = row.contactId();
      if (known == null && row.adoptOnly()) {
        return new Verdict.Exclude(ExclusionReason.CREATION_POLICY);
      }
      return known == null
          ? Verdict.Ok.accepted("contact of " + row.personId(), true)
          : Verdict.Ok.accepted(known, false);
    }
  }

  /**
   * The contacts that are about to be written were there before us.
   *
   * @param there their consent; null if it was not read
   */
  void adopts(String destination, @Nullable Consent there) {
    carryLive();
    adopts(call(destination, DeliveryKind.CONTACT), there);
  }

  private static void adopts(Call call, @Nullable Consent there) {
    call.settle(
        call.rows.stream()
            .map(
                row ->
                    call.settled(
                        row, new Verdict.Ok(Evidence.ACCEPTED, "c" + row.id(), false, there)))
            .toList());
  }

  /** Like {@link #adopts(String, Consent)}, of the backfill. */
  void adoptsInHistory(String destination, @Nullable Consent there) {
    backfill.releaseContacts(destination);
    adopts(call(destination, DeliveryKind.CONTACT, Lane.HISTORY), there);
    carryHistory(DeliveryKind.CONSENT);
  }

  /** Everything goes and is accepted, until nothing moves any more. */
  void deliverAll() {
    boolean moved = true;
    while (moved) {
      moved = false;
      carryLive();
      for (DestinationScope scope : scopes) {
        for (DeliveryKind kind : scope.kinds()) {
          for (Lane lane : Lane.values()) {
            Call call = call(scope.name(), kind, lane);
            call.isAccepted();
            moved |= !call.rows.isEmpty();
          }
        }
      }
    }
  }

  /** The backfill as it goes when every destination accepts everything. */
  void backfillAll() {
    backfill.applyCreationPolicy(now);
    scopes.forEach(scope -> backfill.releaseContacts(scope.name()));
    deliverAll();
    carryHistory(DeliveryKind.CONSENT);
    deliverAll();
    scopes.forEach(scope -> backfill.releaseOrders(scope.name()));
    deliverAll();
    carryHistory(DeliveryKind.ORDER);
    carryHistory(DeliveryKind.SALES_ROWS);
    deliverAll();
  }

  /** A customer whose contact and consent are true everywhere. */
  CustomerInErp linked(CustomerInErp customer) {
    sees(customer);
    deliverAll();
    takeSignals();
    return customer;
  }

  // What is seen of it.

  /** A delivery's row. */
  record Seen(
      long id,
      String destination,
      DeliveryKind kind,
      @Nullable EventType event,
      String businessKey,
      @Nullable String personId,
      @Nullable String orderCode,
      Lane lane,
      DeliveryStatus status,
      @Nullable Exclusion exclusion,
      @Nullable String evidence,
      @Nullable Long caseId,
      @Nullable String caseType,
      boolean byContact,
      @Nullable Instant validUntil) {
    /** State with what matters of it, e.g. {@code HELD CUSTOMER_UNKNOWN}. */
    String stands() {
      return switch (status) {
        case EXCLUDED -> "EXCLUDED " + Objects.requireNonNull(exclusion).words();
        case HELD -> "HELD " + caseType;
        default -> status.name();
      };
    }
  }

  List<Seen> deliveries() {
    return database
        .sql()
        .sql(
            """
            select d.*, c.type as case_type from delivery d
            left join bridge_case c on c.id = d.case_id order by d.id
            """)
        .query(TestLedger::seen)
        .list();
  }

  List<Seen> deliveries(String destination, DeliveryKind kind) {
    return deliveries().stream()
        .filter(d -> d.destination().equals(destination) && d.kind() == kind)
        .toList();
  }

  List<Seen> events(String destination, EventType type) {
    return deliveries().stream()
        .filter(d -> d.destination().equals(destination) && d.event() == type)
        .toList();
  }

  /** Where the deliveries of a kind stand at a destination, the oldest first. */
  List<String> stand(String destination, DeliveryKind kind) {
    return deliveries(destination, kind).stream().map(Seen::stands).toList();
  }

  List<String> stand(String destination, EventType type) {
    return events(destination, type).stream().map(Seen::stands).toList();
  }

  Seen only(String destination, DeliveryKind kind) {
    List<Seen> found = deliveries(destination, kind);
    if (found.size() != 1) {
      throw new AssertionError("one expected, found " + found);
    }
    return found.get(0);
  }

  List<String> openCases() {
    return cases.openCases().stream().map(c -> c.destination() + " " + c.type()).toList();
  }

  List<String> openCases(String destination) {
    return cases.openCases().stream()
        .filter(c -> c.destination().equals(destination))
        .map(c -> c.type().name())
        .toList();
  }

  /** Takes off the list what signals are owed. */
  List<String> takeSignals() {
    List<String> taken = new ArrayList<>();
    for (PendingSignals.Pending pending : signals.next(10_000)) {
      taken.add(pending.kind() + " " + pending.key());
      signals.sent(pending);
    }
    return taken;
  }

  boolean closes() {
    return equation.read().destinations().values().stream().allMatch(Equation.Side::closes);
  }

  void execute(String sql, Object... params) {
    database.batches().update(sql, params);
  }

  <T> T value(Class<T> type, String sql, Object... params) {
    return database.sql().sql(sql).params(params).query(type).single();
  }

  private static Seen seen(ResultSet row, int n) throws SQLException {
    String event = row.getString("event_type");
    String reason = row.getString("reason");
    long caseId = row.getLong("case_id");
    return new Seen(
        row.getLong("id"),
        row.getString("destination"),
        DeliveryKind.valueOf(row.getString("kind")),
        event == null ? null : EventType.valueOf(event),
        row.getString("business_key"),
        row.getString("person_id"),
        row.getString("order_code"),
        Lane.valueOf(row.getString("lane")),
        DeliveryStatus.valueOf(row.getString("status")),
        reason == null
            ? null
            : new Exclusion(ExclusionReason.valueOf(reason), row.getString("reason_detail")),
        row.getString("evidence"),
        caseId == 0 ? null : caseId,
        row.getString("case_type"),
        row.getBoolean("by_contact"),
        Columns.instant(row, "valid_until"));
  }

  @Override
  public void close() {
    database.close();
  }
}
