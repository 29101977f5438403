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
    HOLD_FIRST_SIGHT
  }

  /**
   * @param erp what the ERP says now, the strictest of the person's customers
   * @param there what we last wrote to this contact or read from it, null if neither
   * @param turnedSince whether our ledger saw the ERP turn to what it says now after that, and to
   *     opted in also after every opt-out that the person made at the destination; first sight of a
   *     customer is no turn
   */
  public static Decision decide(Consent erp, @Nullable Consent there, boolean turnedSince) {
    return switch (erp) {
      case UNKNOWN -> Decision.HOLD_UNKNOWN;
      case OPTED_OUT ->
          there == Consent.OPTED_OUT && !turnedSince ? Decision.ALREADY_TRUE : Decision.WRITE;
      case OPTED_IN -> {
        if (there == Consent.OPTED_IN) {
          yield Decision.ALREADY_TRUE;
        }
        yield there != null && turnedSince ? Decision.WRITE : Decision.HOLD_FIRST_SIGHT;
      }
    };
  }
}
