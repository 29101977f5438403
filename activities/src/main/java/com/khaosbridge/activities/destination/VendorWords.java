package com.khaosbridge.activities.destination;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What may be repeated of what a vendor says: names that we know without it. Vendors quote refused
 * values in their texts, and no pattern tells a name or a postcode from other words; so a text is
 * looked at, never passed on.
 */
public final class VendorWords {
  /** Stands where a vendor gave no code that could be repeated. */
  public static final String NO_CODE = "no code given";

  private VendorWords() {}

  /** Those of our own names that stand in the text as whole words, each once, in our order. */
  public static List<String> ours(Collection<String> names, String text) {
    return names.stream().distinct().filter(name -> names(text, name)).toList();
  }

  /**
   * The one of our own words that the vendor's is, whatever its case, in our spelling; else the
   * other word.
   */
  public static String ourWord(Collection<String> known, String theirs, String otherwise) {
    String wanted = theirs.strip().toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(word -> word.toLowerCase(Locale.ROOT).equals(wanted))
        .findFirst()
        .orElse(otherwise);
  }

  private static boolean names(String text, String name) {
    return Pattern.compile("(?<![\\w@.-])" + Pattern.quote(name) + "(?![\\w@-])")
        .matcher(text)
        .find();
  }
}
