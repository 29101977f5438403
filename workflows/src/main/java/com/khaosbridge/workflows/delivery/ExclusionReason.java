package com.khaosbridge.workflows.delivery;

/** Why a delivery is excluded. The name is the code in the ledger; the words are for people. */
public enum ExclusionReason {
  GUEST("guest"),
  NO_EMAIL("no e-mail"),
  MALFORMED_EMAIL("malformed e-mail"),
  SUPPLIER("supplier"),
  HELD_IN_ERP("held in the ERP"),
  HIDDEN_IN_ERP("hidden in the ERP"),
  /** None of the person's customers is in the ERP any more. */
  VANISHED_FROM_ERP("no longer in the ERP"),
  /** Somebody asked to be forgotten, or shares the address of who did. */
  ERASED("erased on request"),
  CREATION_POLICY("no consent and no recent order"),
  BEFORE_GO_LIVE("before go-live"),
  TOO_LATE("too late"),
  SUPERSEDED("superseded"),
  /** The event went out before, e.g. with an order's first invoice. */
  ANNOUNCED("announced already"),
  NO_LINES("invoice without lines"),
  SUPPRESSED("suppressed at the destination"),
  NO_CAMPAIGN("no campaign"),
  /** A marketing event to who is not opted in, in the ERP or at the destination. */
  NOT_OPTED_IN("not opted in"),
  /** An opt-out of first sight, at a site where the destination's opt-in wins. */
  OPTED_IN_THERE("opted in at the destination before"),
  /** Nobody is asked to buy again what was bought again, or came back. */
  SUPPLIED("bought again or returned"),
  /** The order was cancelled before this was told. */
  CANCELLED("order cancelled"),
  /** A person excluded it; the detail says why. */
  DECIDED("decided");

  private final String words;

  ExclusionReason(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }

  /** Whether it is one for which a person has no contact now, and may have one later. */
  public boolean isWantOfContact() {
    return switch (this) {
      case NO_EMAIL,
          MALFORMED_EMAIL,
          SUPPLIER,
          HELD_IN_ERP,
          HIDDEN_IN_ERP,
          VANISHED_FROM_ERP,
          CREATION_POLICY ->
          true;
      case GUEST,
          ERASED,
          BEFORE_GO_LIVE,
          TOO_LATE,
          SUPERSEDED,
          ANNOUNCED,
          NO_LINES,
          SUPPRESSED,
          NO_CAMPAIGN,
          NOT_OPTED_IN,
          OPTED_IN_THERE,
          SUPPLIED,
          CANCELLED,
          DECIDED ->
          false;
    };
  }
}
