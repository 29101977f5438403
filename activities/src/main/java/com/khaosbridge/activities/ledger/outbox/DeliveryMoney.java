package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What deliveries are about, in money. Call each within a transaction. */
public final class DeliveryMoney {
  private final LedgerDatabase database;

  public DeliveryMoney(LedgerDatabase database) {
    this.database = database;
  }

  /**
   * It became known whose order it is, and what it comes to.
   *
   * @param exVat what the deliveries of the same invoice are about; null if nobody can tell
   */
  public void complete(long id, @Nullable String personId, @Nullable BigDecimal exVat) {
    database
        .batches()
        .update(
            "update delivery set person_id = ?, ex_vat = case when kind = 'EVENT' then null else"
                + " coalesce(ex_vat, ?) end where id = ?",
            personId,
            exVat,
            id);
  }

  /** The money of an invoice counts, whatever became of its deliveries. */
  public void completeMoney(long seq, @Nullable BigDecimal exVat) {
    database
        .batches()
        .update(
            "update delivery set ex_vat = coalesce(ex_vat, ?) where seq = ? and kind <> 'EVENT'"
                + " and invoice_id is not null",
            exVat,
            seq);
  }

  /**
   * What these are about counts with the newest delivery of their key from now on; they must not be
   * the newest.
   */
  void handOver(Selection old) {
    database
        .sql()
        .sql(
            """
            with old as (select d.* from delivery d where %s and d.ex_vat is not null for update),
            moved as (
              update delivery n set ex_vat = coalesce(n.ex_vat, 0) + o.money
              from (select destination, source, kind, business_key, sum(ex_vat) as money
                from old group by 1, 2, 3, 4) o
              where n.id = (select m.id from delivery m where m.destination = o.destination
                and m.source = o.source and m.kind = o.kind and m.business_key = o.business_key
                order by m.seq desc limit 1))
            update delivery d set ex_vat = null from old where d.id = old.id
            """
                .formatted(Transition.EXCLUDE.condition(old)))
        .params(old.params())
        .update();
  }
}
