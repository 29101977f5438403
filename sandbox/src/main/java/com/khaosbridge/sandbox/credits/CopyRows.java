package com.khaosbridge.sandbox.credits;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
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
      create view khaos_copy.credit_notes as
        select credit_id, credit_code, company_id, company_code, order_code, issued, currency,
               total_net, total_vat, reason, changed
          from khaos_copy.credit_note_rows
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
  private static final String CLOCK = "update khaos_copy.business_clock set now = ?";

  private final PreparedStatement notes;
  private final PreparedStatement lines;
  private final PreparedStatement refunds;
  private final PreparedStatement clock;
  private int waiting;

  CopyRows(Connection connection) throws SQLException {
    this.notes = connection.prepareStatement(NOTE);
    this.lines = connection.prepareStatement(LINE);
    this.refunds = connection.prepareStatement(REFUND);
    this.clock = connection.prepareStatement(CLOCK);
  }

  /** Replaces whatever the schema held by an empty one. */
  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(SCHEMA);
    }
  }

  void add(CreditNote note) throws SQLException {
    row(
        notes,
        note.creditId(),
        note.creditCode(),
        note.companyId(),
        note.customer(),
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
    clock.close();
  }
}
