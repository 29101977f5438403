package com.khaosbridge.sandbox.dotdigital;

import com.khaosbridge.sandbox.dotdigital.ContactRejected.Cause;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One identifier of a contact in the form in which two spellings are equal: e-mails in lower case,
 * mobile numbers as digits.
 *
 * @param name {@code contactId}, {@code email}, {@code mobileNumber} or a custom identifier
 * @param value the normal form
 */
record ContactIdentifier(String name, String value) {
  static final String CONTACT_ID = "contactId";
  static final String EMAIL = "email";
  static final String MOBILE = "mobileNumber";

  private static final int MAX_LENGTH = 256;
  private static final Pattern EMAIL_FORM =
      Pattern.compile("[^\\s@\"<>(),;:\\\\\\[\\]]+@[A-Za-z0-9]([A-Za-z0-9-]*)(\\.[A-Za-z0-9-]+)+");
  private static final Pattern MOBILE_FORM = Pattern.compile("\\+?[1-9][0-9]{6,14}");
  private static final Pattern ID_FORM = Pattern.compile("[0-9]{1,15}");

  /** Checks a value and gives its normal form. */
  static ContactIdentifier of(String name, String raw) throws ContactRejected {
    switch (name) {
      case CONTACT_ID -> {
        require(ID_FORM.matcher(raw).matches(), Cause.INVALID_CONTACT_ID, name);
        return new ContactIdentifier(name, Long.toString(Long.parseLong(raw)));
      }
      case EMAIL -> {
        require(isEmail(raw), Cause.INVALID_EMAIL, name);
        return new ContactIdentifier(name, raw.toLowerCase(Locale.ROOT));
      }
      case MOBILE -> {
        require(MOBILE_FORM.matcher(raw).matches(), Cause.INVALID_PHONE_NUMBER, name);
        return new ContactIdentifier(name, raw.startsWith("+") ? raw.substring(1) : raw);
      }
      default -> {
        require(!raw.isBlank() && raw.length() <= MAX_LENGTH, Cause.NO_IDENTIFIERS, name);
        return new ContactIdentifier(name, raw);
      }
    }
  }

  static boolean isEmail(String raw) {
    return raw.length() <= MAX_LENGTH && EMAIL_FORM.matcher(raw).matches() && !raw.contains("..");
  }

  /** The key in the index of identifiers; a name never has a slash. */
  String key() {
    return name + "/" + value;
  }

  private static void require(boolean valid, Cause cause, String name) throws ContactRejected {
    if (!valid) {
      throw new ContactRejected(cause, name, "Invalid value for '" + name + "'");
    }
  }
}
