package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.workflows.decision.PersonMetrics;
import com.khaosbridge.workflows.decision.Purchases;
import com.khaosbridge.workflows.decision.Thresholds;
import com.khaosbridge.workflows.delivery.OrderLine;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What persons' orders and credits add up to, as the books have them. */
public final class PersonFigures {
  private final LedgerDatabase database;
  private final String source;
  private final ZoneId calendar;
  private final boolean creditsKnown;
  private final Thresholds thresholds;

  /**
   * @param calendar the ERP's
   * @param creditsKnown whether there is a source of credit notes
   */
  public PersonFigures(
      LedgerDatabase database,
      String source,
      ZoneId calendar,
      boolean creditsKnown,
      Thresholds thresholds) {
    this.database = database;
    this.source = source;
    this.calendar = calendar;
    this.creditsKnown = creditsKnown;
    this.thresholds = thresholds;
  }

  /** The figures of those of these persons who bought or were credited, at this business time. */
  public Map<String, PersonMetrics> of(Collection<String> personIds, Instant businessNow) {
    LocalDate day = dayOf(businessNow);
    Map<String, LocalDate> today = new HashMap<>();
    personIds.forEach(id -> today.put(id, day));
    return of(today);
  }

  /**
   * The figures of those of these persons whose figures were planned, on the day for which they
   * were: time that passed since has still to be looked at.
   */
  public Map<String, PersonMetrics> asPlanned(Collection<String> personIds) {
    return of(new MetricsRows(database, source).plannedOn(personIds));
  }

  private Map<String, PersonMetrics> of(Map<String, LocalDate> days) {
    String[] ids = days.keySet().toArray(String[]::new);
    Map<String, List<Purchases.Order>> orders = orders(ids);
    Map<String, Credited> credits = creditsKnown ? credits(ids) : Map.of();
    Set<String> known = new HashSet<>(orders.keySet());
    known.addAll(credits.keySet());
    Map<String, PersonMetrics> figures = new HashMap<>();
    for (String id : known) {
      Purchases purchases =
          new Purchases(
              orders.getOrDefault(id, List.of()),
              creditsKnown ? credits.getOrDefault(id, new Credited()).all() : null);
      LocalDate day = Objects.requireNonNull(days.get(id));
      figures.put(id, PersonMetrics.of(purchases, thresholds, day));
    }
    return figures;
  }

  /** The ERP's date at this instant. */
  LocalDate dayOf(Instant instant) {
    return LocalDate.ofInstant(instant, calendar);
  }

  private Map<String, List<Purchases.Order>> orders(String[] personIds) {
    Map<String, List<Purchases.Order>> orders = new HashMap<>();
    database
        .sql()
        .sql(
            """
            select c.person_id, o.order_code, o.business_date, i.despatched_at, i.total_ex_vat, i.lines
            from customer c
            join sales_order o on o.source = c.source and o.company_id = c.company_id
            join invoice i on i.source = o.source and i.order_code = o.order_code
            where c.source = ? and c.person_id = any (?) and i.finalised_at is not null
              and i.total_ex_vat is not null and o.business_date is not null
            order by o.order_code, i.ordinal
            """)
        .params(source, personIds)
        .query(
            row -> {
              orders
                  .computeIfAbsent(row.getString("person_id"), none -> new ArrayList<>())
                  .add(order(row));
            });
    return orders;
  }

  private Purchases.Order order(ResultSet row) throws SQLException {
    String lines = row.getString("lines");
    Instant despatched = Columns.instant(row, "despatched_at");
    return new Purchases.Order(
        row.getString("order_code"),
        row.getObject("business_date", LocalDate.class),
        despatched == null ? null : dayOf(despatched),
        row.getBigDecimal("total_ex_vat"),
        lines == null
            ? List.of()
            : LinesJson.read(lines).stream()
                .filter(OrderLine::revenue)
                .map(line -> new Purchases.Line(line.sku(), line.quantity()))
                .toList());
  }

  private static final class Credited {
    private final List<Purchases.CreditedLine> lines = new ArrayList<>();
    private BigDecimal unallocated = BigDecimal.ZERO;

    void add(ResultSet row) throws SQLException {
      LocalDate day = row.getObject("business_date", LocalDate.class);
      CreditLinesJson.read(row.getString("lines"))
          .forEach(
              line ->
                  lines.add(
                      new Purchases.CreditedLine(line.item(), line.quantity(), line.exVat(), day)));
      unallocated = unallocated.add(row.getBigDecimal("unallocated"));
    }

    Purchases.Credits all() {
      return new Purchases.Credits(lines, unallocated);
    }
  }

  private Map<String, Credited> credits(String[] personIds) {
    Map<String, Credited> credits = new HashMap<>();
    database
        .sql()
        .sql(
            """
            select c.person_id, n.business_date, n.lines, n.unallocated
            from customer c
            join credit_note n on n.source = c.source and n.company_id = c.company_id
            where c.source = ? and c.person_id = any (?) order by n.issued_at, n.credit_id
            """)
        .params(source, personIds)
        .query(
            row -> {
              credits.computeIfAbsent(row.getString("person_id"), none -> new Credited()).add(row);
            });
    return credits;
  }
}
