package com.khaosbridge.activities.credits;

import com.khaosbridge.activities.khaos.records.ErpTime;
import com.khaosbridge.activities.khaos.records.RecordKey;
import com.khaosbridge.activities.khaos.records.ValueShape;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One row of a source, as text by column, whose fields are read strictly and refused without being
 * quoted.
 *
 * @param keyColumn the column by which the row's record is named
 * @param where the row's place
 * @param values by lower-case column name; a column that the source lacks is no key, an empty field
 *     is null
 */
record SourceRow(String keyColumn, String where, Map<String, @Nullable String> values) {
  private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,15}(\\.\\d{1,40})?");
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,9}");

  boolean has(String column) {
    return values.containsKey(column);
  }

  @Nullable String text(String column) {
    String value = values.get(column);
    return value == null || value.isBlank() ? null : value.strip();
  }

  String textOrEmpty(String column) {
    String value = text(column);
    return value == null ? "" : value;
  }

  String required(String column) throws BadField {
    String value = text(column);
    if (value == null) {
      throw bad(column, "empty", "it is required");
    }
    return value;
  }

  String code(String column) throws BadField {
    String value = required(column);
    if (!RecordKey.isPlain(value)) {
      throw misshapen(column, value, "a code belongs there");
    }
    return value;
  }

  @Nullable String codeOrNull(String column) throws BadField {
    return text(column) == null ? null : code(column);
  }

  /** Plain decimal digits: no exponent, no thousands, no currency sign. */
  BigDecimal decimal(String column) throws BadField {
    String value = required(column);
    if (!DECIMAL.matcher(value).matches()) {
      throw misshapen(column, value, "a decimal number belongs there");
    }
    return new BigDecimal(value);
  }

  int whole(String column) throws BadField {
    String value = required(column);
    if (!WHOLE.matcher(value).matches()) {
      throw misshapen(column, value, "a whole number of at most 9 digits belongs there");
    }
    return Integer.parseInt(value);
  }

  boolean flag(String column) throws BadField {
    String value = required(column);
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw misshapen(column, value, "true or false belongs there");
    };
  }

  String currency(String column) throws BadField {
    String value = required(column);
    try {
      return Currency.getInstance(value).getCurrencyCode();
    } catch (IllegalArgumentException e) {
      throw misshapen(column, value, "an ISO 4217 code belongs there");
    }
  }

  LocalDateTime time(String column, ErpTime time) throws BadField {
    String value = required(column);
    LocalDateTime local;
    try {
      local = time.local(value);
    } catch (DateTimeException e) {
      throw misshapen(column, value, "a local time like 2026-01-31T12:00:00 belongs there");
    }
    if (local == null) {
      throw bad(column, "the zero date", "it is required");
    }
    return local;
  }

  BadField misshapen(String column, String value, String reason) {
    return bad(column, ValueShape.of(value), reason);
  }

  BadField bad(String column, String shape, String reason) {
    return new BadField(new UnreadableCredit(key(), where, column, shape, reason));
  }

  private String key() {
    String value = textOrEmpty(keyColumn);
    return RecordKey.isPlain(value) ? value : "";
  }
}
