package com.khaosbridge.activities.ledger.reports;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.reports.Explanation.Line;
import com.khaosbridge.workflows.decision.Deadline;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** What happened to an order, apart from deliveries. */
final class OrderTimeline {
  private final LedgerDatabase database;
  private final String source;
  private final String code;

  OrderTimeline(LedgerDatabase database, String source, String code) {
    this.database = database;
    this.source = source;
    this.code = code;
  }

  /** Which order it is and whose; empty if the ledger does not know it. */
  Optional<List<String>> about() {
    return database
        .sql()
        .sql("select * from sales_order where source = ? and order_code = ?")
        .params(source, code)
        .query(
            (row, n) -> {
              List<String> about = new ArrayList<>();
              String urn = row.getString("urn");
              about.add(
                  "Order "
                      + code
                      + (urn == null ? ", of a guest" : ", of URN " + urn)
                      + (row.getBoolean("live") ? "" : ", of history: it causes no event"));
              about.add(
                  person()
                      .map(person -> "Person " + person)
                      .orElse("Its customer is not in the ledger"));
              return about;
            })
        .optional();
  }

  /** Whose it is. */
  Optional<String> person() {
    return database
        .sql()
        .sql(
            """
            select c.person_id from sales_order o
            join customer c on c.source = o.source
              and (c.company_id = o.company_id or o.company_id is null and c.urn = o.urn)
            where o.source = ? and o.order_code = ? order by c.observed_at desc limit 1
            """)
        .params(source, code)
        .query(String.class)
        .optional();
  }

  List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    read(
            "select * from sales_order where source = ? and order_code = ?",
            OrderTimeline::lifeOfOrder)
        .forEach(lines::addAll);
    read(
            "select * from invoice where source = ? and order_code = ? order by ordinal",
            OrderTimeline::lifeOfInvoice)
        .forEach(lines::addAll);
    read(
            """
            select n.credit_code, n.issued_at, sum(p.ex_vat) as ex_vat, n.currency
            from credit_part p
            join credit_note n on n.source = p.source and n.credit_id = p.credit_id
            where p.source = ? and p.order_code = ? group by 1, 2, 4 order by 2
            """,
            (row, n) ->
                PersonTimeline.lineAt(
                    row,
                    "issued_at",
                    "credit note "
                        + row.getString("credit_code")
                        + " takes back"
                        + money(row.getBigDecimal("ex_vat"), row.getString("currency"))))
        .forEach(lines::addAll);
    read(
            "select change, observed_at, ex_vat from observation where source = ? and order_code = ?"
                + " order by seq",
            (row, n) ->
                PersonTimeline.lineAt(
                    row,
                    "observed_at",
                    "observed: "
                        + PersonTimeline.words(row.getString("change"))
                        + money(row.getBigDecimal("ex_vat"), "exVat")))
        .forEach(lines::addAll);
    lines.addAll(
        read(
            "select deadline, told_at from deadline_passed where source = ? and order_code = ?",
            (row, n) ->
                new Line(
                    Columns.requiredInstant(row, "told_at"),
                    Explanation.BRIDGE,
                    "time passed: " + Deadline.valueOf(row.getString("deadline")).words())));
    return lines;
  }

  private static List<Line> lifeOfOrder(ResultSet row, int n) throws SQLException {
    List<Line> lines = new ArrayList<>();
    lines.addAll(PersonTimeline.lineAt(row, "placed_at", "placed"));
    lines.addAll(PersonTimeline.lineAt(row, "in_warehouse_since", "in the warehouse"));
    lines.addAll(PersonTimeline.lineAt(row, "cancelled_at", "cancelled"));
    lines.addAll(PersonTimeline.lineAt(row, "settled_at", "settled: its return window was over"));
    return lines;
  }

  private static List<Line> lifeOfInvoice(ResultSet row, int n) throws SQLException {
    String invoice = "invoice " + row.getString("invoice_code");
    List<Line> lines = new ArrayList<>();
    lines.addAll(
        PersonTimeline.lineAt(
            row,
            "finalised_at",
            invoice + " finalised" + money(row.getBigDecimal("total_ex_vat"), "exVat")));
    lines.addAll(PersonTimeline.lineAt(row, "revoked_at", invoice + " final no more"));
    lines.addAll(PersonTimeline.lineAt(row, "despatched_at", invoice + " despatched"));
    return lines;
  }

  private static String money(@Nullable BigDecimal amount, String unit) {
    return amount == null ? "" : " " + amount.toPlainString() + " " + unit;
  }

  private <T> List<T> read(String sql, RowMapper<T> row) {
    return database.sql().sql(sql).params(source, code).query(row).list();
  }
}
