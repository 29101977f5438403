package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.CaseClosing;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.workflows.delivery.CaseType;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * Cases about credit notes that found nothing to take back, or that wait for what does not come:
 * one for each cause, however many notes. Each says how many there are and what they come to, and
 * closes when there are none.
 */
final class CreditCases {
  private static final Duration PATIENCE = Duration.ofDays(2);
  private static final int PENCE = 2;
  private static final String NOTHING_TO_TAKE_BACK = "credit notes with nothing to take back";

  private final LedgerDatabase database;
  private final String source;
  private final Cases cases;
  private final CaseClosing closing;

  CreditCases(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
    this.cases = new Cases(database, source);
    this.closing = new CaseClosing(database, source);
  }

  private record Sum(long notes, BigDecimal exVat, String first) {
    static Sum read(ResultSet row, int n) throws SQLException {
      return new Sum(
          row.getLong("notes"), row.getBigDecimal("ex_vat"), row.getString("first_note"));
    }
  }

  /**
   * Opens, rephrases and closes them. Call it within a transaction.
   *
   * @param now business time
   */
  void check(Instant now) {
    settle(CaseType.UNALLOCATED_CREDIT, NOTHING_TO_TAKE_BACK, unallocated());
    for (Waiting waiting : Waiting.values()) {
      settle(CaseType.CREDIT_WAITS, waiting.cause, waiting(waiting, now.minus(PATIENCE)));
    }
  }

  /** What a credit note may wait for; the first that applies. */
  private enum Waiting {
    CUSTOMER(
        "credit notes of customers that are not known",
        "n.order_code is null and n.company_id is not null and c.person_id is null"),
    ORDER(
        "credit notes of orders that are not known",
        "n.order_code is not null and not exists (select 1 from sales_order o"
            + " where o.source = n.source and o.order_code = n.order_code)"),
    INVOICE(
        "credit notes of orders whose invoice is not final, or whose money is not certain",
        "n.order_code is not null and exists (select 1 from sales_order o"
            + " where o.source = n.source and o.order_code = n.order_code)");

    private final String cause;
    private final String condition;

    Waiting(String cause, String condition) {
      this.cause = cause;
      this.condition = condition;
    }
  }

  /** Those since a person closed the case. */
  private Sum unallocated() {
    return database
        .sql()
        .sql(
            """
            select count(*) as notes, coalesce(sum(unallocated), 0) as ex_vat,
              min(credit_code) as first_note
            from credit_note where source = ? and unallocated <> 0 and company_id is not null
              and attributed_at > ?
            """)
        .params(
            source,
            Columns.at(
                closing
                    .lastClosedByHand(Cases.ERP, CaseType.UNALLOCATED_CREDIT, NOTHING_TO_TAKE_BACK)
                    .orElse(Instant.EPOCH)))
        .query(Sum::read)
        .single();
  }

  private Sum waiting(Waiting what, Instant issuedBefore) {
    return database
        .sql()
        .sql(
            """
            select count(*) as notes, coalesce(sum(n.ex_vat), 0) as ex_vat,
              min(n.credit_code) as first_note
            from credit_note n
            left join customer c on c.source = n.source and c.company_id = n.company_id
            where n.source = ? and n.attributed_at is null and n.issued_at < ? and %s
              and exists (select 1 from backfill_step s where s.source = n.source and s.step = ?)
            """
                .formatted(what.condition))
        .params(source, Columns.at(issuedBefore), BackfillLedger.CREDITS_ATTRIBUTED)
        .query(Sum::read)
        .single();
  }

  private void settle(CaseType type, String cause, Sum sum) {
    if (sum.notes() == 0) {
      closing.closeCause(Cases.ERP, type, cause);
      return;
    }
    BigDecimal exVat = sum.exVat();
    String what =
        cause
            + ": "
            + sum.notes()
            + ", "
            + exVat.setScale(Math.max(PENCE, exVat.scale())).toPlainString()
            + " exVat in all, among them "
            + sum.first();
    cases.rephrase(cases.open(Cases.ERP, type, cause, what), what);
  }
}
