package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.workflows.delivery.OrderLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;

/**
 * Writes invoices as lines of a sales file (Emarsys help portal, "Sales data"): a line for each
 * line of goods and one for the delivery charge, if there is one. The price is that of the whole
 * line, exVat, as the ERP gives it: unrounded, in plain decimals.
 *
 * <p>The timestamp is the instant at which the order was placed, in UTC. Emarsys looks at its date
 * only, and the sales date is the ERP's business date; so near midnight, where the two dates
 * differ, it is moved to the nearest second of the business date.
 */
final class SalesFile {
  private static final CSVFormat CSV = CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get();

  private final EmarsysSettings.SalesShape shape;

  SalesFile(EmarsysSettings.SalesShape shape) {
    this.shape = shape;
  }

  /** The first line of every file. */
  String header() {
    return record(shape.columns().stream().map(SalesColumn::header).toList());
  }

  /** How many lines an invoice takes. */
  static int lines(Row.Sale sale) {
    return sale.lines().size() + (hasDelivery(sale) ? 1 : 0);
  }

  /** An invoice's lines, each ended by a line feed. */
  String rows(Row.SalesRows row) {
    Row.Sale sale = row.sale();
    StringBuilder rows = new StringBuilder();
    for (OrderLine line : sale.lines()) {
      rows.append(line(row, line.sku(), line.exVat(), line.quantity()));
    }
    if (hasDelivery(sale)) {
      rows.append(line(row, shape.deliveryItem(), sale.deliveryExVat(), BigDecimal.ONE));
    }
    return rows.toString();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean hasDelivery(Row.Sale sale) {
    return sale.deliveryExVat().signum() != 0;
  }

  /** A zero with a sign, as in {@code -0.00}, can't come up: a decimal zero has none. */
  private String line(Row.SalesRows row, String item, BigDecimal price, BigDecimal quantity) {
    Map<SalesColumn, String> values = new EnumMap<>(SalesColumn.class);
    values.put(SalesColumn.ITEM, clean(item));
    values.put(SalesColumn.PRICE, price.toPlainString());
    values.put(SalesColumn.ORDER, clean(row.sale().orderKey()));
    values.put(SalesColumn.TIMESTAMP, timestamp(row.sale()));
    values.put(SalesColumn.CUSTOMER, clean(row.personId()));
    values.put(SalesColumn.QUANTITY, quantity.toPlainString());
    return record(shape.columns().stream().map(values::get).toList());
  }

  private static String timestamp(Row.Sale sale) {
    Instant placed = sale.placedAt().truncatedTo(ChronoUnit.SECONDS);
    LocalDate day = sale.businessDate();
    Instant first = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant last = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(1);
    return (placed.isBefore(first) ? first : placed.isAfter(last) ? last : placed).toString();
  }

  /** Emarsys takes no line breaks, not even quoted, and no characters of four bytes. */
  private static String clean(String text) {
    return text.codePoints()
        .filter(Character::isBmpCodePoint)
        .map(point -> Character.isISOControl(point) || isBreak(point) ? ' ' : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .strip();
  }

  private static boolean isBreak(int point) {
    return point == 0x2028 || point == 0x2029;
  }

  private static String record(List<String> values) {
    StringBuilder out = new StringBuilder();
    try {
      CSV.printRecord(out, values.toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }
}
