package com.khaosbridge.activities.ledger;

import com.khaosbridge.activities.credits.InvoicedLines;
import com.khaosbridge.activities.credits.NamedQueries;
import com.khaosbridge.activities.credits.ReportingCopy;
import com.khaosbridge.activities.credits.ReportingCopySettings;
import com.khaosbridge.activities.credits.UnreadableCredit;
import com.khaosbridge.activities.khaos.records.ErpTime;
import com.khaosbridge.activities.ledger.books.ObservedOrder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A reporting copy in a real PostgreSQL that has invoices with their lines, and nothing else. */
final class InvoicesInCopy implements AutoCloseable {
  private static final String QUERIES =
      """
      -- name: credit-notes
      select ''::text as credit_id, ''::text as credit_code, ''::text as company_id,
        ''::text as order_code, now()::timestamp as issued, now()::timestamp as changed,
        ''::text as currency, ''::text as reason, 1 as line_no, ''::text as stock_code,
        ''::text as description, 1 as quantity, 1 as net, 1 as vat, false as delivery
      where timestamp '1900-01-01' > :changedSince order by credit_id;
      -- name: refunds
      select ''::text as refund_id, ''::text as credit_id, now()::timestamp as paid, 1 as amount,
        ''::text as currency, now()::timestamp as changed
      where timestamp '1900-01-01' > :changedSince;
      -- name: invoice-lines
      select * from invoice_lines where order_code in (:orderCodes);
      """;

  final List<UnreadableCredit> problems = new ArrayList<>();
  private final String url = LedgerServer.newDatabase();
  private final ReportingCopy copy;

  InvoicesInCopy() {
    execute(
        "create table invoice_lines (invoice_id text, order_code text, finalised boolean,"
            + " delivery_net numeric, delivery_vat numeric, line_no int, stock_code text,"
            + " description text, quantity numeric, unit_net numeric, unit_vat numeric)");
    copy =
        ReportingCopy.open(
            new ReportingCopySettings(url, "postgres", ""),
            NamedQueries.parse(QUERIES),
            new ErpTime(ZoneId.of("Europe/London")));
  }

  /** An invoice of the order, at its place, is final with one line of this price. */
  void knows(OrderInErp order, int place, String exVat) {
    has(order, place, true, exVat);
  }

  void has(OrderInErp order, int place, boolean finalised, String exVat) {
    line(order, place, finalised, 1, "22423", exVat);
  }

  /** A final invoice has this line. */
  void line(OrderInErp order, int place, int number, String item, String exVat) {
    line(order, place, true, number, item, exVat);
  }

  private void line(
      OrderInErp order, int place, boolean finalised, int number, String item, String exVat) {
    execute(
        "insert into invoice_lines values ('%s', '%s', %s, 0, 0, %d, '%s', 'stand', 1, %s, 1)"
            .formatted(
                order.invoices().get(place).invoiceId(),
                order.code(),
                finalised,
                number,
                item,
                exVat));
  }

  /** All that it has is final now. */
  void finalise() {
    execute("update invoice_lines set finalised = true");
  }

  Map<String, Map<String, InvoicedLines>> of(OrderInErp... orders) {
    List<String> codes = List.of(orders).stream().map(OrderInErp::code).toList();
    return copy.ofOrders(codes, problems::add);
  }

  /** The order as the ERP shows it, with what the copy knows. */
  ObservedOrder sight(OrderInErp order) {
    ObservedOrder seen = order.sight();
    return new ObservedOrder(
        seen.facts(),
        seen.detail(),
        seen.problem(),
        of(order).getOrDefault(order.code(), Map.of()));
  }

  private void execute(String sql) {
    try (Connection connection = DriverManager.getConnection(url, "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    copy.close();
  }
}
