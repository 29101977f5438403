package com.khaosbridge.workflows.decision;

import com.khaosbridge.workflows.delivery.Consent;
import org.jspecify.annotations.Nullable;

/**
 * Whether a person's consent may be written to a contact that exists. Fails closed: an opt-out
 * always goes, an opt-in only on evidence newer than what it would undo.
 */
public final class ConsentRule {
  private ConsentRule() {}

  /** What to do. */
  public enum Decision {
    WRITE,
    /** The destination says so already. */
    ALREADY_TRUE,
    /** Hold it: the consent is unknown. */
    HOLD_UNKNOWN,
    /** Hold it: the opt-in is no newer than what the destination has. */
    HOLD_FIRST_SIGHT,
    /** Hold it: nobody knows whether the opt-out is one. */
    HOLD_OPT_OUT,
    /** Leave the contact opted in. */
    LEAVE
  }

  /**
   * @param erp what the ERP says now, the strictest of the person's customers
   * @param there what we last wrote to this contact or read from it, null if neither
   * @param turnedSince whether our ledger saw the ERP turn to what it says now after that, and to
   *     opted in also after every opt-out that the person made at the destination; first sight of a
   *     customer is no turn
   * @param unsure what becomes of an opt-out that may be none; null if it is one beyond doubt
   */
  public static Decision decide(
      Consent erp, @Nullable Consent there, boolean turnedSince, @Nullable FirstSight unsure) {
    return switch (erp) {
      case UNKNOWN -> Decision.HOLD_UNKNOWN;
      case OPTED_OUT -> {
        if (there == Consent.OPTED_OUT && !turnedSince) {
          yield Decision.ALREADY_TRUE;
        }
        yield there == Consent.OPTED_IN && unsure != null ? of(unsure) : Decision.WRITE;
      }
      case OPTED_IN -> {
        if (there == Consent.OPTED_IN) {
          yield Decision.ALREADY_TRUE;
        }
        yield there != null && turnedSince ? Decision.WRITE : Decision.HOLD_FIRST_SIGHT;
      }
    };
  }

  private static Decision of(FirstSight unsure) {
    return switch (unsure) {
      case ERP_WINS -> Decision.WRITE;
      case DESTINATION_WINS -> Decision.LEAVE;
      case HOLD -> Decision.HOLD_OPT_OUT;
    };
  }
}
