package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import org.jspecify.annotations.Nullable;

/** What must not go out to a destination in masses unless a person says so. */
public enum Limited {
  EVENT("events"),
  OPT_OUT("opt-outs"),
  OPT_IN("opt-ins"),
  /** Whatever removes something at the destination. */
  DELETION("deletions");

  private final String words;

  Limited(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }

  static boolean concerns(DeliveryKind kind) {
    return switch (kind) {
      case EVENT, CONSENT, RETIREMENT -> true;
      case CONTACT, ORDER, SALES_ROWS, METRICS -> false;
    };
  }

  /** What a delivery is; null if it is nothing that is limited. */
  static @Nullable Limited of(DeliveryKind kind, Consent consent) {
    return switch (kind) {
      case EVENT -> EVENT;
      case RETIREMENT -> DELETION;
      case CONSENT ->
          switch (consent) {
            case OPTED_IN -> OPT_IN;
            case OPTED_OUT -> OPT_OUT;
            case UNKNOWN -> null;
          };
      case CONTACT, ORDER, SALES_ROWS, METRICS -> null;
    };
  }
}
