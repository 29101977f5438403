package com.khaosbridge.activities.reconciling;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A table of a page: first its columns, then row by row. Text is escaped, no number is rounded. */
final class HtmlTable {
  private final StringBuilder html = new StringBuilder("<table><thead>");
  private final StringBuilder columns = new StringBuilder("<tr>");
  private final int decimals;
  private boolean hasRows;

  /**
   * @param decimals that amounts have at least, so that they stand under each other
   */
  HtmlTable(int decimals) {
    this.decimals = decimals;
  }

  /** Begins with a row of names, each of which stands over some columns. */
  HtmlTable over(String first, int columnsEach, String... names) {
    html.append("<tr><td>").append(escaped(first)).append("</td>");
    for (String name : names) {
      html.append("<th class=\"group\" colspan=\"").append(columnsEach).append("\">");
      html.append(escaped(name)).append("</th>");
    }
    html.append("</tr>\n");
    return this;
  }

  HtmlTable texts(String... names) {
    for (String name : names) {
      columns.append("<th>").append(escaped(name)).append("</th>");
    }
    return this;
  }

  HtmlTable numbers(String... names) {
    for (String name : names) {
      columns.append("<th class=\"n\">").append(escaped(name)).append("</th>");
    }
    return this;
  }

  HtmlTable row(String name) {
    html.append(hasRows ? "</tr>\n<tr>" : columns + "</tr></thead><tbody>\n<tr>");
    html.append("<th scope=\"row\">").append(escaped(name)).append("</th>");
    hasRows = true;
    return this;
  }

  HtmlTable text(@Nullable String value) {
    html.append("<td>").append(value == null ? "" : escaped(value)).append("</td>");
    return this;
  }

  HtmlTable count(long value) {
    return number(BigDecimal.valueOf(value), 0, false);
  }

  HtmlTable money(BigDecimal value) {
    return number(value, decimals, false);
  }

  /** Expected, there and the difference, marked if there is one. */
  HtmlTable compared(BigDecimal expected, BigDecimal there) {
    return compared(expected, there, decimals);
  }

  /** The same of what is no money. */
  HtmlTable comparedCounts(BigDecimal expected, BigDecimal there) {
    return compared(expected, there, 0);
  }

  HtmlTable difference(BigDecimal value) {
    return number(value, decimals, value.signum() != 0);
  }

  /** A number of its own, or a text, over some columns. */
  HtmlTable across(int columnsWide, String value) {
    html.append("<td class=\"n soft\" colspan=\"").append(columnsWide).append("\">");
    html.append(escaped(value)).append("</td>");
    return this;
  }

  String html() {
    return html + "</tr>\n</tbody></table>\n";
  }

  private HtmlTable compared(BigDecimal expected, BigDecimal there, int least) {
    BigDecimal difference = there.subtract(expected);
    number(expected, least, false);
    number(there, least, false);
    return number(difference, least, difference.signum() != 0);
  }

  private HtmlTable number(BigDecimal value, int least, boolean off) {
    html.append("<td class=\"n").append(off ? " off" : "").append("\">");
    html.append(said(value, least)).append("</td>");
    return this;
  }

  private static String said(BigDecimal value, int least) {
    DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.UK));
    format.setMinimumFractionDigits(least);
    format.setMaximumFractionDigits(Math.max(least, value.scale()));
    return format.format(value);
  }

  static String escaped(String value) {
    return value
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
