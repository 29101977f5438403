package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.destination.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
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
 * Writes the lines of a sales file (Emarsys help portal, "Sales data"): one for each line of goods
 * and one for the delivery charge, if there is one. The price is that of the whole line, exVat, as
 * the ERP gives it: unrounded, in plain decimals. What is returned has the account's signs.
 *
 * <p>The timestamp is the instant at which the order was placed or the credit issued, in UTC.
 * Emarsys looks at its date only, and the sales date is the ERP's business date; so near midnight,
 * where the two dates differ, it is moved to the nearest second of the business date.
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

  /** The rows, each ended by a line feed. */
  String rows(Row.SalesRows row) {
    StringBuilder rows = new StringBuilder();
    for (Row.SalesLine line : row.lines()) {
      rows.append(line(row, line));
    }
    return rows.toString();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A zero with a sign, as in {@code -0.00}, can't come up: a decimal zero has none. */
  private String line(Row.SalesRows row, Row.SalesLine line) {
    String item = line.item();
    Map<SalesColumn, String> values = new EnumMap<>(SalesColumn.class);
    values.put(SalesColumn.ITEM, clean(item == null ? shape.deliveryItem() : item));
    values.put(SalesColumn.PRICE, shape.returns().price(line.exVat()).toPlainString());
    values.put(SalesColumn.ORDER, clean(row.orderKey()));
    values.put(SalesColumn.TIMESTAMP, timestamp(row.at(), row.businessDate()));
    values.put(SalesColumn.CUSTOMER, clean(row.personId()));
    values.put(SalesColumn.QUANTITY, shape.returns().quantity(line.quantity()).toPlainString());
    values.put(SalesColumn.SALES_AMOUNT, line.exVat().toPlainString());
    return record(shape.columns().stream().map(values::get).toList());
  }

  private static String timestamp(Instant at, LocalDate day) {
    Instant second = at.truncatedTo(ChronoUnit.SECONDS);
    Instant first = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant last = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(1);
    return (second.isBefore(first) ? first : second.isAfter(last) ? last : second).toString();
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
