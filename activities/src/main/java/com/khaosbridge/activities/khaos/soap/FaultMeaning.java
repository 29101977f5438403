package com.khaosbridge.activities.khaos.soap;

import java.util.Locale;

/**
 * What a fault of the service is about, in words of ours. Those of the server quote what it was
 * working on, which may be a customer, so they go no further than here.
 */
enum FaultMeaning {
  UNKNOWN_OPERATION("not found in interface", "it doesn't know the operation"),
  NOT_SUPPORTED("not supported", "it doesn't support what was asked for"),
  ACCESS_VIOLATION("access violation", "an access violation in its server"),
  OUT_OF_MEMORY("out of memory", "its server is out of memory"),
  LICENCE("licen", "something about its licence"),
  LOGIN("password", "something about the login"),
  DEADLOCK("deadlock", "a deadlock in its database"),
  LOCK("lock conflict", "a record that is locked in its database"),
  CONVERSION("conversion error", "a value that its database can't convert"),
  UNREACHABLE("network request", "its database can't be reached"),
  TIMEOUT("timeout", "a timeout in its server"),
  INVALID_VALUE("is not a valid", "a value that it can't read"),
  OTHER("", "something that the bridge has no words for");

  private static final int MOST_CHARACTERS = 2_000;

  private final String mark;
  private final String words;

  FaultMeaning(String mark, String words) {
    this.mark = mark;
    this.words = words;
  }

  static FaultMeaning of(String faultText) {
    String text =
        faultText
            .substring(0, Math.min(faultText.length(), MOST_CHARACTERS))
            .toLowerCase(Locale.ROOT);
    for (FaultMeaning meaning : values()) {
      if (text.contains(meaning.mark)) {
        return meaning;
      }
    }
    return OTHER;
  }

  String words() {
    return words;
  }
}
