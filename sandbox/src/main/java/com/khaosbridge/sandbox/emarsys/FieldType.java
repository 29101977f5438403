package com.khaosbridge.sandbox.emarsys;

import java.util.Locale;

/** What a contact field may hold. */
enum FieldType {
  SHORTTEXT(60),
  LONGTEXT(255),
  LARGETEXT(Integer.MAX_VALUE),
  NUMERIC(24),
  DATE(10),
  URL(Integer.MAX_VALUE),
  SINGLECHOICE(0),
  MULTICHOICE(0);

  private final int maxCharacters;

  FieldType(int maxCharacters) {
    this.maxCharacters = maxCharacters;
  }

  /** Longer texts are cut; characters are code points. */
  int maxCharacters() {
    return maxCharacters;
  }

  boolean isChoice() {
    return this == SINGLECHOICE || this == MULTICHOICE;
  }

  /** The name in the field list's {@code application_type}. */
  String applicationType() {
    return name().toLowerCase(Locale.ROOT);
  }
}
