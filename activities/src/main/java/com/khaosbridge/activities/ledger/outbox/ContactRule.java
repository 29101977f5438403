package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.khaos.records.EmailState;
import org.jspecify.annotations.Nullable;

/**
 * Who has a contact at all, by ERP facts. The names of the exclusions are what people read in
 * reports.
 */
public final class ContactRule {
  public static final String GUEST = "guest";
  public static final String NO_EMAIL = "no e-mail";
  public static final String MALFORMED_EMAIL = "malformed e-mail";
  public static final String SUPPLIER = "supplier";
  public static final String HELD_IN_ERP = "held in the ERP";
  public static final String HIDDEN_IN_ERP = "hidden in the ERP";
  public static final String CREATION_POLICY = "no consent and no recent order";
  public static final String SUPERSEDED = "superseded";

  private ContactRule() {}

  /** Why a customer has no contact, or null if there may be one. */
  public static @Nullable String exclusion(
      EmailState email, boolean supplier, boolean hidden, boolean held) {
    if (supplier) {
      return SUPPLIER;
    }
    if (held) {
      return HELD_IN_ERP;
    }
    if (hidden) {
      return HIDDEN_IN_ERP;
    }
    return switch (email) {
      case VALID -> null;
      case MISSING -> NO_EMAIL;
      case MALFORMED -> MALFORMED_EMAIL;
    };
  }
}
