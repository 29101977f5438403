package com.khaosbridge.activities.emarsys;

import java.util.regex.Pattern;

/** Takes personal data out of what Emarsys says, before it is quoted. */
final class PlainWords {
  private static final Pattern EMAIL = Pattern.compile("[^\\s\"'<>,;:()]+@[^\\s\"'<>,;:()]+");

  /** Emarsys appends the key's value, which may be an address, after a dash. */
  private static final Pattern ECHOED_VALUE = Pattern.compile("\\s-\\s.*", Pattern.DOTALL);

  private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}+");
  private static final int LONGEST = 200;

  private PlainWords() {}

  static String of(String words) {
    String plain = ECHOED_VALUE.matcher(words).replaceFirst("");
    plain = UNPRINTABLE.matcher(plain).replaceAll(" ");
    plain = EMAIL.matcher(plain).replaceAll("(address)").strip();
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
  }
}
