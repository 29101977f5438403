package com.khaosbridge.activities.reconciling;

import static com.khaosbridge.activities.reconciling.HtmlTable.escaped;

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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A report as one page for finance that loads nothing. Charts are drawn by a script in it; without
 * scripts the tables tell the same.
 */
public final class ReportHtml {
  private static final String UNIT = "exVat";
  private static final int PENCE = 2;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.UK).withZone(ZoneOffset.UTC);

  private final StringBuilder page = new StringBuilder();
  private final List<ChartData.Place> charts = new ArrayList<>();

  private final int decimals;

  private ReportHtml(ReconciliationReport report) {
    this.decimals = amounts(report).mapToInt(ReportHtml::decimals).reduce(PENCE, Math::max);
  }

  private static Stream<BigDecimal> amounts(ReconciliationReport report) {
    return report.sides().stream()
        .flatMap(
            side ->
                Stream.concat(
                    side.differences().stream().map(Difference::amount),
                    Stream.of(side.expected(), side.there())
                        .flatMap(sums -> Stream.of(sums.gross(), sums.credits()))));
  }

  private static int decimals(BigDecimal amount) {
    return amount.stripTrailingZeros().scale();
  }

  public static void write(ReconciliationReport report, Writer out) {
    try {
      out.write(new ReportHtml(report).of(report));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String of(ReconciliationReport report) {
    head(report);
    verdict(report);
    report.sides().forEach(this::side);
    if (!charts.isEmpty()) {
      page.append(PageScripts.elements(new ChartData(UNIT, charts)));
    }
    return page.append("</body></html>\n").toString();
  }

  private void head(ReconciliationReport report) {
    String title = escaped("Reconciliation of " + report.source());
    page.append("<!doctype html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\">\n");
    page.append(PageScripts.policy());
    page.append("<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    page.append(title).append("</title><style>\n").append(PageParts.style());
    page.append("</style></head><body>\n<h1>").append(title).append("</h1>\n");
    page.append("<p class=\"soft\">As of ").append(TIME.format(report.at()));
    page.append(". Orders ").append(window(report.from(), report.to())).append(". ");
    page.append("Amounts are exVat, unrounded; afterCredits is gross less credits.</p>\n");
  }

  private static String window(@Nullable LocalDate from, @Nullable LocalDate to) {
    return (from == null ? "from the first" : "from " + DATE.format(from))
        + (to == null ? " to the last" : " to " + DATE.format(to));
  }

  private void verdict(ReconciliationReport report) {
    long found = report.differences();
    long ours =
        report.sides().stream()
            .flatMap(side -> side.differences().stream())
            .filter(Difference::repairable)
            .count();
    page.append("<p class=\"verdict").append(found == 0 ? "\">" : " off\">");
    page.append("<strong>").append(found == 0 ? "No difference" : differences(found));
    page.append("</strong>");
    if (found > 0) {
      page.append(", of which ").append(ours).append(ours == 1 ? " is" : " are");
      page.append(" ours to repair");
    }
    page.append(".</p>\n");
    if (!report.sides().isEmpty()) {
      overview(report.sides());
    }
  }

  private static String differences(long count) {
    return count == 1 ? "1 difference" : count + " differences";
  }

  private void overview(List<Side> sides) {
    HtmlTable table =
        new HtmlTable(decimals)
            .texts("compared")
            .numbers("expected afterCredits", "there", "difference", "differences", "pending");
    for (Side side : sides) {
      BigDecimal expected = side.expected().afterCredits();
      table.row(SideNames.of(side).title());
      if (side.ordersReadable()) {
        table.compared(expected, side.there().afterCredits());
      } else {
        table.money(expected).across(2, "can't be read");
      }
      table.count(side.differences().size()).count(side.pending());
    }
    page.append(table.html());
  }

  private void side(Side side) {
    page.append("<h2>").append(escaped(SideNames.of(side).title())).append("</h2>\n");
    side.notes().forEach(note -> page.append("<p>").append(escaped(note)).append("</p>\n"));
    totals(side);
    classes(side);
    charts(side);
    persons(side);
    differences(side.differences());
    days(side);
  }

  private void totals(Side side) {
    SideNames names = SideNames.of(side);
    Sums expected = side.expected();
    Sums there = side.there();
    HtmlTable table =
        table("In total").texts("").numbers(names.left(), names.right(), "difference");
    if (!side.place().equals(Difference.LEDGER)) {
      counts(table, "persons with a contact", expected.persons(), there.persons());
      counts(table, "opted in", expected.optedIn(), there.optedIn());
      counts(table, "opted out", expected.optedOut(), there.optedOut());
    }
    if (side.ordersReadable()) {
      counts(table, "orders", expected.orders(), there.orders());
      table.row("units").comparedCounts(expected.units(), there.units());
      table.row("gross").compared(expected.gross(), there.gross());
      table.row("credits").compared(expected.credits(), there.credits());
      table.row("afterCredits").compared(expected.afterCredits(), there.afterCredits());
    } else {
      table.row("orders accepted").count(expected.orders()).across(2, "can't be read");
      table.row("gross accepted").money(expected.gross()).across(2, "can't be read");
      table.row("credits accepted").money(expected.credits()).across(2, "can't be read");
      table.row("afterCredits accepted");
      table.money(expected.afterCredits()).across(2, "can't be read");
    }
    page.append(table.html());
    page.append("<p class=\"soft\">Not compared: ").append(side.nativeContacts());
    page.append(" native contacts, ").append(side.foreignOrders());
    page.append(" records of others; ").append(side.pending()).append(" pending, ");
    page.append(side.excluded()).append(" excluded.</p>\n");
  }

  private static void counts(HtmlTable table, String what, long expected, long there) {
    table.row(what).comparedCounts(BigDecimal.valueOf(expected), BigDecimal.valueOf(there));
  }

  private void classes(Side side) {
    if (side.differences().isEmpty()) {
      page.append("<p>No difference.</p>\n");
      return;
    }
    HtmlTable table =
        table("Differences by class")
            .texts("class", "meaning")
            .numbers("number", "ours to repair", "amount");
    for (Map.Entry<DifferenceClass, Tally> each : side.byClass().entrySet()) {
      Tally tally = each.getValue();
      table.row(each.getKey().words()).text(each.getKey().meaning());
      table.count(tally.count()).count(tally.repairable()).money(tally.amount());
    }
    page.append(table.html());
  }

  private void charts(Side side) {
    if (side.days().isEmpty()) {
      return;
    }
    page.append("<div data-charts=\"").append(charts.size()).append("\" hidden>");
    page.append("<h3>Day by day</h3>\n<p class=\"soft on-screen\">Drag over days to look at them ");
    page.append("closely; double-click to see all again.</p></div>\n");
    charts.add(ChartData.Place.of(side));
  }

  private void days(Side side) {
    if (side.days().isEmpty()) {
      return;
    }
    HtmlTable table = table("By day");
    SideNames names = SideNames.of(side);
    if (side.ordersReadable()) {
      table.over("", 3, names.left(), names.right());
    } else {
      table.over("", 3, "accepted");
    }
    table.texts("business date").numbers("gross", "credits", "afterCredits");
    if (side.ordersReadable()) {
      table.numbers("gross", "credits", "afterCredits", "difference");
    }
    for (Day day : side.days()) {
      sums(table.row(day.day().toString()), day.expected());
      if (side.ordersReadable()) {
        sums(table, day.there()).difference(day.difference());
      }
    }
    page.append(table.html());
  }

  private static HtmlTable sums(HtmlTable table, Sums sums) {
    return table.money(sums.gross()).money(sums.credits()).money(sums.afterCredits());
  }

  private void persons(Side side) {
    if (side.persons().isEmpty()) {
      return;
    }
    SideNames names = SideNames.of(side);
    HtmlTable table =
        table("Persons whose afterCredits differs")
            .texts("person")
            .numbers(names.left(), names.right(), "difference");
    for (PersonMoney one : side.persons()) {
      table.row(one.person()).compared(one.expected(), one.there());
    }
    page.append(table.html());
  }

  private void differences(List<Difference> differences) {
    if (differences.isEmpty()) {
      return;
    }
    HtmlTable table =
        table("Differences")
            .texts("class", "person", "order", "field")
            .numbers("amount")
            .texts("ours to repair", "what");
    for (Difference one : differences) {
      table.row(one.type().words()).text(one.person()).text(one.order()).text(one.field());
      table.money(one.amount()).text(one.repairable() ? "yes" : "no").text(one.what());
    }
    page.append(table.html());
  }

  private HtmlTable table(String title) {
    page.append("<h3>").append(title).append("</h3>\n");
    return new HtmlTable(decimals);
  }
}
