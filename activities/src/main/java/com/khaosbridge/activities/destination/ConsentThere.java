package com.khaosbridge.activities.destination;

import com.khaosbridge.workflows.delivery.Consent;

/** What a destination holds of a contact's consent to e-mail. */
public enum ConsentThere {
  OPTED_IN,
  OPTED_OUT,
  /** Asked to confirm an opt-in, and not mailed until then. */
  AWAITING,
  /** Never mailed, by the destination's own reasons: bounces, complaints, suppression. */
  BARRED,
  /** None, or a value that we don't know. */
  UNKNOWN;

  /** As consent: only the person's own yes and no are one. */
  public Consent consent() {
    return switch (this) {
      case OPTED_IN -> Consent.OPTED_IN;
      case OPTED_OUT -> Consent.OPTED_OUT;
      case AWAITING, BARRED, UNKNOWN -> Consent.UNKNOWN;
    };
  }
}
