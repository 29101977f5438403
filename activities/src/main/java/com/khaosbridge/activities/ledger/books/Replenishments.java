package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.workflows.decision.Supplies;
import com.khaosbridge.workflows.delivery.OrderLine;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which of the items that customers got and kept run out, and when. */
public final class Replenishments {
  private final LedgerDatabase database;
  private final String source;
  private final Supplies supplies;
  private final InvoicedOrders orders;

  public Replenishments(LedgerDatabase database, String source, Supplies supplies) {
    this.database = database;
    this.source = source;
    this.supplies = supplies;
    this.orders = new InvoicedOrders(database, source);
  }

  /** An order that left, and what else its person ordered after it. */
  private record Parcel(String orderCode, Instant despatchedAt, List<String> laterOrders) {}

  /**
   * How long after their despatch the first item of each of these orders runs out, by order code;
   * without those of which nothing does.
   */
  Map<String, Duration> first(Collection<String> orderCodes) {
    Map<String, Duration> first = new HashMap<>();
    if (!supplies.all().isEmpty()) {
      kept(orderCodes)
          .forEach((code, items) -> supplies.first(items).ifPresent(end -> first.put(code, end)));
    }
    return first;
  }

  /**
   * The SKUs that run out at these moments or little later, by order code, and that nobody of the
   * same person has ordered since; of orders without any, none.
   *
   * @param due by order code
   */
  public Map<String, Set<String>> wanted(Map<String, Instant> due) {
    if (due.isEmpty()) {
      return Map.of();
    }
    List<Parcel> parcels = parcels(due.keySet());
    Set<String> codes = new HashSet<>(due.keySet());
    parcels.forEach(parcel -> codes.addAll(parcel.laterOrders()));
    Map<String, Map<String, BigDecimal>> kept = kept(codes);
    Map<String, Set<String>> wanted = new HashMap<>();
    for (Parcel parcel : parcels) {
      Duration since = Duration.between(parcel.despatchedAt(), due.get(parcel.orderCode()));
      Set<String> skus =
          new HashSet<>(supplies.runOut(kept.getOrDefault(parcel.orderCode(), Map.of()), since));
      for (String later : parcel.laterOrders()) {
        kept.getOrDefault(later, Map.of()).forEach((sku, pieces) -> skus.remove(sku));
      }
      wanted.put(parcel.orderCode(), Set.copyOf(skus));
    }
    return wanted;
  }

  private List<Parcel> parcels(Collection<String> orderCodes) {
    return database
        .sql()
        .sql(
            """
            select o.order_code, max(i.despatched_at) as despatched_at,
              array(select later.order_code from sales_order later
                join customer its on its.source = later.source and its.company_id = later.company_id
                join customer same on same.source = its.source and same.person_id = its.person_id
                where same.source = o.source and same.company_id = o.company_id
                  and later.cancelled_at is null and later.placed_at > o.placed_at) as later
            from sales_order o
            join invoice i on i.source = o.source and i.order_code = o.order_code
            where o.source = ? and o.order_code = any (?) and i.despatched_at is not null
            group by o.source, o.order_code
            """)
        .params(source, orderCodes.toArray(String[]::new))
        .query(
            (row, n) ->
                new Parcel(
                    row.getString("order_code"),
                    Columns.requiredInstant(row, "despatched_at"),
                    List.of((String[]) row.getArray("later").getArray())))
        .list();
  }

  /** How many pieces of each SKU were not taken back, by order code. */
  private Map<String, Map<String, BigDecimal>> kept(Collection<String> orderCodes) {
    Map<String, Map<String, BigDecimal>> kept = new HashMap<>();
    orders
        .byCode(orderCodes)
        .forEach(
            (code, order) -> {
              for (OrderLine line : order.lines()) {
                add(kept, code, line.sku(), line.quantity());
              }
            });
    database
        .sql()
        .sql(
            """
            select order_code, item, sum(quantity) as quantity from credit_part
            where source = ? and order_code = any (?) and order_line is not null and not delivery
            group by 1, 2
            """)
        .params(source, orderCodes.toArray(String[]::new))
        .query(
            row -> {
              add(
                  kept,
                  row.getString("order_code"),
                  row.getString("item"),
                  row.getBigDecimal("quantity").negate());
            });
    kept.values().forEach(items -> items.values().removeIf(pieces -> pieces.signum() <= 0));
    return kept;
  }

  private static void add(
      Map<String, Map<String, BigDecimal>> kept, String code, String sku, BigDecimal pieces) {
    kept.computeIfAbsent(code, none -> new HashMap<>()).merge(sku, pieces, BigDecimal::add);
  }
}
