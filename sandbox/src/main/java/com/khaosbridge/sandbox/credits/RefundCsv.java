package com.khaosbridge.sandbox.credits;

import com.khaosbridge.sandbox.retail.UkTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Refunds as a file, a row each, in the format of {@link CreditCsv}. */
final class RefundCsv {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader("refund_id", "credit_id", "paid", "amount", "currency")
          .get();

  private RefundCsv() {}

  static void write(Path file, List<Refund> refunds) throws IOException {
    try (CSVPrinter csv =
        new CSVPrinter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), FORMAT)) {
      for (Refund refund : refunds) {
        csv.printRecord(
            refund.refundId(),
            refund.creditId(),
            UkTime.text(refund.paid()),
            refund.amount().toPlainString(),
            CreditNote.CURRENCY);
      }
    }
  }
}
