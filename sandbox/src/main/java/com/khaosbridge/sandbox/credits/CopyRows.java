package com.khaosbridge.sandbox.credits;

import com.khaosbridge.sandbox.retail.Merge;
import com.khaosbridge.sandbox.retail.UkTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The schema {@code khaos_copy} and what is written into it. The views are the site's contract; the
 * tables behind them also hold what is yet to come. Nothing is committed here.
 */
final class CopyRows implements AutoCloseable {
  private static final int BATCH = 500;

  private static final String SCHEMA =
      """
      drop schema if exists khaos_copy cascade;
      create schema khaos_copy;
      create table khaos_copy.business_clock (now timestamp not null);
      insert into khaos_copy.business_clock values ('-infinity');
      create table khaos_copy.credit_note_rows (
        credit_id text primary key,
        credit_code text not null,
        company_id text,
        company_code text,
        order_code text,
        issued timestamp not null,
        currency text not null,
        total_net numeric not null,
        total_vat numeric not null,
        reason text not null,
        changed timestamp not null);
      create index on khaos_copy.credit_note_rows (changed);
      create table khaos_copy.owner_rows (
        first_company_id text primary key,
        company_id text not null,
        company_code text not null);
      create table khaos_copy.company_merge_rows (
        merge_id text primary key,
        from_company_id text not null,
        into_company_id text not null,
        merged timestamp not null,
        changed timestamp not null);
      create table khaos_copy.credit_note_line_rows (
        credit_id text not null references khaos_copy.credit_note_rows,
        line_no int not null,
        stock_code text not null,
        description text not null,
        quantity numeric not null,
        unit_net numeric not null,
        net numeric not null,
        vat numeric not null,
        delivery boolean not null,
        changed timestamp not null,
        primary key (credit_id, line_no));
      create table khaos_copy.refund_rows (
        refund_id text primary key,
        credit_id text not null references khaos_copy.credit_note_rows,
        paid timestamp not null,
        amount numeric not null,
        currency text not null,
        changed timestamp not null);
      create index on khaos_copy.refund_rows (changed);
      create table khaos_copy.invoice_rows (
        invoice_id text primary key,
        order_code text not null,
        placed timestamp not null,
        final_at timestamp not null,
        delivery_net numeric not null,
        order_lines json not null,
        line_nos int[]);
      create index on khaos_copy.invoice_rows (order_code);
      create view khaos_copy.invoices as
        select i.invoice_id, i.order_code, i.final_at <= c.now as finalised, i.delivery_net,
               i.delivery_net * 0.2 as delivery_vat
          from khaos_copy.invoice_rows i, khaos_copy.business_clock c
         where i.placed <= c.now;
      create view khaos_copy.invoice_lines as
        select i.invoice_id, l.line_no::int as line_no, l.line->>'stockCode' as stock_code,
               l.line->>'description' as description,
               (l.line->>'quantity')::numeric as quantity,
               (l.line->>'unitPrice')::numeric as unit_net,
               (l.line->>'unitPrice')::numeric * 0.2 as unit_vat
          from khaos_copy.invoice_rows i, khaos_copy.business_clock c,
               json_array_elements(i.order_lines) with ordinality as l (line, line_no)
         where i.placed <= c.now and (i.line_nos is null or l.line_no = any (i.line_nos))
           and l.line->>'stockCode' not in ('POST', 'DOT');
      create view khaos_copy.credit_notes as
        select n.credit_id, n.credit_code, coalesce(o.company_id, n.company_id) as company_id,
               coalesce(o.company_code, n.company_code) as company_code, n.order_code, n.issued,
               n.currency, n.total_net, n.total_vat, n.reason, n.changed
          from khaos_copy.credit_note_rows n
          left join khaos_copy.owner_rows o on o.first_company_id = n.company_id
         where n.changed <= (select now from khaos_copy.business_clock);
      create view khaos_copy.company_merges as
        select merge_id, from_company_id, into_company_id, merged, changed
          from khaos_copy.company_merge_rows
         where changed <= (select now from khaos_copy.business_clock);
      create view khaos_copy.credit_note_lines as
        select credit_id, line_no, stock_code, description, quantity, unit_net, net, vat, delivery
          from khaos_copy.credit_note_line_rows
         where changed <= (select now from khaos_copy.business_clock);
      create view khaos_copy.refunds as
        select refund_id, credit_id, paid, amount, currency, changed
          from khaos_copy.refund_rows
         where changed <= (select now from khaos_copy.business_clock);
      """;

  // A commit whose answer was lost is repeated as a whole.
  private static final String NOTE =
      "insert into khaos_copy.credit_note_rows values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing";
  private static final String LINE =
      "insert into khaos_copy.credit_note_line_rows values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing";
  private static final String REFUND =
      "insert into khaos_copy.refund_rows values (?, ?, ?, ?, ?, ?) on conflict do nothing";
  private static final String INVOICE =
      """
      insert into khaos_copy.invoice_rows values (?, ?, ?, ?, ?, ?::json, ?)
      on conflict (invoice_id) do update set final_at = excluded.final_at,
        line_nos = excluded.line_nos
      """;
  private static final String OWNER = "insert into khaos_copy.owner_rows values (?, ?, ?)";
  private static final String MERGE =
      "insert into khaos_copy.company_merge_rows values (?, ?, ?, ?, ?)";
  private static final String CLOCK = "update khaos_copy.business_clock set now = ?";

  private final Connection connection;
  private final PreparedStatement notes;
  private final PreparedStatement lines;
  private final PreparedStatement refunds;
  private final PreparedStatement invoices;
  private final PreparedStatement clock;
  private int waiting;

  CopyRows(Connection connection) throws SQLException {
    this.connection = connection;
    this.notes = connection.prepareStatement(NOTE);
    this.lines = connection.prepareStatement(LINE);
    this.refunds = connection.prepareStatement(REFUND);
    this.invoices = connection.prepareStatement(INVOICE);
    this.clock = connection.prepareStatement(CLOCK);
  }

  /** Lets the database know how much there is, so that queries of a few orders stay cheap. */
  static void analyze(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("analyze khaos_copy.business_clock, khaos_copy.invoice_rows");
    }
  }

  /** Replaces whatever the schema held by an empty one. */
  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(SCHEMA);
    }
  }

  void add(CreditNote note) throws SQLException {
    Owner owner = note.firstOwner();
    row(
        notes,
        note.creditId(),
        note.creditCode(),
        owner == null ? null : owner.companyId(),
        owner == null ? null : owner.companyCode(),
        note.orderCode(),
        note.issued(),
        CreditNote.CURRENCY,
        note.totalNet(),
        note.totalVat(),
        note.reason(),
        note.issued());
    for (CreditLine line : note.lines()) {
      row(
          lines,
          note.creditId(),
          line.lineNo(),
          line.stockCode(),
          line.description(),
          line.quantity(),
          line.unitNet(),
          line.net(),
          line.vat(),
          line.delivery(),
          note.issued());
    }
    flushIfMany();
  }

  void add(Refund refund) throws SQLException {
    row(
        refunds,
        refund.refundId(),
        refund.creditId(),
        refund.paid(),
        refund.amount(),
        CreditNote.CURRENCY,
        refund.paid());
    flushIfMany();
  }

  void add(CopiedInvoice invoice) throws SQLException {
    Set<Integer> ordinals = invoice.ordinals();
    row(
        invoices,
        invoice.invoiceId(),
        invoice.orderCode(),
        invoice.placed(),
        invoice.finalAt(),
        invoice.delivery(),
        invoice.linesOfOrder(),
        ordinals == null ? null : connection.createArrayOf("int", ordinals.toArray()));
    flushIfMany();
  }

  /** Replaces whose documents are another's, or their URN another, and the merges that said so. */
  void replace(Map<String, Owner> owners, List<Merge> merges) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("delete from khaos_copy.owner_rows");
      statement.execute("delete from khaos_copy.company_merge_rows");
    }
    try (PreparedStatement owned = connection.prepareStatement(OWNER);
        PreparedStatement merged = connection.prepareStatement(MERGE)) {
      for (Map.Entry<String, Owner> one : owners.entrySet()) {
        row(owned, one.getKey(), one.getValue().companyId(), one.getValue().companyCode());
      }
      for (Merge merge : merges) {
        LocalDateTime at = UkTime.local(merge.at());
        row(
            merged,
            merge.id(),
            Owners.companyId(merge.from()),
            Owners.companyId(merge.into()),
            at,
            at);
      }
      owned.executeBatch();
      merged.executeBatch();
    }
  }

  /** Sends what waits, then shows what this time has reached. */
  void show(LocalDateTime now) throws SQLException {
    flush();
    clock.setObject(1, now);
    clock.executeUpdate();
  }

  private void flushIfMany() throws SQLException {
    waiting++;
    if (waiting >= BATCH) {
      flush();
    }
  }

  private void flush() throws SQLException {
    notes.executeBatch();
    lines.executeBatch();
    refunds.executeBatch();
    invoices.executeBatch();
    waiting = 0;
  }

  private static void row(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    statement.addBatch();
  }

  @Override
  public void close() throws SQLException {
    notes.close();
    lines.close();
    refunds.close();
    invoices.close();
    clock.close();
  }
}
