package com.khaosbridge.activities.khaos.records;

/** Words what a value looks like, never what it is. */
public final class ValueShape {
  private ValueShape() {}

  /** E.g. {@code text of 3 letters}. */
  public static String of(String value) {
    long letters = value.codePoints().filter(Character::isLetter).count();
    long digits = value.codePoints().filter(Character::isDigit).count();
    long all = value.codePoints().count();
    if (all == letters) {
      return "text of " + counted(letters, "letter");
    }
    if (all == digits) {
      return "a number of " + counted(digits, "digit");
    }
    return "text of "
        + counted(all, "character")
        + " ("
        + counted(digits, "digit")
        + ", "
        + counted(letters, "letter")
        + ")";
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
