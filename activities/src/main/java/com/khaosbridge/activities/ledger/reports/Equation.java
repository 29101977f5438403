package com.khaosbridge.activities.ledger.reports;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.Evidence;
import com.khaosbridge.workflows.delivery.Exclusion;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The equation: what was observed is delivered, excluded, in flight or held, at each destination,
 * in counts and in money. What was observed is counted from the observed changes, never from the
 * deliveries, so that a change without its delivery shows.
 */
public final class Equation {
  private final LedgerDatabase database;
  private final String source;
  private final List<DestinationScope> scopes;

  public Equation(LedgerDatabase database, String source, List<DestinationScope> scopes) {
    this.database = database;
    this.source = source;
    this.scopes = List.copyOf(scopes);
  }

  /**
   * A destination's side.
   *
   * @param observed deliveries that the observed changes owe
   * @param excluded by reason
   * @param excludedMoney exVat of what is excluded, credits taken off, by reason; guests apart,
   *     since they are no customers
   * @param unallocatedCredit zero or less: credits that found no order, where only orders are told
   */
  public record Side(
      long observed,
      long delivered,
      Map<String, Long> excluded,
      long inFlight,
      long held,
      BigDecimal deliveredMoney,
      Map<String, BigDecimal> excludedMoney,
      BigDecimal inFlightMoney,
      BigDecimal heldMoney,
      BigDecimal unallocatedCredit,
      long openCases,
      Map<String, Long> events,
      long accepted,
      long readBack) {

    /** Whether nothing is missing and nothing is counted twice. */
    public boolean closes() {
      return observed
          == delivered + excluded.values().stream().mapToLong(n -> n).sum() + inFlight + held;
    }
  }

  /**
   * What the ERP was seen to have.
   *
   * @param invoices finalised invoices of customers
   * @param guests finalised invoices without a customer
   * @param gross exVat of the finalised invoices of customers, before credits
   * @param creditNotes credit notes of customers
   * @param credits exVat of these, zero or more
   * @param unallocated what of the credits found no order
   */
  public record Observed(
      long customers,
      long invoices,
      long despatches,
      long guests,
      BigDecimal gross,
      long creditNotes,
      BigDecimal credits,
      BigDecimal unallocated) {

    public BigDecimal afterCredits() {
      return gross.subtract(credits);
    }
  }

  /** Both sides in one snapshot. */
  public record Snapshot(Observed observed, Map<String, Side> destinations) {}

  public Snapshot read() {
    return database.inTransaction(
        () -> {
          database.sql().sql("set transaction isolation level repeatable read").update();
          Map<String, Side> sides = new TreeMap<>();
          Observed observed = observed();
          for (DestinationScope scope : scopes) {
            sides.put(scope.name(), side(scope, observed));
          }
          return new Snapshot(observed, sides);
        });
  }

  private Observed observed() {
    return database
        .sql()
        .sql(
            """
            select (select count(*) from customer where source = ?) as customers,
              count(*) filter (where change = 'INVOICE_FINALISED' and not guest) as invoices,
              count(distinct business_key) filter (where change = 'DESPATCHED' and not guest) as despatches,
              count(*) filter (where change = 'INVOICE_FINALISED' and guest) as guests,
              coalesce(sum(ex_vat) filter (where change = 'INVOICE_FINALISED' and not guest), 0) as gross,
              count(distinct business_key) filter (where change = 'CREDITED' and not guest) as credit_notes,
              coalesce(sum(ex_vat) filter (where change = 'CREDITED' and not guest), 0) as credits,
              coalesce(-sum(ex_vat) filter (where change = 'CREDIT_UNALLOCATED' and not guest), 0) as unallocated
            from observation where source = ?
            """)
        .params(source, source)
        .query(
            (row, n) ->
                new Observed(
                    row.getLong("customers"),
                    row.getLong("invoices"),
                    row.getLong("despatches"),
                    row.getLong("guests"),
                    row.getBigDecimal("gross"),
                    row.getLong("credit_notes"),
                    row.getBigDecimal("credits"),
                    row.getBigDecimal("unallocated")))
        .single();
  }

  private Side side(DestinationScope scope, Observed observed) {
    Tally tally = new Tally();
    database
        .sql()
        .sql(
            """
            select status, reason, reason_detail, evidence, event_type, count(*) as n,
              coalesce(sum(ex_vat), 0) as money
            from delivery where source = ? and destination = ? group by 1, 2, 3, 4, 5
            """)
        .params(source, scope.name())
        .query(tally::add);
    long cases =
        database
            .sql()
            .sql(
                "select count(*) from bridge_case where source = ? and destination = ? and closed_at"
                    + " is null")
            .params(source, scope.name())
            .query(Long.class)
            .single();
    BigDecimal untold =
        scope.takes(DeliveryKind.SALES_ROWS) ? BigDecimal.ZERO : observed.unallocated().negate();
    return tally.side(owed(scope), untold, cases);
  }

  /**
   * How many deliveries the observed changes owe this destination, by the plan that was kept with
   * each when it was observed.
   */
  private long owed(DestinationScope scope) {
    return database
        .sql()
        .sql("select coalesce(sum((owed ->> ?)::bigint), 0) from observation where source = ?")
        .params(scope.name(), source)
        .query(Long.class)
        .single();
  }

  private static final class Tally {
    private long delivered;
    private long inFlight;
    private long held;
    private long accepted;
    private long readBack;
    private BigDecimal deliveredMoney = BigDecimal.ZERO;
    private BigDecimal inFlightMoney = BigDecimal.ZERO;
    private BigDecimal heldMoney = BigDecimal.ZERO;
    private final Map<String, Long> excluded = new TreeMap<>();
    private final Map<String, BigDecimal> excludedMoney = new TreeMap<>();
    private final Map<String, Long> events = new TreeMap<>();

    void add(java.sql.ResultSet row) throws java.sql.SQLException {
      long n = row.getLong("n");
      BigDecimal money = row.getBigDecimal("money");
      switch (DeliveryStatus.valueOf(row.getString("status")).state()) {
        case DELIVERED -> {
          delivered += n;
          deliveredMoney = deliveredMoney.add(money);
          switch (Evidence.valueOf(row.getString("evidence"))) {
            case ACCEPTED -> accepted += n;
            case READ_BACK -> readBack += n;
          }
          String event = row.getString("event_type");
          if (event != null) {
            events.merge(EventType.valueOf(event).words(), n, Long::sum);
          }
        }
        case EXCLUDED -> {
          Exclusion why =
              new Exclusion(
                  ExclusionReason.valueOf(row.getString("reason")), row.getString("reason_detail"));
          excluded.merge(why.words(), n, Long::sum);
          if (money.signum() != 0 && why.reason() != ExclusionReason.GUEST) {
            excludedMoney.merge(why.words(), money, BigDecimal::add);
          }
        }
        case HELD -> {
          held += n;
          heldMoney = heldMoney.add(money);
        }
        case IN_FLIGHT -> {
          inFlight += n;
          inFlightMoney = inFlightMoney.add(money);
        }
      }
    }

    Side side(long observed, BigDecimal unallocatedCredit, long openCases) {
      return new Side(
          observed,
          delivered,
          excluded,
          inFlight,
          held,
          deliveredMoney,
          excludedMoney,
          inFlightMoney,
          heldMoney,
          unallocatedCredit,
          openCases,
          events,
          accepted,
          readBack);
    }
  }
}
