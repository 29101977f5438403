package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.credits.CreditNote;
import com.khaosbridge.activities.credits.CreditRefund;
import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.workflows.delivery.Lane;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rows of credit notes and refunds. */
final class CreditRows {
  private final LedgerDatabase database;
  private final String source;

  CreditRows(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  /** What the ledger knows of a note. */
  record Known(
      BigDecimal exVat,
      @Nullable String companyId,
      @Nullable String orderCode,
      Instant issuedAt,
      String currency,
      boolean sameLines) {

    boolean says(CreditNote note) {
      return sameLines
          && Objects.equals(companyId, note.companyId())
          && Objects.equals(orderCode, note.orderCode())
          && issuedAt.equals(note.issuedAt())
          && currency.equals(note.currency());
    }
  }

  /** Those of these notes that the ledger knows, by id. */
  Map<String, Known> known(Collection<CreditNote> notes) {
    Map<String, Known> known = new HashMap<>();
    List<String> ids = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (CreditNote note : notes) {
      ids.add(note.creditId());
      lines.add(CreditLinesJson.write(note.lines()));
    }
    database
        .sql()
        .sql(
            """
            select c.*, c.lines = now.lines::jsonb as same_lines
            from credit_note c join unnest(?::text[], ?::text[]) as now(id, lines) on now.id = c.credit_id
            where c.source = ?
            """)
        .params(ids.toArray(String[]::new), lines.toArray(String[]::new), source)
        .query(
            row -> {
              known.put(
                  row.getString("credit_id"),
                  new Known(
                      row.getBigDecimal("ex_vat"),
                      row.getString("company_id"),
                      row.getString("order_code"),
                      Columns.requiredInstant(row, "issued_at"),
                      row.getString("currency"),
                      row.getBoolean("same_lines")));
            });
    return known;
  }

  /** The persons of the customers of these notes, by company id, as far as they are known. */
  Map<String, String> personsOf(Collection<CreditNote> notes) {
    Set<String> companies = new HashSet<>();
    for (CreditNote note : notes) {
      if (note.companyId() != null) {
        companies.add(note.companyId());
      }
    }
    Map<String, String> persons = new HashMap<>();
    database
        .sql()
        .sql("select company_id, person_id from customer where source = ? and company_id = any (?)")
        .params(source, companies.toArray(String[]::new))
        .query(
            row -> {
              persons.put(row.getString("company_id"), row.getString("person_id"));
            });
    return persons;
  }

  /**
   * Writes what is new; a note that says otherwise than before waits for its orders again.
   *
   * @return the ids of notes that were known and say otherwise now
   */
  Set<String> write(
      Collection<CreditNote> notes, Map<String, Known> before, Instant observedAt, Lane lane) {
    List<Object[]> rows = new ArrayList<>();
    Set<String> changed = new TreeSet<>();
    for (CreditNote note : notes) {
      Known known = before.get(note.creditId());
      if (known != null && known.says(note)) {
        continue;
      }
      if (known != null) {
        changed.add(note.creditId());
      }
      rows.add(
          new Object[] {
            source,
            note.creditId(),
            note.creditCode(),
            note.companyId(),
            note.orderCode(),
            Columns.at(note.issuedAt()),
            note.businessDate(),
            note.currency(),
            note.exVat(),
            note.vat(),
            CreditLinesJson.write(note.lines()),
            lane == Lane.LIVE,
            Columns.at(observedAt)
          });
    }
    database
        .batches()
        .batchUpdate(
            """
            insert into credit_note (source, credit_id, credit_code, company_id, order_code, issued_at,
              business_date, currency, ex_vat, vat, lines, live, observed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
            on conflict (source, credit_id) do update set credit_code = excluded.credit_code,
              company_id = excluded.company_id, order_code = excluded.order_code,
              issued_at = excluded.issued_at, business_date = excluded.business_date,
              currency = excluded.currency, ex_vat = excluded.ex_vat,
              vat = excluded.vat, lines = excluded.lines, live = excluded.live,
              attributed_at = null, unallocated = 0, observed_at = excluded.observed_at
            """,
            rows);
    return changed;
  }

  /**
   * Writes the refunds that are not known yet.
   *
   * @return the orders that their notes take back
   */
  Set<String> writeRefunds(Collection<CreditRefund> refunds, Instant observedAt) {
    Set<String> credits = new HashSet<>();
    for (CreditRefund refund : refunds) {
      int written =
          database
              .sql()
              .sql(
                  """
                  insert into credit_refund (source, refund_id, credit_id, paid_at, inc_vat, currency,
                    observed_at) values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                  """)
              .params(
                  source,
                  refund.refundId(),
                  refund.creditId(),
                  Columns.at(refund.paidAt()),
                  refund.incVat(),
                  refund.currency(),
                  Columns.at(observedAt))
              .update();
      if (written > 0) {
        credits.add(refund.creditId());
      }
    }
    return new TreeSet<>(
        database
            .sql()
            .sql(
                "select distinct order_code from credit_part where source = ? and credit_id = any (?)"
                    + " and order_code is not null")
            .params(source, credits.toArray(String[]::new))
            .query(String.class)
            .list());
  }
}
