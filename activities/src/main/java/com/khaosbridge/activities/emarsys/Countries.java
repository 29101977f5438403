package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.http.WireJson;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The account's choices of the field country, found by ISO code or by name. A country that the
 * account doesn't have is left out: a missing country is better than a refused contact.
 */
final class Countries {
  /** Names in use besides those of the Unicode locale data. */
  private static final Map<String, List<String>> OTHER_NAMES =
      Map.ofEntries(
          Map.entry("AE", List.of("UAE")),
          Map.entry("CZ", List.of("Czech Republic")),
          Map.entry("GB", List.of("UK", "Great Britain")),
          Map.entry("HK", List.of("Hong Kong")),
          Map.entry("IE", List.of("Republic of Ireland", "Eire")),
          Map.entry("KR", List.of("Korea, Republic of", "Republic of Korea")),
          Map.entry("MK", List.of("Macedonia")),
          Map.entry("NL", List.of("The Netherlands")),
          Map.entry("RU", List.of("Russian Federation")),
          Map.entry("TR", List.of("Turkey")),
          Map.entry("US", List.of("USA", "United States of America")),
          Map.entry("VN", List.of("Viet Nam")));

  private final Map<String, String> choiceByName = new HashMap<>();
  private final Map<String, String> countryByChoice = new HashMap<>();

  /** Takes Emarsys' list, in which each country has an id and its English name. */
  Countries(JsonNode choices) {
    for (JsonNode choice : choices) {
      choiceByName.putIfAbsent(
          letters(WireJson.text(choice.path("choice"))), WireJson.text(choice.path("id")));
    }
    choiceByName.remove("");
    for (String code : Locale.getISOCountries()) {
      String choice = choice(code, null);
      if (choice != null) {
        countryByChoice.putIfAbsent(choice, code);
      }
    }
    for (JsonNode choice : choices) {
      countryByChoice.putIfAbsent(
          WireJson.text(choice.path("id")), WireJson.text(choice.path("choice")).strip());
    }
  }

  int size() {
    return choiceByName.size();
  }

  /** The choice's id, or null if the account has none for this country. */
  @Nullable String choice(@Nullable String countryCode, @Nullable String country) {
    if (countryCode != null) {
      String code = countryCode.strip().toUpperCase(Locale.ROOT);
      String byCode =
          choiceByName.get(
              letters(
                  new Locale.Builder()
                      .setRegion(code.matches("[A-Z]{2}") ? code : "")
                      .build()
                      .getDisplayCountry(Locale.ENGLISH)));
      for (String name : OTHER_NAMES.getOrDefault(code, List.of())) {
        byCode = byCode == null ? choiceByName.get(letters(name)) : byCode;
      }
      if (byCode != null) {
        return byCode;
      }
    }
    return country == null ? null : choiceByName.get(letters(country));
  }

  /** A choice's ISO code, or its name if that has none; empty if the account has no such choice. */
  String country(String choice) {
    return countryByChoice.getOrDefault(choice, "");
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}]", "");
  }
}
