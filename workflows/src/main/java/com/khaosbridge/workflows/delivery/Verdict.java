package com.khaosbridge.workflows.delivery;

import java.time.Duration;
import java.util.List;
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
   * @param decideAnew whether it is to be decided again before that if the row may go at all
   * @param consentThere the consent that was read at the destination and speaks against the row,
   *     null if none
   */
  record Retry(Duration delay, String cause, boolean decideAnew, @Nullable Consent consentThere)
      implements Verdict {
    public Retry(Duration delay, String cause) {
      this(delay, cause, false, null);
    }

    /** What was read at the destination is news to us: to be decided again. */
    public static Retry notAsThought(Consent consentThere) {
      return new Retry(
          Duration.ZERO, "the destination has another consent than we knew", true, consentThere);
    }

    /** Something became known since it was decided that the row may go: to be decided again. */
    public static Retry toBeDecided() {
      return new Retry(Duration.ZERO, "consent is to be decided anew", true, null);
    }
  }

  /**
   * The destination will never take this row as it stands.
   *
   * @param cause short and stable, e.g. {@code e-mail refused}; rows of one cause share a case
   * @param detail the destination's code and words, stripped of personal data
   * @param missing the fields that an event must have and lacks; such a row was never sent
   */
  record Reject(String cause, String detail, List<String> missing) implements Verdict {
    public Reject {
      missing = List.copyOf(missing);
    }

    public Reject(String cause, String detail) {
      this(cause, detail, List.of());
    }

    /** An event lacks fields that it must have. */
    public static Reject incomplete(List<String> missing, String detail) {
      return new Reject("event lacks " + String.join(", ", missing), detail, missing);
    }
  }

  /** The row will never be sent to this destination, for a reason that is nobody's fault. */
  record Exclude(Exclusion exclusion) implements Verdict {
    public Exclude(ExclusionReason reason) {
      this(Exclusion.of(reason));
    }
  }

  /** The whole destination can't be used until a person puts its configuration right. */
  record Config(String cause, String detail) implements Verdict {}

  /** The call may or may not have had its effect, and repeating it could double the effect. */
  record UnknownOutcome(String cause) implements Verdict {}
}
