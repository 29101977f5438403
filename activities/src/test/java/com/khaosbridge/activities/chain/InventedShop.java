package com.khaosbridge.activities.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A shop with enough customers that each record that is sabotaged can be another person's. Every
 * customer has an order; some have a second. It is the same each time.
 */
final class InventedShop {
  private static final int CUSTOMERS = 280;
  private static final int ORDERS = 340;
  private static final int DAYS = 10;
  private static final LocalDate FIRST_DAY = LocalDate.of(2011, 6, 1);
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private InventedShop() {}

  /** Writes it in the format of the sandbox's data. */
  static Path write(Path file) throws IOException {
    Random random = new Random(20110601);
    List<Integer> customers =
        IntStream.range(0, ORDERS)
            .mapToObj(i -> 40_000 + i % CUSTOMERS)
            .collect(Collectors.toList());
    Collections.shuffle(customers, random);
    StringBuilder csv =
        new StringBuilder(
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n");
    for (int i = 0; i < ORDERS; i++) {
      int inDay = i % (ORDERS / DAYS);
      LocalDateTime at =
          FIRST_DAY.plusDays(i / (ORDERS / DAYS)).atTime(8, 0).plusMinutes(17L * inDay);
      for (int line = 0; line <= random.nextInt(3); line++) {
        csv.append(
            String.format(
                Locale.ROOT,
                "%d,3%04d,THING %d,%d,%s,%d.%03d,%d.0,United Kingdom\n",
                700_000 + i,
                line,
                line,
                1 + random.nextInt(12),
                DATE.format(at),
                random.nextInt(20),
                1 + random.nextInt(999),
                customers.get(i)));
      }
    }
    return Files.writeString(file, csv);
  }
}
