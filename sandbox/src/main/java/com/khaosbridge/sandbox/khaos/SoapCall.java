package com.khaosbridge.sandbox.khaos;

import com.khaosbridge.sandbox.retail.UkTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call of an operation. A parameter that was left out reads as the type's zero value.
 *
 * @param operation what is called
 * @param values the text of the parameters given, by name
 */
record SoapCall(Operation operation, Map<String, String> values) {
  /** Delphi's zero date and the "since ever" of clients, both far before any trade. */
  private static final LocalDateTime NO_DATE_UNTIL = LocalDateTime.of(1900, 1, 1, 0, 0);

  /** The values of a comma separated list, without blanks, empty if none is given. */
  List<String> list(String name) {
    List<String> list = new ArrayList<>();
    for (String value : text(name).split(",", -1)) {
      if (!value.isBlank()) {
        list.add(value.strip());
      }
    }
    return list;
  }

  int number(String name) throws SoapFault {
    String text = text(name);
    try {
      return text.isEmpty() ? 0 : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new SoapFault(SoapFault.Code.SERVER, "'" + name + "' is not a valid integer value", e);
    }
  }

  /** Both ways of writing a boolean are understood: {@code -1/0} and {@code true/false}. */
  boolean flag(String name) throws SoapFault {
    return switch (text(name)) {
      case "-1", "1", "true" -> true;
      case "", "0", "false" -> false;
      default -> throw SoapFault.server("'" + name + "' is not a valid boolean value");
    };
  }

  /** A UK local time, null for a zero date or none. */
  @Nullable LocalDateTime date(String name) throws SoapFault {
    String text = text(name);
    if (text.isEmpty()) {
      return null;
    }
    try {
      LocalDateTime date = LocalDateTime.parse(text);
      return date.isBefore(NO_DATE_UNTIL) ? null : date;
    } catch (DateTimeException e) {
      throw new SoapFault(SoapFault.Code.SERVER, "'" + name + "' is not a valid date and time", e);
    }
  }

  /** The instant of a UK local time, the beginning of time for a zero date or none. */
  Instant since(String name) throws SoapFault {
    LocalDateTime date = date(name);
    return date == null ? Instant.EPOCH : UkTime.instant(date);
  }

  private String text(String name) {
    return values.getOrDefault(name, "").strip();
  }
}
