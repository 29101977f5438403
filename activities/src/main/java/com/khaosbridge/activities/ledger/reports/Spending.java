package com.khaosbridge.activities.ledger.reports;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import java.math.BigDecimal;
import java.util.List;

/** What persons have spent, by the finalised invoices and credit notes that the ledger knows. */
public final class Spending {
  private final LedgerDatabase database;
  private final String source;

  public Spending(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  /**
   * A person's spending, exVat.
   *
   * @param urn of the person's first customer
   * @param invoices how many are finalised
   */
  public record Spender(String personId, String urn, long invoices, BigDecimal afterCredits) {}

  /** Everybody who bought or was credited, who spent most first. */
  public List<Spender> byPerson() {
    return database
        .sql()
        .sql(
            """
            with moved as (
              select o.company_id, i.total_ex_vat as ex_vat, 1 as invoices
              from invoice i
              join sales_order o on o.source = i.source and o.order_code = i.order_code
              where i.source = ? and i.finalised_at is not null and i.total_ex_vat is not null
              union all
              select company_id, -ex_vat, 0 from credit_note where source = ?)
            select c.person_id, min(c.urn) as urn, sum(m.invoices) as invoices,
              sum(m.ex_vat) as after_credits
            from moved m join customer c on c.source = ? and c.company_id = m.company_id
            group by c.person_id order by after_credits desc, c.person_id
            """)
        .params(source, source, source)
        .query(
            (row, n) ->
                new Spender(
                    row.getString("person_id"),
                    row.getString("urn"),
                    row.getLong("invoices"),
                    row.getBigDecimal("after_credits")))
        .list();
  }
}
