package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.workflows.decision.Deadline;
import com.khaosbridge.workflows.decision.OrderDeadlines;
import com.khaosbridge.workflows.decision.OrderProgress;
import com.khaosbridge.workflows.decision.OrderTimes;
import com.khaosbridge.workflows.decision.Refund;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far orders have come, and which deadlines lie before them. */
public final class OrderLives {
  private final LedgerDatabase database;
  private final String source;
  private final OrderTimes times;
  private final Replenishments replenishments;

  public OrderLives(LedgerDatabase database, String source, OrderTimes times) {
    this.database = database;
    this.source = source;
    this.times = times;
    this.replenishments = new Replenishments(database, source, times.supplies());
  }

  /**
   * An order's life so far.
   *
   * @param brand its brand, null while it is not known
   * @param supply how long after its despatch the first of its items runs out, null if none does
   * @param seenAt when it was first seen, in business time
   * @param passed the deadlines that were told
   */
  public record Life(
      OrderProgress progress,
      @Nullable String brand,
      @Nullable Duration supply,
      Instant seenAt,
      Set<Deadline> passed) {}

  /** The lives of those of these orders that the ledger knows. */
  public Map<String, Life> of(Collection<String> orderCodes) {
    Map<String, Life> lives = new HashMap<>();
    Map<String, Duration> supplies = replenishments.first(orderCodes);
    database
        .sql()
        .sql(
            """
            select o.order_code, o.brand, coalesce(o.placed_at, o.received_at) as placed, o.received_at,
              o.in_warehouse_since, o.cancelled_at, o.settled_at, i.invoiced, i.despatched,
              i.total, i.goods, p.credited, p.credited_goods,
              array(select p.deadline from deadline_passed p where p.source = o.source
                and p.order_code = o.order_code) as passed
            from sales_order o
            left join lateral (
              select case when count(*) = count(finalised_at) then max(finalised_at) end as invoiced,
                case when count(*) = count(despatched_at) then max(despatched_at) end as despatched,
                coalesce(sum(total_ex_vat), 0) as total, coalesce(sum(goods_ex_vat), 0) as goods
              from invoice where source = o.source and order_code = o.order_code) i on true
            left join lateral (
              select coalesce(sum(ex_vat), 0) as credited,
                coalesce(sum(ex_vat) filter (where not delivery), 0) as credited_goods
              from credit_part where source = o.source and order_code = o.order_code) p on true
            where o.source = ? and o.order_code = any (?)
            """)
        .params(source, orderCodes.toArray(String[]::new))
        .query(
            row -> {
              String code = row.getString("order_code");
              lives.put(code, life(row, supplies.get(code)));
            });
    return lives;
  }

  private static Life life(ResultSet row, @Nullable Duration supply) throws SQLException {
    Instant invoiced = Columns.instant(row, "invoiced");
    Refund refund =
        Refund.of(
            row.getBigDecimal("total"),
            row.getBigDecimal("goods"),
            row.getBigDecimal("credited"),
            row.getBigDecimal("credited_goods"));
    OrderProgress progress =
        new OrderProgress(
            Columns.requiredInstant(row, "placed"),
            Columns.instant(row, "in_warehouse_since"),
            invoiced,
            Columns.instant(row, "despatched"),
            // Of what is yet to be invoiced nothing was credited.
            invoiced == null && refund == Refund.EVERYTHING ? Refund.PART : refund,
            Columns.instant(row, "cancelled_at"),
            Columns.instant(row, "settled_at"));
    Set<Deadline> passed = EnumSet.noneOf(Deadline.class);
    for (Object deadline : (Object[]) row.getArray("passed").getArray()) {
      passed.add(Deadline.valueOf((String) deadline));
    }
    return new Life(
        progress,
        row.getString("brand"),
        supply,
        Columns.requiredInstant(row, "received_at"),
        passed);
  }

  /** The deadlines of a life, in business time. */
  public Map<Deadline, Instant> due(Life life) {
    return OrderDeadlines.of(life.progress(), life.brand(), life.supply(), times);
  }

  /**
   * Notes the next deadline of these orders, so that one of which nobody hears is found. Call it in
   * the transaction that changed them.
   */
  void schedule(Collection<String> orderCodes) {
    List<Object[]> next = new ArrayList<>();
    of(orderCodes)
        .forEach(
            (code, life) ->
                next.add(
                    new Object[] {
                      Columns.atOrNull(
                          due(life).entrySet().stream()
                              .filter(entry -> !life.passed().contains(entry.getKey()))
                              .map(Map.Entry::getValue)
                              .min(Comparator.naturalOrder())
                              .orElse(null)),
                      source,
                      code
                    }));
    database
        .batches()
        .batchUpdate(
            "update sales_order set next_deadline = ? where source = ? and order_code = ?", next);
  }

  /** The orders whose next deadline lies before this instant, the oldest first. */
  List<String> untold(Instant before, int limit) {
    return database
        .sql()
        .sql(
            """
            select order_code from sales_order where source = ? and next_deadline < ?
            order by next_deadline limit ?
            """)
        .params(source, Columns.at(before), limit)
        .query(String.class)
        .list();
  }
}
