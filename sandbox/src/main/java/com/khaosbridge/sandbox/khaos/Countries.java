package com.khaosbridge.sandbox.khaos;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Country codes for the names that the shop uses. */
final class Countries {
  private static final Map<String, String> CODES = codes();

  private Countries() {}

  /** The two-letter code, empty if the name is no country's. */
  static String code(String name) {
    return CODES.getOrDefault(name, "");
  }

  private static Map<String, String> codes() {
    Map<String, String> codes = new HashMap<>();
    for (String code : Locale.getISOCountries()) {
      codes.put(new Locale("", code).getDisplayCountry(Locale.ENGLISH), code);
    }
    codes.put("EIRE", "IE");
    codes.put("USA", "US");
    codes.put("RSA", "ZA");
    codes.put("Czech Republic", "CZ");
    return codes;
  }
}
