package com.khaosbridge.activities.ledger.reports;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.books.OrderLives;
import com.khaosbridge.activities.ledger.books.OrderLives.Life;
import com.khaosbridge.activities.ledger.books.PassedDeadlines;
import com.khaosbridge.activities.ledger.outbox.Outbox;
import com.khaosbridge.workflows.decision.Deadline;
import com.khaosbridge.workflows.decision.OrderProgress;
import com.khaosbridge.workflows.order.OrderActivities;
import com.khaosbridge.workflows.order.OrderRef;
import com.khaosbridge.workflows.order.OrderSituation;
import com.khaosbridge.workflows.order.StoryLine;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells an order's workflow what the ledger knows, and hears from it what time says. */
public final class LedgerOrders implements OrderActivities {
  /** Clocks differ: a deadline that the ledger has not passed yet is told again a little later. */
  private static final Duration NOT_BEFORE = Duration.ofSeconds(2);

  private static final int PENCE = 2;

  private final LedgerDatabase database;
  private final String source;
  private final Outbox outbox;
  private final OrderLives lives;
  private final PassedDeadlines deadlines;
  private final BusinessTime businessTime;

  public LedgerOrders(
      LedgerDatabase database,
      String source,
      Outbox outbox,
      OrderLives lives,
      PassedDeadlines deadlines,
      BusinessTime businessTime) {
    this.database = database;
    this.source = source;
    this.outbox = outbox;
    this.lives = lives;
    this.deadlines = deadlines;
    this.businessTime = businessTime;
  }

  @Override
  public OrderSituation timePassed(OrderRef order, Deadline deadline) {
    deadlines.tell(order.orderCode(), deadline, businessTime.now());
    return readOrder(order);
  }

  @Override
  public OrderSituation readOrder(OrderRef order) {
    String code = order.orderCode();
    Life life = lives.of(List.of(code)).get(code);
    if (life == null) {
      throw new IllegalArgumentException(
          "order " + code + " of " + order.source() + " is not in this ledger");
    }
    return new OrderSituation(
        life.progress(), due(life), life.passed(), happened(code, life), outbox.ofOrder(code));
  }

  /** The deadlines in real time; none while the business clock stands. */
  private Map<Deadline, Instant> due(Life life) {
    Map<Deadline, Instant> due = new EnumMap<>(Deadline.class);
    Instant soonest = Instant.now().plus(NOT_BEFORE);
    Instant businessNow = businessTime.now();
    lives
        .due(life)
        .forEach(
            (deadline, business) -> {
              Instant real = businessTime.realTimeOf(business);
              if (real != null) {
                boolean early = business.isAfter(businessNow) && real.isBefore(soonest);
                due.put(deadline, early ? soonest : real);
              }
            });
    return due;
  }

  private List<StoryLine> happened(String code, Life life) {
    OrderProgress progress = life.progress();
    List<StoryLine> happened = new ArrayList<>();
    happened.add(new StoryLine(progress.placedAt(), "received"));
    add(happened, progress.inWarehouseSince(), "seen in the warehouse");
    database
        .sql()
        .sql(
            """
            select i.invoice_code, i.finalised_at, i.revoked_at, i.despatched_at, i.total_ex_vat, i.courier,
              i.consignment_ref, o.currency
            from invoice i join sales_order o on o.source = i.source and o.order_code = i.order_code
            where i.source = ? and i.order_code = ? order by i.ordinal
            """)
        .params(source, code)
        .query(
            row -> {
              String invoice = row.getString("invoice_code");
              add(
                  happened,
                  Columns.instant(row, "finalised_at"),
                  "invoiced, " + invoice + amount(row));
              add(happened, Columns.instant(row, "revoked_at"), "final no more, " + invoice);
              add(
                  happened,
                  Columns.instant(row, "despatched_at"),
                  "despatched, " + invoice + parcel(row));
            });
    credited(code, happened);
    add(happened, progress.cancelledAt(), "cancelled");
    add(happened, progress.settledAt(), "settled: the return window was over");
    happened.sort(Comparator.comparing(StoryLine::at));
    return happened;
  }

  private void credited(String code, List<StoryLine> happened) {
    database
        .sql()
        .sql(
            """
            select n.issued_at as at, 'credited, ' as what, n.credit_code, sum(p.ex_vat) as amount,
              n.currency, 'exVat' as basis
            from credit_part p join credit_note n on n.source = p.source and n.credit_id = p.credit_id
            where p.source = ? and p.order_code = ? group by n.source, n.credit_id
            having sum(p.ex_vat) <> 0
            union all
            select r.paid_at, 'paid back for ', n.credit_code, r.inc_vat, r.currency, 'incVat'
            from credit_refund r join credit_note n on n.source = r.source and n.credit_id = r.credit_id
            where r.source = ? and exists (select 1 from credit_part p where p.source = r.source
              and p.credit_id = r.credit_id and p.order_code = ?)
            order by 1
            """)
        .params(source, code, source, code)
        .query(
            row -> {
              happened.add(
                  new StoryLine(
                      Columns.requiredInstant(row, "at"),
                      row.getString("what")
                          + row.getString("credit_code")
                          + ", "
                          + money(row.getBigDecimal("amount"))
                          + " "
                          + row.getString("currency")
                          + " "
                          + row.getString("basis")));
            });
  }

  private static void add(List<StoryLine> lines, @Nullable Instant at, String what) {
    if (at != null) {
      lines.add(new StoryLine(at, what));
    }
  }

  private static String amount(ResultSet row) throws SQLException {
    BigDecimal exVat = row.getBigDecimal("total_ex_vat");
    return exVat == null ? "" : ", " + money(exVat) + " " + row.getString("currency") + " exVat";
  }

  /** With pence, and with what is below them only where there is something. */
  private static String money(BigDecimal amount) {
    BigDecimal exact = amount.stripTrailingZeros();
    return exact.setScale(Math.max(exact.scale(), PENCE)).toPlainString();
  }

  private static String parcel(ResultSet row) throws SQLException {
    String courier = row.getString("courier");
    String reference = row.getString("consignment_ref");
    return (courier == null ? "" : " by " + courier) + (reference == null ? "" : ", " + reference);
  }
}
