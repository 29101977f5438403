package com.khaosbridge.activities.reconciling;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The layout of the file that tells the ERP who opted out: that of the data map with which the site
 * imports mailing lists. What configuration leaves out (null) is as in {@link #STANDARD}.
 *
 * @param separator one character, or {@code tab}
 */
public record OptOutLayout(@Nullable List<Column> columns, @Nullable String separator) {

  /** URN, e-mail and the flag that forbids contact, separated by commas. */
  public static final OptOutLayout STANDARD = new OptOutLayout(null, null);

  private static final List<Column> COLUMNS =
      List.of(
          new Column("URN", "{urn}"),
          new Column("Email", "{email}"),
          new Column("MailingFlag", "{flag}"));

  public OptOutLayout {
    if (separator != null && separator.length() != 1 && !"tab".equals(separator)) {
      throw new IllegalArgumentException(
          "khaos-bridge.consent.export.separator must be one character or tab, is " + separator);
    }
  }

  /**
   * A column.
   *
   * @param value its text in every line, in which {@code {urn}}, {@code {email}} and {@code {flag}}
   *     stand for the customer's
   */
  public record Column(String header, String value) {
    public Column {
      if (header == null || header.isBlank()) {
        throw new IllegalArgumentException(
            "khaos-bridge.consent.export.columns[].header is missing");
      }
      if (value == null) {
        throw new IllegalArgumentException(
            "khaos-bridge.consent.export.columns, " + header + ": value is missing");
      }
    }
  }

  public List<Column> layout() {
    return columns == null || columns.isEmpty() ? COLUMNS : columns;
  }

  public char delimiter() {
    return separator == null ? ',' : "tab".equals(separator) ? '\t' : separator.charAt(0);
  }
}
