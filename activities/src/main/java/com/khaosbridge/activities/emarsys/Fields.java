package com.khaosbridge.activities.emarsys;

/** Ids of the system fields, which are the same in every account (Emarsys help portal). */
final class Fields {
  static final String FIRST_NAME = "1";
  static final String LAST_NAME = "2";
  static final String EMAIL = "3";
  static final String POSTCODE = "13";
  static final String COUNTRY = "14";
  static final String OPT_IN = "31";

  /** The internal contact id: no field, but usable as a key. */
  static final String CONTACT_ID = "id";

  /** Choice of {@link #OPT_IN}: may be mailed. */
  static final int OPTED_IN = 1;

  /** Choice of {@link #OPT_IN}: opted out, explicitly. */
  static final int OPTED_OUT = 2;

  private Fields() {}
}
