package com.khaosbridge.sandbox.retail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that became of a customer.
 *
 * @param customer their number
 * @param side where it happened: {@link #ERP} or the name of a destination
 * @param from what was before, as its type says it
 * @param to what is after it
 * @param at business time
 */
public record Happening(
    Type type,
    String customer,
    String side,
    @Nullable String from,
    @Nullable String to,
    Instant at) {
  /** The side that is no destination. */
  public static final String ERP = "khaos";

  /** What can happen. */
  public enum Type {
    /** {@code to} is the number of who they were merged into. */
    MERGE("merge", true),
    VANISHED("vanished", true),
    REAPPEARED("reappeared", true),
    ANONYMISED("anonymised", true),
    /** {@code from} and {@code to} are URNs. */
    URN_CHANGE("urnChange", true),
    /** {@code from} and {@code to} are e-mails, null for none. */
    EMAIL_CHANGE("emailChange", false),
    /** {@code from} and {@code to} are consents, the first null if nobody knows it. */
    CONSENT_FLIP("consentFlip", false),
    /** A planned act that could not be; {@code from} is the act, {@code to} the reason. */
    SKIPPED("skipped", false);

    private final String label;
    private final boolean identity;

    Type(String label, boolean identity) {
      this.label = label;
      this.identity = identity;
    }

    /** As truth names it. */
    public String label() {
      return label;
    }

    /** Whether a customer is another one or none after it. */
    boolean identity() {
      return identity;
    }
  }
}
