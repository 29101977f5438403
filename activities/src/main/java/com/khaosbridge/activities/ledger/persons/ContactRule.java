package com.khaosbridge.activities.ledger.persons;

import com.khaosbridge.workflows.delivery.ExclusionReason;
import org.jspecify.annotations.Nullable;

/** Who has a contact at all, by ERP facts. */
final class ContactRule {
  private ContactRule() {}

  /** Why a customer has no contact, or null if there may be one. */
  static @Nullable ExclusionReason exclusion(
      AddressState address, boolean supplier, boolean hidden, boolean held) {
    if (supplier) {
      return ExclusionReason.SUPPLIER;
    }
    if (held) {
      return ExclusionReason.HELD_IN_ERP;
    }
    if (hidden) {
      return ExclusionReason.HIDDEN_IN_ERP;
    }
    return switch (address) {
      case VALID -> null;
      case MISSING -> ExclusionReason.NO_EMAIL;
      case MALFORMED -> ExclusionReason.MALFORMED_EMAIL;
    };
  }
}
