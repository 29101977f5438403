package com.khaosbridge.sandbox.retail;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Turns records of a file into lines, given where its header puts the columns. */
final class CsvLines {
  private static final List<String> COLUMNS =
      List.of(
          "InvoiceNo",
          "StockCode",
          "Description",
          "Quantity",
          "InvoiceDate",
          "UnitPrice",
          "CustomerID",
          "Country");
  private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9]{1,20}");
  private static final Pattern QUANTITY = Pattern.compile("-?\\d{1,9}");
  private static final Pattern PRICE = Pattern.compile("-?\\d{1,12}(\\.\\d{1,10})?");
  private static final Pattern CUSTOMER = Pattern.compile("0*(\\d{1,9})(\\.0+)?");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

  private final int[] positions;
  private final int width;

  private CsvLines(int[] positions, int width) {
    this.positions = positions;
    this.width = width;
  }

  /**
   * Reads the header.
   *
   * @throws IllegalArgumentException if a column is missing
   */
  static CsvLines withHeader(@Nullable CSVRecord header, String file) {
    List<String> names = new ArrayList<>();
    if (header != null) {
      header.forEach(name -> names.add(name.replace("\uFEFF", "").strip()));
    }
    int[] positions = new int[COLUMNS.size()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = names.indexOf(COLUMNS.get(i));
      if (positions[i] < 0) {
        throw new IllegalArgumentException(
            "%s has no column %s in its first line. The file must be in Online Retail format, comma separated, with the header %s."
                .formatted(file, COLUMNS.get(i), String.join(",", COLUMNS)));
      }
    }
    return new CsvLines(positions, names.size());
  }

  /**
   * Reads a record.
   *
   * @throws BadField if a value can't be used
   */
  CsvLine line(CSVRecord record) throws BadField {
    if (record.size() != width) {
      throw new BadField(
          "(columns)", Integer.toString(record.size()), "expected " + width + " columns");
    }
    String number = matching(record, 0, NUMBER, "expected letters and digits").group();
    String stockCode = value(record, 1);
    if (stockCode.isEmpty()) {
      throw new BadField("StockCode", stockCode, "expected a code");
    }
    int quantity =
        Integer.parseInt(matching(record, 3, QUANTITY, "expected a whole number").group());
    LocalDateTime at = date(value(record, 4));
    String price =
        matching(record, 5, PRICE, "expected a decimal number with at most 10 decimals").group();
    return new CsvLine(
        number,
        new DocumentLine(stockCode, value(record, 2), quantity, price),
        at,
        customer(record),
        value(record, 7));
  }

  private @Nullable String customer(CSVRecord record) throws BadField {
    return value(record, 6).isEmpty()
        ? null
        : matching(record, 6, CUSTOMER, "expected digits or nothing").group(1);
  }

  private Matcher matching(CSVRecord record, int column, Pattern pattern, String expected)
      throws BadField {
    String value = value(record, column);
    Matcher matcher = pattern.matcher(value);
    if (!matcher.matches()) {
      throw new BadField(COLUMNS.get(column), value, expected);
    }
    return matcher;
  }

  private static LocalDateTime date(String value) throws BadField {
    try {
      return LocalDateTime.parse(value, DATE);
    } catch (DateTimeException e) {
      throw new BadField("InvoiceDate", value, "expected yyyy-MM-dd HH:mm:ss", e);
    }
  }

  private String value(CSVRecord record, int column) {
    return record.get(positions[column]);
  }

  /** A value that can't be used. */
  static final class BadField extends Exception {
    private static final long serialVersionUID = 1L;
    private final String field;
    private final String value;

    BadField(String field, String value, String expected) {
      super(expected);
      this.field = field;
      this.value = value;
    }

    BadField(String field, String value, String expected, Throwable cause) {
      super(expected, cause);
      this.field = field;
      this.value = value;
    }

    RejectedLine rejected(String file, long line) {
      return new RejectedLine(
          file, line, field, RejectedLine.shapeOf(value), String.valueOf(getMessage()));
    }
  }
}
