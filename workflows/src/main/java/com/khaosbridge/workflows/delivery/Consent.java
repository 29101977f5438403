package com.khaosbridge.workflows.delivery;

/** What the ERP says about marketing e-mail to a customer. */
public enum Consent {
  OPTED_IN,
  OPTED_OUT,
  /** Missing, malformed or unmapped in the ERP: never an opt-in. */
  UNKNOWN;

  /** The stricter of two: an opt-out binds before an unknown, an unknown before an opt-in. */
  public Consent strictest(Consent other) {
    if (this == OPTED_OUT || other == OPTED_OUT) {
      return OPTED_OUT;
    }
    return this == UNKNOWN || other == UNKNOWN ? UNKNOWN : OPTED_IN;
  }
}
