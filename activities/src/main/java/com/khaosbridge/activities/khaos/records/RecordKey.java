package com.khaosbridge.activities.khaos.records;

import java.util.regex.Pattern;

/**
 * Tells codes by which the ERP names a record from whatever else may stand in a code's place. A
 * code may be stored and shown; an e-mail, a name, a postcode or a phone number may not.
 */
public final class RecordKey {
  private static final Pattern PLAIN = Pattern.compile("(?=.*\\d)[A-Za-z0-9#][A-Za-z0-9/_-]{0,39}");
  private static final Pattern UK_POSTCODE =
      Pattern.compile("[A-Za-z]{1,2}\\d[A-Za-z\\d]?[/_-]?\\d[A-Za-z]{2}");
  private static final Pattern PHONE = Pattern.compile("#?(?:\\d[/_-]?){10,}");

  private RecordKey() {}

  /** Whether the text looks like a code and like nothing that tells of a person. */
  public static boolean isPlain(String text) {
    return PLAIN.matcher(text).matches()
        && !UK_POSTCODE.matcher(text).matches()
        && !PHONE.matcher(text).matches();
  }
}
