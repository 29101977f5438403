package com.khaosbridge.activities.credits;

import com.khaosbridge.activities.khaos.records.ErpTime;
import com.khaosbridge.activities.ledger.LedgerServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;

/** A reporting copy in a real PostgreSQL, with the tables and views of the sandbox's. */
final class CopyDatabase {
  static final ErpTime LONDON = new ErpTime(ZoneId.of("Europe/London"));

  private static final String SCHEMA =
      """
      create schema books;
      create table books.notes (
        credit_id text, credit_code text, company_id text, company_code text, order_code text,
        issued timestamp, currency text, total_net numeric, total_vat numeric, reason text,
        changed timestamp);
      create table books.lines (
        credit_id text, line_no int, stock_code text, description text, quantity numeric,
        unit_net numeric, net numeric, vat numeric, delivery boolean);
      create table books.refunds (
        refund_id text, credit_id text, paid timestamp, amount numeric, currency text,
        changed timestamp);
      create table books.invoices (
        invoice_id text, order_code text, finalised boolean, delivery_net numeric,
        delivery_vat numeric);
      create table books.invoice_lines (
        invoice_id text, line_no int, stock_code text, description text, quantity numeric,
        unit_net numeric, unit_vat numeric);
      create table books.merges (
        merge_id text, from_company_id text, into_company_id text, merged timestamp,
        changed timestamp);
      create schema khaos_copy;
      create view khaos_copy.credit_notes as select * from books.notes;
      create view khaos_copy.credit_note_lines as select * from books.lines;
      create view khaos_copy.refunds as select * from books.refunds;
      create view khaos_copy.invoices as select * from books.invoices;
      create view khaos_copy.invoice_lines as select * from books.invoice_lines;
      create view khaos_copy.company_merges as select * from books.merges;
      """;

  private final String url = LedgerServer.newDatabase();

  CopyDatabase() {
    execute(SCHEMA);
  }

  ReportingCopySettings settings() {
    return new ReportingCopySettings(url, "postgres", "");
  }

  ReportingCopySettings settings(int querySeconds, int fetchSize) {
    return new ReportingCopySettings(url, "postgres", "", querySeconds, fetchSize);
  }

  ReportingCopy open() {
    return ReportingCopy.open(settings(), NamedQueries.standard(), LONDON);
  }

  /** A credit note of one line of 10.00 and VAT 2.00, issued and changed at a local time. */
  void credit(String id, String at) {
    note(id, at);
    line(id, 1, "10.00", "2.00");
  }

  void note(String id, String at) {
    execute(
        "insert into books.notes values ('%s', 'CN-%s', '12345', 'U12345', 'SO1001', '%s', 'GBP',"
                .formatted(id, id, at)
            + " 10, 2, 'damaged', '%s')".formatted(at));
  }

  void line(String id, int number, String exVat, String vat) {
    execute(
        "insert into books.lines values ('%s', %d, '85123A', 'a holder', 1, %s, %s, %s, false)"
            .formatted(id, number, exVat, exVat, vat));
  }

  void execute(String sql) {
    try (Connection connection = DriverManager.getConnection(url, "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  long count(String table) {
    try (Connection connection = DriverManager.getConnection(url, "postgres", "");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select count(*) from " + table)) {
      result.next();
      return result.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether anybody may connect; this class connects elsewhere to say so. */
  void acceptConnections(boolean accepted) {
    String name = url.replaceAll(".*/([a-z0-9_]+).*", "$1");
    LedgerServer.allowConnections(name, accepted);
  }

  /** Ends all connections but the one that asks. */
  void endConnections() {
    execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where datname = current_database() and pid <> pg_backend_pid()");
  }
}
