package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.workflows.decision.OrderTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which orders the ERP is asked for, and which of them have moved on. */
public final class PolledOrders {
  private final LedgerDatabase database;
  private final String source;
  private final Duration despatchHorizon;

  public PolledOrders(LedgerDatabase database, String source, OrderTimes times) {
    this.database = database;
    this.source = source;
    this.despatchHorizon = times.despatchHorizon();
  }

  /**
   * The codes of those of these orders that stand differently from how they were last recorded, or
   * that are new.
   */
  public Set<String> changedAmong(Collection<OrderFacts> orders) {
    Map<String, @Nullable String> known = new HashMap<>();
    database
        .sql()
        .sql(
            "select order_code, encode(status_hash, 'hex') as hash from sales_order where source ="
                + " ? and order_code = any (?)")
        .params(source, orders.stream().map(OrderFacts::orderCode).toArray(String[]::new))
        .query(
            row -> {
              known.put(row.getString("order_code"), row.getString("hash"));
            });
    return orders.stream()
        .filter(order -> !StatusHash.hex(order).equals(known.get(order.orderCode())))
        .map(OrderFacts::orderCode)
        .collect(Collectors.toSet());
  }

  /** The codes of orders whose money can't be told for want of a rate of exchange. */
  public Set<String> withoutRate() {
    return Set.copyOf(
        database
            .sql()
            .sql(
                "select order_code from sales_order where source = ? and rate is null"
                    + " and currency is not null")
            .param(source)
            .query(String.class)
            .list());
  }

  /**
   * Asks no more for orders that are final, but were not despatched within the horizon: they change
   * no more, so that no look at them would say so.
   */
  public int endOverdue(Instant businessNow) {
    return database
        .sql()
        .sql(
            """
            update sales_order o set poll_terminal = true
            where o.source = ? and not o.poll_terminal and o.placed_at < ?
              and exists (select 1 from invoice i where i.source = o.source
                and i.order_code = o.order_code)
              and not exists (select 1 from invoice i where i.source = o.source
                and i.order_code = o.order_code and i.finalised_at is null)
            """)
        .params(source, Columns.at(businessNow.minus(despatchHorizon)))
        .update();
  }

  /** The codes of the orders from which something more is expected, to be polled by id. */
  public List<String> codes() {
    return database
        .sql()
        .sql(
            "select order_code from sales_order where source = ? and not poll_terminal order by order_code")
        .param(source)
        .query(String.class)
        .list();
  }
}
