package com.khaosbridge.activities.ledger.reports;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.StatusSql;
import com.khaosbridge.workflows.decision.CreditAttribution.Step;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Figures of a run, for people who watch it. */
public final class RunFigures {
  private final LedgerDatabase database;
  private final String source;

  public RunFigures(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  /** How much of history has ended, of all that is recorded so far. */
  public record History(long ended, long total) {}

  public History history() {
    return database
        .sql()
        .sql(
            """
            select count(*) filter (where not (status %s)) as ended, count(*) as total
            from delivery where source = ? and lane = 'HISTORY'
            """
                .formatted(StatusSql.IN_FLIGHT))
        .param(source)
        .query((row, n) -> new History(row.getLong("ended"), row.getLong("total")))
        .single();
  }

  public long inFlight() {
    return count("delivery where status " + StatusSql.IN_FLIGHT + " and source = ?");
  }

  /** Signals that workflows have still to get. */
  public long owedSignals() {
    return count("pending_signal where source = ?");
  }

  /** Credit notes that have still to find their orders. */
  public long waitingCredits() {
    return count("credit_note where attributed_at is null and source = ?");
  }

  /** How many cases of a type are open. */
  public long openCases(CaseType type) {
    return database
        .sql()
        .sql("select count(*) from bridge_case where source = ? and type = ? and closed_at is null")
        .params(source, type.name())
        .query(Long.class)
        .single();
  }

  /**
   * How many complete lists of all customers were asked for after this business time, and all was
   * done that follows from them.
   */
  public long completeListsSince(Instant since) {
    return database
        .sql()
        .sql(
            "select count(*) from customer_list where source = ? and complete and started_at > ?"
                + " and ended_at is not null")
        .params(source, Columns.at(since))
        .query(Long.class)
        .single();
  }

  /**
   * What credit notes of known customers take back, exVat, by the step that found its order; every
   * step is there.
   */
  public Map<Step, BigDecimal> allotted() {
    Map<Step, BigDecimal> allotted = new EnumMap<>(Step.class);
    for (Step step : Step.values()) {
      allotted.put(step, BigDecimal.ZERO);
    }
    database
        .sql()
        .sql(
            """
            select p.step, sum(p.ex_vat) as ex_vat from credit_part p
            join credit_note n on n.source = p.source and n.credit_id = p.credit_id
            where p.source = ? and n.company_id is not null group by p.step
            """)
        .param(source)
        .query(
            row -> {
              allotted.put(Step.valueOf(row.getString("step")), row.getBigDecimal("ex_vat"));
            });
    return allotted;
  }

  /**
   * The persons and orders of which a destination's deliveries are held: what they owe may be
   * missing there.
   */
  public Set<String> heldKeys(String destination) {
    Set<String> keys = new HashSet<>();
    database
        .sql()
        .sql(
            """
            select person_id, order_code, kind from delivery
            where source = ? and destination = ? and status %s and kind <> 'CONSENT'
            """
                .formatted(StatusSql.HELD))
        .params(source, destination)
        .query(
            row -> {
              String order = row.getString("order_code");
              keys.add(order == null ? row.getString("person_id") : order);
            });
    return keys;
  }

  /** The persons whose consent is held at a destination, where they may be opted out. */
  public Set<String> heldConsents(String destination) {
    return new HashSet<>(
        database
            .sql()
            .sql(
                "select person_id from delivery where source = ? and destination = ?"
                    + " and kind = 'CONSENT' and status "
                    + StatusSql.HELD)
            .params(source, destination)
            .query(String.class)
            .list());
  }

  /**
   * Money of an order, or of a person's credits without one, at a destination, exVat.
   *
   * @param held one by one
   */
  public record PartlyHeld(String key, BigDecimal delivered, List<BigDecimal> held) {}

  /** The orders, and persons, of which a destination's deliveries hold money. */
  public List<PartlyHeld> heldMoney(String destination) {
    return database
        .sql()
        .sql(
            """
            select coalesce(order_code, person_id) as key,
              coalesce(sum(ex_vat) filter (where status %s), 0) as delivered,
              array_agg(ex_vat) filter (where status %s and ex_vat is not null) as held
            from delivery
            where source = ? and destination = ? and ex_vat is not null
              and (order_code in (select order_code from delivery where source = ?
                    and destination = ? and status %s and ex_vat is not null)
                or (order_code is null and status %s))
            group by 1
            """
                .formatted(
                    StatusSql.in(DeliveryStatus.DELIVERED),
                    StatusSql.HELD,
                    StatusSql.HELD,
                    StatusSql.HELD))
        .params(source, destination, source, destination)
        .query(
            (row, n) ->
                new PartlyHeld(
                    row.getString("key"),
                    row.getBigDecimal("delivered"),
                    List.of((BigDecimal[]) row.getArray("held").getArray())))
        .list();
  }

  /** A despatch, by ERP time, and when the destination accepted its announcement, in real time. */
  public record Announced(Instant despatchedAt, Instant acceptedAt) {}

  public List<Announced> despatchesAnnouncedSince(Instant since) {
    return database
        .sql()
        .sql(
            """
            select occurred_at, ended_at from delivery where source = ? and event_type = 'DESPATCHED'
              and status %s and ended_at >= ?
            """
                .formatted(StatusSql.in(DeliveryStatus.DELIVERED)))
        .params(source, Columns.at(since))
        .query(
            (row, n) ->
                new Announced(
                    Columns.requiredInstant(row, "occurred_at"),
                    Columns.requiredInstant(row, "ended_at")))
        .list();
  }

  private long count(String of) {
    return database
        .sql()
        .sql("select count(*) from " + of)
        .param(source)
        .query(Long.class)
        .single();
  }
}
