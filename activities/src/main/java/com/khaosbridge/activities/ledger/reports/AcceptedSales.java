package com.khaosbridge.activities.ledger.reports;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.StatusSql;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sales rows that a destination accepted: what can be proved where rows can't be read back. */
public final class AcceptedSales {
  private final LedgerDatabase database;
  private final String source;

  public AcceptedSales(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  /**
   * The accepted rows of one order, or of what a credit note took back of none.
   *
   * @param businessDate the order's, or the credit note's
   * @param gross exVat
   * @param credits exVat, zero or more
   */
  public record Accepted(
      @Nullable String orderCode, LocalDate businessDate, BigDecimal gross, BigDecimal credits) {}

  public List<Accepted> read(String destination) {
    return database
        .sql()
        .sql(
            """
            select d.order_code, coalesce(o.business_date, n.business_date) as day,
              coalesce(sum(d.ex_vat) filter (where d.invoice_id is not null), 0) as gross,
              coalesce(-sum(d.ex_vat) filter (where d.invoice_id is null), 0) as credits
            from delivery d
            left join sales_order o on o.source = d.source and o.order_code = d.order_code
            left join credit_note n on n.source = d.source and n.credit_id = d.business_key
            where d.source = ? and d.destination = ? and d.kind = 'SALES_ROWS'
              and d.status %s and coalesce(o.business_date, n.business_date) is not null
            group by 1, 2
            """
                .formatted(StatusSql.in(DeliveryStatus.DELIVERED)))
        .params(source, destination)
        .query(
            (row, n) ->
                new Accepted(
                    row.getString("order_code"),
                    row.getObject("day", LocalDate.class),
                    row.getBigDecimal("gross"),
                    row.getBigDecimal("credits")))
        .list();
  }
}
