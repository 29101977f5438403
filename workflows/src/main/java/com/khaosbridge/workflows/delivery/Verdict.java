package com.khaosbridge.workflows.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a destination's answer means for one row. Texts are for people and go into the ledger and
 * cases: they hold ids and codes but no personal data.
 */
public sealed interface Verdict {

  /**
   * The row is true at the destination.
   *
   * @param contactId the destination's own immutable id of the contact, where the answer or our
   *     link names it
   * @param created whether this very call created the contact, and thereby carried its consent
   * @param consentThere for a contact that was there before: the consent read at the destination,
   *     null if not read
   */
  record Ok(
      Evidence evidence,
      @Nullable String contactId,
      boolean created,
      @Nullable Consent consentThere)
      implements Verdict {
    public Ok(Evidence evidence, @Nullable String contactId, boolean created) {
      this(evidence, contactId, created, null);
    }

    public static Ok accepted() {
      return new Ok(Evidence.ACCEPTED, null, false);
    }

    public static Ok accepted(String contactId, boolean created) {
      return new Ok(Evidence.ACCEPTED, contactId, created);
    }
  }

  /**
   * Nothing happened, and the same row may be sent again after the delay.
   *
   * @param cause short and stable, e.g. {@code rate limited}; groups rows of the same trouble
   */
  record Retry(Duration delay, String cause) implements Verdict {}

  /**
   * The destination will never take this row as it stands.
   *
   * @param cause short and stable, e.g. {@code e-mail refused}; rows of one cause share a case
   * @param detail the destination's code and words, stripped of personal data
   */
  record Reject(String cause, String detail) implements Verdict {}

  /** The row will never be sent to this destination, for a reason that is nobody's fault. */
  record Exclude(String reason) implements Verdict {}

  /** The whole destination can't be used until a person puts its configuration right. */
  record Config(String cause, String detail) implements Verdict {}

  /** The call may or may not have had its effect, and repeating it could double the effect. */
  record UnknownOutcome(String cause) implements Verdict {}
}
