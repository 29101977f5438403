package com.khaosbridge.activities.khaos.records;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ERP's yes and no: {@code -1} and {@code 0}. */
final class ErpFlag {
  private static final Set<String> NO = Set.of("", "0", "FALSE", "F", "NO", "N");
  private static final Set<String> YES = Set.of("-1", "1", "TRUE", "T", "YES", "Y");

  private ErpFlag() {}

  /** For flags that protect someone: whatever isn't a no is a yes. */
  static boolean unlessNo(@Nullable String value) {
    return value != null && !NO.contains(plain(value));
  }

  /** For flags that prefer something: only a yes is a yes. */
  static boolean ifYes(@Nullable String value) {
    return value != null && YES.contains(plain(value));
  }

  private static String plain(String value) {
    return value.strip().toUpperCase(Locale.ROOT);
  }
}
