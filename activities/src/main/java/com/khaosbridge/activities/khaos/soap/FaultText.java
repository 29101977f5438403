package com.khaosbridge.activities.khaos.soap;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Quotes a server's words without what may be personal: e-mails, long numbers, postcodes and quoted
 * values go; quoted names of database columns stay.
 */
final class FaultText {
  private static final int LONGEST = 300;
  private static final String GONE = "…";
  private static final Pattern EMAIL = Pattern.compile("[^\\s<>\"'(),;:]+@[^\\s<>\"'(),;:]+");
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*(?:\"|$)|'[^']*'");
  private static final Pattern COLUMN_NAME = Pattern.compile("[\"'][A-Z0-9_.]{1,60}[\"']");
  private static final Pattern LONG_NUMBER = Pattern.compile("\\+?\\d(?:[ ()-]?\\d){8,}");
  private static final Pattern POSTCODE =
      Pattern.compile("\\b[A-Za-z]{1,2}\\d[A-Za-z\\d]? ?\\d[A-Za-z]{2}\\b");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\s]+");

  private FaultText() {}

  static String quotable(String words) {
    // Bounded first: patterns must not run over a text as long as an attacker likes.
    String text = words.length() > 4 * LONGEST ? words.substring(0, 4 * LONGEST) : words;
    text = CONTROL.matcher(text).replaceAll(" ");
    text = EMAIL.matcher(text).replaceAll(GONE);
    text = QUOTED.matcher(text).replaceAll(FaultText::columnNameOnly);
    text = LONG_NUMBER.matcher(text).replaceAll(GONE);
    text = POSTCODE.matcher(text).replaceAll(GONE).strip();
    if (text.isEmpty()) {
      return "no words";
    }
    return text.length() > LONGEST ? text.substring(0, LONGEST) + GONE : text;
  }

  private static String columnNameOnly(MatchResult quoted) {
    return COLUMN_NAME.matcher(quoted.group()).matches() ? quoted.group() : GONE;
  }
}
