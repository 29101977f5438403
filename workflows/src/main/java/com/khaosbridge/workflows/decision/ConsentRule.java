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
   * @param written what we last wrote to this contact, null if we never did
   * @param there what was read at the destination in this very pass, null if nothing was read
   * @param optInSeenSinceWritten whether our ledger saw the ERP turn to opted in after we last
   *     wrote; first sight of a customer is no turn
   */
  public static Decision decide(
      Consent erp,
      @Nullable Consent written,
      @Nullable Consent there,
      boolean optInSeenSinceWritten) {
    return switch (erp) {
      case UNKNOWN -> Decision.HOLD_UNKNOWN;
      case OPTED_OUT ->
          there == Consent.OPTED_OUT || (there == null && written == Consent.OPTED_OUT)
              ? Decision.ALREADY_TRUE
              : Decision.WRITE;
      case OPTED_IN -> {
        if (there == Consent.OPTED_IN || (there == null && written == Consent.OPTED_IN)) {
          yield Decision.ALREADY_TRUE;
        }
        // An opt-out that we did not write is seen only now: no turn in the ERP is newer than that.
        boolean optOutOfTheirs = there == Consent.OPTED_OUT && written == Consent.OPTED_IN;
        yield written != null && optInSeenSinceWritten && !optOutOfTheirs
            ? Decision.WRITE
            : Decision.HOLD_FIRST_SIGHT;
      }
    };
  }
}
