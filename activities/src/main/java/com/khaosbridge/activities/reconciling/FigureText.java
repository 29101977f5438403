package com.khaosbridge.activities.reconciling;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Compares figures as destinations give them back: numbers by value, dates without a time. */
final class FigureText {
  private static final int DATE = "2011-06-28".length();

  private FigureText() {}

  static boolean equal(@Nullable String expected, @Nullable String there) {
    String one = expected == null ? "" : expected.strip();
    String other = there == null ? "" : there.strip();
    if (one.equalsIgnoreCase(other)) {
      return true;
    }
    if (one.matches("\\d{4}-\\d\\d-\\d\\d") && other.startsWith(one)) {
      return other.charAt(DATE) == 'T' || other.charAt(DATE) == ' ';
    }
    BigDecimal number = number(one);
    BigDecimal otherNumber = number(other);
    return number != null && otherNumber != null && number.compareTo(otherNumber) == 0;
  }

  private static @Nullable BigDecimal number(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
