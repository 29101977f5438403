package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.workflows.decision.CreditAttribution;
import com.khaosbridge.workflows.decision.SoldOrder;
import com.khaosbridge.workflows.delivery.OrderLine;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The orders that some credit notes may take back, with what is left of each. Notes that are
 * attributed one after the other see what those before them took.
 */
final class SoldOrders {
  private static final String DELIVERY_KEY = "delivery";

  private final Map<String, Placed> byCode = new HashMap<>();
  private final Map<String, List<Placed>> byPerson = new HashMap<>();

  private SoldOrders() {}

  /** An order and when it was placed. */
  private record Placed(Instant at, SoldOrder order) {}

  static SoldOrders of(LedgerDatabase database, String source, Collection<WaitingCredit> notes) {
    Set<String> persons = new HashSet<>();
    Set<String> named = new HashSet<>();
    for (WaitingCredit note : notes) {
      if (note.personId() != null) {
        persons.add(note.personId());
      }
      if (note.orderCode() != null) {
        named.add(note.orderCode());
      }
    }
    SoldOrders sold = new SoldOrders();
    String[] personIds = persons.toArray(String[]::new);
    String[] codes = named.toArray(String[]::new);
    Map<String, Map<String, BigDecimal>> taken = taken(database, source, personIds, codes);
    database
        .sql()
        .sql(
            """
            select o.order_code, o.placed_at, c.person_id, sum(i.total_ex_vat) as total_ex_vat,
              sum(i.total_ex_vat - i.goods_ex_vat) as delivery_ex_vat,
              array_agg(i.lines::text order by i.ordinal) as lines
            from sales_order o
            join invoice i on i.source = o.source and i.order_code = o.order_code
              and i.finalised_at is not null
            left join customer c on c.source = o.source and c.company_id = o.company_id
            where o.source = ? and o.order_code in (
              select unnest(?::text[])
              union all
              select theirs.order_code from customer them
              join sales_order theirs on theirs.source = them.source
                and theirs.company_id = them.company_id
              where them.source = ? and them.person_id = any (?))
            group by o.source, o.order_code, c.source, c.company_id
            having count(i.total_ex_vat) = count(*)
            order by o.placed_at desc, o.order_code desc
            """)
        .params(source, codes, source, personIds)
        .query(
            row -> {
              String code = row.getString("order_code");
              Placed placed =
                  new Placed(
                      Columns.requiredInstant(row, "placed_at"),
                      order(row, code, taken.getOrDefault(code, Map.of())));
              sold.byCode.put(code, placed);
              String person = row.getString("person_id");
              if (person != null) {
                sold.byPerson.computeIfAbsent(person, none -> new ArrayList<>()).add(placed);
              }
            });
    return sold;
  }

  /** What was taken back before: the value under the empty key, quantities by line. */
  private static Map<String, Map<String, BigDecimal>> taken(
      LedgerDatabase database, String source, String[] persons, String[] codes) {
    Map<String, Map<String, BigDecimal>> taken = new HashMap<>();
    database
        .sql()
        .sql(
            """
            select p.order_code, case when p.delivery then '%s' else p.order_line::text end as line,
              sum(p.quantity) as quantity, sum(p.ex_vat) as ex_vat
            from credit_part p
            join sales_order o on o.source = p.source and o.order_code = p.order_code
            left join customer c on c.source = o.source and c.company_id = o.company_id
            where p.source = ? and (c.person_id = any (?) or p.order_code = any (?))
            group by 1, 2
            """
                .formatted(DELIVERY_KEY))
        .params(source, persons, codes)
        .query(
            row -> {
              Map<String, BigDecimal> ofOrder =
                  taken.computeIfAbsent(row.getString("order_code"), none -> new HashMap<>());
              ofOrder.merge("", row.getBigDecimal("ex_vat"), BigDecimal::add);
              if (row.getString("line") != null) {
                ofOrder.put(row.getString("line"), row.getBigDecimal("quantity"));
              }
            });
    return taken;
  }

  private static SoldOrder order(ResultSet row, String code, Map<String, BigDecimal> taken)
      throws SQLException {
    List<SoldOrder.SoldLine> lines = new ArrayList<>();
    for (OrderLine line : lines(row)) {
      if (line.revenue()) {
        lines.add(
            new SoldOrder.SoldLine(
                line.ordinal(),
                line.sku(),
                left(line.quantity(), taken, Integer.toString(line.ordinal()))));
      }
    }
    BigDecimal delivery = row.getBigDecimal("delivery_ex_vat");
    if (delivery != null && delivery.signum() > 0) {
      lines.add(
          new SoldOrder.SoldLine(
              CreditAttribution.DELIVERY_LINE,
              CreditAttribution.DELIVERY,
              left(BigDecimal.ONE, taken, DELIVERY_KEY)));
    }
    return new SoldOrder(code, left(row.getBigDecimal("total_ex_vat"), taken, ""), lines);
  }

  /**
   * Those of all its final invoices. Where two of them have the same ordinal there are none, so
   * that only value is taken back: what is taken back of a line is noted by its ordinal in the
   * order.
   */
  private static List<OrderLine> lines(ResultSet row) throws SQLException {
    List<OrderLine> lines = new ArrayList<>();
    for (String json : (String[]) row.getArray("lines").getArray()) {
      if (json != null) {
        lines.addAll(LinesJson.read(json));
      }
    }
    long ordinals = lines.stream().map(OrderLine::ordinal).distinct().count();
    return ordinals == lines.size() ? lines : List.of();
  }

  private static BigDecimal left(BigDecimal sold, Map<String, BigDecimal> taken, String key) {
    return sold.subtract(taken.getOrDefault(key, BigDecimal.ZERO)).max(BigDecimal.ZERO);
  }

  boolean has(@Nullable String orderCode) {
    return orderCode != null && byCode.containsKey(orderCode);
  }

  /** The orders that this note may take back, the newest first, the named one included. */
  List<SoldOrder> before(WaitingCredit note) {
    List<SoldOrder> orders = new ArrayList<>();
    List<Placed> ofPerson =
        note.personId() == null ? List.of() : byPerson.getOrDefault(note.personId(), List.of());
    for (Placed placed : ofPerson) {
      if (!placed.at().isAfter(note.issuedAt()) || placed.order().code().equals(note.orderCode())) {
        orders.add(placed.order());
      }
    }
    Placed named = note.orderCode() == null ? null : byCode.get(note.orderCode());
    if (named != null && !orders.contains(named.order())) {
      orders.add(named.order());
    }
    return orders;
  }
}
