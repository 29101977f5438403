package com.khaosbridge.activities.credits;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A file of comma-separated values (RFC 4180) in UTF-8, whose first row names the columns.
 *
 * @param columns lower-case names, in the file's order; those without a name are left out
 */
record CsvTable(List<String> columns, List<Entry> entries) {
  private static final CSVFormat CSV = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /**
   * One row.
   *
   * @param place the file and the line where the row begins
   * @param complete whether it has as many fields as the header
   */
  record Entry(String place, Map<String, @Nullable String> values, boolean complete) {}

  static CsvTable parse(String name, byte[] bytes) throws UnusableFile {
    try (CSVParser parser = CSV.parse(new StringReader(text(name, bytes)))) {
      Iterator<CSVRecord> records = parser.iterator();
      if (!records.hasNext()) {
        throw new UnusableFile(name, "header", "empty", "the first row must name the columns");
      }
      CSVRecord header = records.next();
      Map<String, Integer> places = places(name, header);
      List<Entry> entries = new ArrayList<>();
      long line = parser.getCurrentLineNumber() + 1;
      while (records.hasNext()) {
        CSVRecord row = records.next();
        if (!isEmptyLine(row)) {
          boolean complete = row.size() == header.size();
          entries.add(new Entry(name + ":" + line, values(row, places), complete));
        }
        line = parser.getCurrentLineNumber() + 1;
      }
      return new CsvTable(List.copyOf(places.keySet()), entries);
    } catch (IOException | UncheckedIOException e) {
      throw new UnusableFile(
          name, "file", "quotes that don't pair", "it must be comma-separated as in RFC 4180");
    }
  }

  private static String text(String name, byte[] bytes) throws UnusableFile {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new UnusableFile(name, "file", "bytes that are no UTF-8", "it must be UTF-8 text");
    }
  }

  private static Map<String, Integer> places(String name, CSVRecord header) throws UnusableFile {
    Map<String, Integer> places = new LinkedHashMap<>();
    for (int index = 0; index < header.size(); index++) {
      String column = header.get(index).strip().toLowerCase(Locale.ROOT);
      if (!column.isEmpty() && places.put(column, index) != null) {
        throw new UnusableFile(
            name, "header", "two columns of one name", "each name may come once");
      }
    }
    return places;
  }

  private static Map<String, @Nullable String> values(CSVRecord row, Map<String, Integer> places) {
    Map<String, @Nullable String> values = new HashMap<>();
    places.forEach(
        (column, index) -> values.put(column, index < row.size() ? row.get(index) : null));
    return values;
  }

  private static boolean isEmptyLine(CSVRecord row) {
    return row.size() == 1 && row.get(0).isBlank();
  }
}
