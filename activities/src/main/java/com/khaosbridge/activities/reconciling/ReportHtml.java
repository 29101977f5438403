package com.khaosbridge.activities.reconciling;

import com.khaosbridge.workflows.reconciliation.Difference;
import com.khaosbridge.workflows.reconciliation.DifferenceClass;
import com.khaosbridge.workflows.reconciliation.ReconciliationReport;
import com.khaosbridge.workflows.reconciliation.ReconciliationReport.Day;
import com.khaosbridge.workflows.reconciliation.ReconciliationReport.PersonMoney;
import com.khaosbridge.workflows.reconciliation.ReconciliationReport.Side;
import com.khaosbridge.workflows.reconciliation.ReconciliationReport.Tally;
import com.khaosbridge.workflows.reconciliation.Sums;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** A report as one page for finance that needs nothing else: no script, no font, no address. */
public final class ReportHtml {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>Reconciliation</title><style>
      body{font:15px/1.45 system-ui,sans-serif;margin:2em auto;max-width:64em;padding:0 1em}
      table{border-collapse:collapse;margin:1em 0;width:100%}
      caption{text-align:left;font-weight:600;padding:.4em 0}
      th,td{border-bottom:1px solid #ccc;padding:.25em .6em;text-align:left;vertical-align:top}
      .n{text-align:right;font-variant-numeric:tabular-nums}.off{background:#fdecea}
      </style></head><body>
      """;

  private final StringBuilder page = new StringBuilder(HEAD);

  private ReportHtml() {}

  public static void write(ReconciliationReport report, Writer out) {
    try {
      out.write(new ReportHtml().of(report));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String of(ReconciliationReport report) {
    page.append("<h1>Reconciliation of ").append(text(report.source())).append("</h1>\n<p>");
    page.append("As of ").append(report.at()).append(", orders ");
    page.append(report.from() == null ? "from the first" : "from " + report.from());
    page.append(report.to() == null ? " to the last. " : " to " + report.to() + ". ");
    page.append("Amounts are exVat, unrounded. Differences: <strong>");
    page.append(report.differences()).append("</strong>.</p>\n");
    report.sides().forEach(this::side);
    return page.append("</body></html>\n").toString();
  }

  private void side(Side side) {
    boolean ledger = side.place().equals(Difference.LEDGER);
    page.append("<h2>")
        .append(ledger ? "Ledger against ERP" : text(side.place()))
        .append("</h2>\n");
    side.notes().forEach(note -> page.append("<p>").append(text(note)).append("</p>\n"));
    totals(side, ledger);
    classes(side);
    days(side, ledger);
    persons(side.persons());
    differences(side.differences());
  }

  private void totals(Side side, boolean ledger) {
    table("In total", "", ledger ? "ERP" : "ledger", ledger ? "ledger" : "there", "difference");
    Sums expected = side.expected();
    Sums there = side.there();
    if (!ledger) {
      counts("persons with a contact", expected.persons(), there.persons());
      counts("opted in", expected.optedIn(), there.optedIn());
      counts("opted out", expected.optedOut(), there.optedOut());
    }
    if (side.ordersReadable()) {
      counts("orders", expected.orders(), there.orders());
      money("units", expected.units(), there.units());
      money("gross", expected.gross(), there.gross());
      money("credits", expected.credits(), there.credits());
      money("afterCredits", expected.afterCredits(), there.afterCredits());
    } else {
      accepted("orders accepted", String.valueOf(expected.orders()));
      accepted("gross accepted", expected.gross().toPlainString());
      accepted("credits accepted", expected.credits().toPlainString());
      accepted("afterCredits accepted", expected.afterCredits().toPlainString());
    }
    accepted("native contacts", String.valueOf(side.nativeContacts()));
    accepted("records of others", String.valueOf(side.foreignOrders()));
    accepted("pending", String.valueOf(side.pending()));
    accepted("excluded", String.valueOf(side.excluded()));
    page.append("</table>\n");
  }

  private void classes(Side side) {
    if (side.differences().isEmpty()) {
      page.append("<p>No difference.</p>\n");
      return;
    }
    table("Differences by class", "class", "meaning", "number", "ours to repair", "amount");
    for (Map.Entry<DifferenceClass, Tally> each : side.byClass().entrySet()) {
      Tally tally = each.getValue();
      page.append("<tr><td>").append(each.getKey().words());
      page.append("</td><td>").append(text(each.getKey().meaning())).append("</td>");
      number(String.valueOf(tally.count()), false);
      number(String.valueOf(tally.repairable()), false);
      number(tally.amount().toPlainString(), false);
      page.append("</tr>\n");
    }
    page.append("</table>\n");
  }

  private void days(Side side, boolean ledger) {
    if (side.days().isEmpty()) {
      return;
    }
    String left = ledger ? "ERP" : side.ordersReadable() ? "ledger" : "accepted";
    String right = ledger ? "ledger" : "there";
    table(
        "By day",
        "business date",
        left + " gross",
        left + " credits",
        left + " afterCredits",
        right + " gross",
        right + " credits",
        right + " afterCredits");
    for (Day day : side.days()) {
      boolean off =
          side.ordersReadable()
              && day.expected().afterCredits().compareTo(day.there().afterCredits()) != 0;
      page.append("<tr><td>").append(day.day()).append("</td>");
      sums(day.expected(), off);
      if (side.ordersReadable()) {
        sums(day.there(), off);
      } else {
        page.append("<td colspan=\"3\">can't be read</td>");
      }
      page.append("</tr>\n");
    }
    page.append("</table>\n");
  }

  private void persons(List<PersonMoney> persons) {
    if (persons.isEmpty()) {
      return;
    }
    table("Persons whose afterCredits differs", "person", "ledger", "there", "difference");
    persons.forEach(one -> money(text(one.person()), one.expected(), one.there()));
    page.append("</table>\n");
  }

  private void differences(List<Difference> differences) {
    if (differences.isEmpty()) {
      return;
    }
    table("Differences", "class", "person", "order", "field", "amount", "ours to repair", "what");
    for (Difference one : differences) {
      page.append("<tr><td>").append(one.type().words());
      page.append("</td><td>").append(one.person() == null ? "" : text(one.person()));
      page.append("</td><td>").append(one.order() == null ? "" : text(one.order()));
      page.append("</td><td>").append(one.field() == null ? "" : text(one.field())).append("</td>");
      number(one.amount().toPlainString(), false);
      page.append("<td>").append(one.repairable() ? "yes" : "no");
      page.append("</td><td>").append(text(one.what())).append("</td></tr>\n");
    }
    page.append("</table>\n");
  }

  private void table(String caption, String... columns) {
    page.append("<table><caption>").append(caption).append("</caption><tr>");
    for (String column : columns) {
      page.append("<th>").append(column).append("</th>");
    }
    page.append("</tr>\n");
  }

  private void counts(String what, long expected, long there) {
    money(what, BigDecimal.valueOf(expected), BigDecimal.valueOf(there));
  }

  private void money(String what, BigDecimal expected, BigDecimal there) {
    boolean off = expected.compareTo(there) != 0;
    page.append("<tr><td>").append(what).append("</td>");
    number(expected.toPlainString(), off);
    number(there.toPlainString(), off);
    number(there.subtract(expected).toPlainString(), off);
    page.append("</tr>\n");
  }

  private void accepted(String what, String value) {
    page.append("<tr><td>").append(what).append("</td><td class=\"n\" colspan=\"3\">");
    page.append(value).append("</td></tr>\n");
  }

  private void sums(Sums sums, boolean off) {
    number(sums.gross().toPlainString(), off);
    number(sums.credits().toPlainString(), off);
    number(sums.afterCredits().toPlainString(), off);
  }

  private void number(String value, boolean off) {
    page.append("<td class=\"n").append(off ? " off" : "").append("\">").append(value);
    page.append("</td>");
  }

  private static String text(String value) {
    return value
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
