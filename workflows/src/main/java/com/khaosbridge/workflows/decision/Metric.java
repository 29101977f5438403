package com.khaosbridge.workflows.decision;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A figure about a person's orders that marketing finds on the contact. {@link PersonMetrics} says
 * how each is made.
 */
public enum Metric {
  ORDERS(Type.NUMBER, false),
  ITEMS(Type.NUMBER, false),
  DISTINCT_SKUS(Type.NUMBER, false),
  GROSS(Type.MONEY, false),
  REFUNDED(Type.MONEY, true),
  AFTER_CREDITS(Type.MONEY, true),
  AVERAGE_ORDER(Type.MONEY, true),
  UNALLOCATED_CREDIT(Type.MONEY, true),
  FIRST_ORDER(Type.DATE, false),
  LAST_ORDER(Type.DATE, false),
  LAST_DESPATCH(Type.DATE, false),
  SINCE_LAST_ORDER(Type.TEXT, false),
  LAST_RETURNED_SKUS(Type.TEXT, true),
  RETURNED_ONLY(Type.FLAG, true),
  VIP(Type.FLAG, true);

  private final Type type;
  private final boolean fromCredits;

  Metric(Type type, boolean fromCredits) {
    this.type = type;
    this.fromCredits = fromCredits;
  }

  /** How a figure is written as text, which every destination turns into what its fields take. */
  public enum Type {
    /** A quantity in plain decimals. */
    NUMBER,
    /** An amount exVat in plain decimals. */
    MONEY,
    /** ISO 8601, e.g. {@code 2011-06-28}. */
    DATE,
    TEXT,
    /** {@code true} or {@code false}. */
    FLAG
  }

  public Type type() {
    return type;
  }

  /** Whether it can't be known without a source of credit notes. */
  public boolean isFromCredits() {
    return fromCredits;
  }

  /** Its name in settings, e.g. {@code after-credits}. */
  public String settingName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The metric of this name in the settings, whatever its case and with or without dashes, as the
   * environment can't hold them; null if there is none.
   */
  public static @Nullable Metric named(String settingName) {
    return Arrays.stream(values())
        .filter(metric -> letters(metric.name()).equals(letters(settingName)))
        .findFirst()
        .orElse(null);
  }

  /** All names in settings. */
  public static List<String> settingNames() {
    return Arrays.stream(values()).map(Metric::settingName).toList();
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }
}
