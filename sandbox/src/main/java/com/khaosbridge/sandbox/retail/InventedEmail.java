package com.khaosbridge.sandbox.retail;

import org.jspecify.annotations.Nullable;

/** The e-mail that is invented for a customer. */
final class InventedEmail {
  private static final double MISSING = 0.02;
  private static final double MISSING_OR_MALFORMED = 0.025;

  private InventedEmail() {}

  /** Null if missing, else possibly malformed. */
  static @Nullable String of(String n, Invention invention) {
    double u = invention.u("email", n);
    if (u < MISSING) {
      return null;
    }
    return u < MISSING_OR_MALFORMED ? "c" + n + " at example.com" : valid(n);
  }

  /** Null if missing or malformed. */
  static @Nullable String validOf(String n, Invention invention) {
    return invention.u("email", n) < MISSING_OR_MALFORMED ? null : valid(n);
  }

  private static String valid(String n) {
    return "c" + n + "@example.com";
  }
}
