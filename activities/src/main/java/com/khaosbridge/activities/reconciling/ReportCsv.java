package com.khaosbridge.activities.reconciling;

import com.khaosbridge.workflows.reconciliation.Difference;
import com.khaosbridge.workflows.reconciliation.ReconciliationReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** A report's differences as CSV, one a line, with a first line that names the columns. */
public final class ReportCsv {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader(
              "place", "class", "person", "order", "field", "amount_ex_vat", "repairable", "what")
          .get();

  private ReportCsv() {}

  public static void write(ReconciliationReport report, Writer out) {
    try {
      CSVPrinter csv = new CSVPrinter(out, FORMAT);
      for (ReconciliationReport.Side side : report.sides()) {
        for (Difference one : side.differences()) {
          csv.printRecord(
              cell(one.destination()),
              one.type().words(),
              cell(one.person()),
              cell(one.order()),
              cell(one.field()),
              one.amount().toPlainString(),
              one.repairable() ? "yes" : "no",
              cell(one.what()));
        }
      }
      csv.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keys at a destination may be anybody's, and a spreadsheet runs what looks like a formula. */
  private static String cell(@Nullable String text) {
    if (text == null) {
      return "";
    }
    return text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
  }
}
