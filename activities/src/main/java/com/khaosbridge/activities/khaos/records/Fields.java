package com.khaosbridge.activities.khaos.records;

import com.khaosbridge.activities.khaos.soap.XmlNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the fields of one record strictly, and words what is wrong without quoting a value. */
final class Fields {
  private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,15}(\\.\\d{1,15})?");
  private static final String CORRECT = "Correct it in the ERP, then read the record again.";

  private final String record;
  private final String key;
  private final ErpTime time;

  /**
   * @param record what kind of record, for messages
   * @param key its code, empty if it has none
   */
  Fields(String record, String key, ErpTime time) {
    this.record = record;
    this.key = key;
    this.time = time;
  }

  String required(XmlNode node, String field) throws UnreadableRecord {
    String value = node.text(field);
    if (value == null) {
      throw fault(field, node.value(field) == null ? "missing" : "empty");
    }
    return value;
  }

  /** A code of the ERP's, by which the record is named from here on. */
  String key(XmlNode node, String field) throws UnreadableRecord {
    return requireKey(field, required(node, field));
  }

  String requireKey(String field, String value) throws UnreadableRecord {
    if (!RecordKey.isPlain(value)) {
      throw fault(field, ValueShape.of(value) + " where a code belongs");
    }
    return value;
  }

  /** Money or a quantity: plain decimal digits, no exponent, no thousands, no currency sign. */
  BigDecimal decimal(XmlNode node, String field) throws UnreadableRecord {
    String value = required(node, field);
    if (!DECIMAL.matcher(value).matches()) {
      throw fault(field, ValueShape.of(value) + " where a decimal number belongs");
    }
    return new BigDecimal(value);
  }

  int number(XmlNode node, String field) throws UnreadableRecord {
    String value = required(node, field);
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw fault(field, ValueShape.of(value) + " where a whole number belongs");
    }
  }

  @Nullable LocalDateTime time(XmlNode node, String field) throws UnreadableRecord {
    String value = node.text(field);
    try {
      return time.local(value);
    } catch (DateTimeException e) {
      throw fault(
          field,
          ValueShape.of(value == null ? "" : value)
              + " where a date like 2026-01-31T12:00:00 belongs");
    }
  }

  LocalDateTime requiredTime(XmlNode node, String field) throws UnreadableRecord {
    LocalDateTime value = time(node, field);
    if (value == null) {
      throw fault(field, "no date");
    }
    return value;
  }

  UnreadableRecord fault(String field, String shape) {
    return fault(field, shape, CORRECT);
  }

  UnreadableRecord fault(String field, String shape, String nextStep) {
    return new UnreadableRecord(new RecordProblem(record, key, field, shape, nextStep));
  }
}
