package com.khaosbridge.sandbox.emarsys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A sales file that passed the checks made at upload.
 *
 * @param columns the header, in the file's order
 * @param rows each row's values in that order, as sent
 */
record SalesFile(List<String> columns, List<List<String>> rows) {
  private static final List<String> REQUIRED =
      List.of("item", "price", "order", "timestamp", "quantity");
  private static final Pattern CUSTOM = Pattern.compile("[ifst]_[A-Za-z0-9_]+");
  private static final Pattern DECIMAL = Pattern.compile("-?\\d+(\\.\\d+)?");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final Pattern DATE_TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

  /** Reads and checks a file; the exception's text is the answer's body. */
  static SalesFile read(byte[] body) throws BadSalesFile {
    try (CSVParser parser = CSVParser.parse(text(body), CSVFormat.RFC4180)) {
      List<String> columns = List.of();
      List<List<String>> rows = new ArrayList<>();
      for (CSVRecord csvRecord : parser) {
        List<String> values = csvRecord.toList();
        if (columns.isEmpty()) {
          columns = values;
          checkHeader(columns);
        } else {
          checkRow(columns, values, csvRecord.getRecordNumber());
          rows.add(values);
        }
      }
      if (rows.isEmpty()) {
        throw new BadSalesFile("The file has no rows");
      }
      return new SalesFile(columns, rows);
    } catch (IOException | UncheckedIOException malformed) {
      throw new BadSalesFile("The file is not valid CSV");
    }
  }

  private static String text(byte[] body) throws BadSalesFile {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new BadSalesFile("The file is not UTF-8");
    }
  }

  private static void checkHeader(List<String> columns) throws BadSalesFile {
    Set<String> distinct = new HashSet<>(columns);
    if (distinct.size() != columns.size()) {
      throw new BadSalesFile("A column occurs twice");
    }
    for (String required : REQUIRED) {
      if (!distinct.contains(required)) {
        throw new BadSalesFile("Missing column: " + required);
      }
    }
    if (distinct.contains("customer") == distinct.contains("email")) {
      throw new BadSalesFile("Exactly one of the columns customer and email is needed");
    }
    for (String column : columns) {
      boolean known =
          REQUIRED.contains(column) || column.equals("customer") || column.equals("email");
      if (!known && !CUSTOM.matcher(column).matches()) {
        throw new BadSalesFile("Unknown column: " + column);
      }
    }
  }

  private static void checkRow(List<String> columns, List<String> values, long line)
      throws BadSalesFile {
    if (values.size() != columns.size()) {
      throw new BadSalesFile("Record " + line + ": wrong number of columns");
    }
    for (int i = 0; i < columns.size(); i++) {
      String column = columns.get(i);
      String value = values.get(i);
      if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
        throw new BadSalesFile("Record " + line + ": line break in column " + column);
      }
      if (!isValid(column, value)) {
        throw new BadSalesFile("Record " + line + ": invalid value in column " + column);
      }
    }
  }

  private static boolean isValid(String column, String value) {
    return switch (column) {
      case "price", "quantity" -> DECIMAL.matcher(value).matches();
      case "timestamp" -> isTimestamp(value);
      case "item", "order" -> !value.isEmpty();
      default -> true;
    };
  }

  private static boolean isTimestamp(String value) {
    try {
      if (DATE.matcher(value).matches()) {
        LocalDate.parse(value);
        return true;
      }
      if (DATE_TIME.matcher(value).matches()) {
        Instant.parse(value);
        return true;
      }
      return false;
    } catch (DateTimeException noSuchTime) {
      return false;
    }
  }

  /** Why a file was refused. */
  @SuppressWarnings("serial")
  static final class BadSalesFile extends Exception {
    BadSalesFile(String message) {
      super(message);
    }
  }
}
