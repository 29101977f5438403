package com.khaosbridge.sandbox.credits;

import com.khaosbridge.sandbox.retail.UkTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Credit notes as a file, a row a line: CSV by RFC 4180 in UTF-8 with a header. */
final class CreditCsv {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader(
              "credit_id",
              "credit_code",
              "company_id",
              "company_code",
              "order_code",
              "issued",
              "currency",
              "reason",
              "line_no",
              "stock_code",
              "description",
              "quantity",
              "unit_net",
              "net",
              "vat",
              "delivery")
          .get();

  private CreditCsv() {}

  static void write(Path file, List<CreditNote> notes) throws IOException {
    try (CSVPrinter csv =
        new CSVPrinter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), FORMAT)) {
      for (CreditNote note : notes) {
        for (CreditLine line : note.lines()) {
          csv.printRecord(
              note.creditId(),
              note.creditCode(),
              note.companyId(),
              note.companyCode(),
              note.orderCode(),
              UkTime.text(note.issued()),
              CreditNote.CURRENCY,
              note.reason(),
              line.lineNo(),
              line.stockCode(),
              line.description(),
              line.quantity().toPlainString(),
              line.unitNet().toPlainString(),
              line.net().toPlainString(),
              line.vat().toPlainString(),
              line.delivery());
        }
      }
    }
  }
}
