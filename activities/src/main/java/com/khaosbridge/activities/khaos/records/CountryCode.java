package com.khaosbridge.activities.khaos.records;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** ISO 3166 alpha-2 out of the two- and three-letter codes that the ERP may hold. */
final class CountryCode {
  private static final Set<String> TWO = Set.of(Locale.getISOCountries());
  private static final Map<String, String> THREE =
      TWO.stream()
          .collect(
              Collectors.toMap(
                  code -> new Locale.Builder().setRegion(code).build().getISO3Country(),
                  Function.identity()));

  private CountryCode() {}

  /**
   * Reads a code.
   *
   * @return null if the text is no such code
   */
  static @Nullable String of(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String code = text.strip().toUpperCase(Locale.ROOT);
    if (code.equals("UK")) {
      // Not in the standard, but what people in the United Kingdom write.
      return "GB";
    }
    return TWO.contains(code) ? code : THREE.get(code);
  }
}
