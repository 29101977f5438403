package com.khaosbridge.activities.reconciling;

import com.khaosbridge.activities.destination.ConsentThere;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.reconciliation.ExpectedPerson;
import com.khaosbridge.workflows.reconciliation.Standing;

/**
 * Compares the consent at a destination with the ERP's. An opt-out that a person gave there binds,
 * and is no difference; nor is what the destination waits for or bars by its own reasons.
 */
final class ConsentComparison {
  private ConsentComparison() {}

  /** What comparing came to. */
  enum Result {
    EQUAL,
    /** Something of it is in flight, or held with the consent that we know of. */
    PENDING,
    /** There is an opt-in that the ERP does not have. */
    MAILABLE,
    /** The ERP's opt-out does not stand there. */
    NO_OPT_OUT,
    /** We wrote an opt-out, and the ERP has an opt-in: a person must decide. */
    STILL_OPTED_OUT,
    /** We wrote an opt-in, and there is none now, nor an opt-out. */
    EMPTIED
  }

  static Result compare(ExpectedPerson person, ConsentThere there) {
    if (person.consentOwed() == Standing.PENDING
        && !(person.consentHeld() && isNews(person, there))) {
      return Result.PENDING;
    }
    Consent expected = person.onHold() ? Consent.UNKNOWN : person.consent();
    if (there == ConsentThere.OPTED_IN) {
      return expected == Consent.OPTED_IN ? Result.EQUAL : Result.MAILABLE;
    }
    if (there == ConsentThere.AWAITING || there == ConsentThere.BARRED) {
      return Result.EQUAL;
    }
    if (expected == Consent.OPTED_OUT) {
      return there == ConsentThere.OPTED_OUT ? Result.EQUAL : Result.NO_OPT_OUT;
    }
    if (expected == Consent.UNKNOWN) {
      return Result.EQUAL;
    }
    if (there == ConsentThere.OPTED_OUT) {
      return person.writtenByUs() && person.written() == Consent.OPTED_OUT
          ? Result.STILL_OPTED_OUT
          : Result.EQUAL;
    }
    return person.written() == Consent.OPTED_IN ? Result.EMPTIED : Result.EQUAL;
  }

  /** A case knows what we wrote or read there, not an opt-in that somebody made since. */
  private static boolean isNews(ExpectedPerson person, ConsentThere there) {
    return there == ConsentThere.OPTED_IN && person.written() != Consent.OPTED_IN;
  }
}
