package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.outbox.StatusSql;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.DestinationScope;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The cases about money that counts at destinations, of orders that the ERP shows cancelled, or
 * whose invoices it shows final no more.
 */
final class CancelledAfterFinal {
  private final LedgerDatabase database;
  private final String source;
  private final String[] destinations;
  private final OrderLives lives;
  private final Cases cases;

  CancelledAfterFinal(
      LedgerDatabase database, String source, List<DestinationScope> scopes, OrderLives lives) {
    this.database = database;
    this.source = source;
    this.destinations = scopes.stream().map(DestinationScope::name).toArray(String[]::new);
    this.lives = lives;
    this.cases = new Cases(database, source);
  }

  /**
   * Opens a case for each of these orders of which money counts that should not, and closes those
   * of the others. Call it in the transaction that changed them.
   */
  void check(Collection<String> orderCodes) {
    Set<String> settled = new HashSet<>(orderCodes);
    lives
        .of(withMoney(revoked(orderCodes)))
        .forEach(
            (code, life) -> {
              if (!life.progress().fullyRefunded()) {
                settled.remove(code);
                String what = "order " + code + " was cancelled after its invoice was final";
                cases.openAbout(
                    CaseType.CANCELLED_AFTER_FINAL, PassedDeadlines.ORDER, code, what, what);
              }
            });
    cases.closeAbout(CaseType.CANCELLED_AFTER_FINAL, PassedDeadlines.ORDER, settled);
  }

  private List<String> revoked(Collection<String> orderCodes) {
    return database
        .sql()
        .sql(
            """
            select o.order_code from sales_order o where o.source = ? and o.order_code = any (?)
              and exists (select 1 from invoice i where i.source = o.source
                and i.order_code = o.order_code and i.finalised_at is not null
                and (i.revoked_at is not null or o.cancelled_at is not null))
            """)
        .params(source, orderCodes.toArray(String[]::new))
        .query(String.class)
        .list();
  }

  /** Those of them of which a destination was told, or will be. */
  private List<String> withMoney(List<String> orderCodes) {
    return orderCodes.isEmpty()
        ? List.of()
        : database
            .sql()
            .sql(
                """
                select distinct i.order_code from invoice i
                join delivery d on d.source = i.source and d.destination = any (?)
                  and ((d.kind = 'ORDER' and d.business_key = i.order_code)
                    or (d.kind = 'SALES_ROWS' and d.business_key = i.invoice_id))
                where i.source = ? and i.order_code = any (?) and not (d.status %s)
                """
                    .formatted(StatusSql.in(DeliveryStatus.EXCLUDED)))
            .params(destinations, source, orderCodes.toArray(String[]::new))
            .query(String.class)
            .list();
  }
}
