package com.khaosbridge.sandbox.retail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a scenario lets happen at a time of the run.
 *
 * @param customer the number of whom it happens to, empty for a list that comes short
 * @param other the number of a second customer, or the name of a destination; null for none
 * @param at business time, to the second
 */
public record PlannedAct(Kind kind, String customer, @Nullable String other, Instant at) {

  /** The kinds, in the order in which they happen at the same time. */
  public enum Kind {
    HALF_LIST("halfList"),
    EMPTY_LIST("emptyList"),
    EMAIL_CHANGE("emailChange"),
    /** With {@code other}. */
    EMAIL_SWAP("emailSwap"),
    EMAIL_REMOVED("emailRemoved"),
    /** {@code other} is the guest's number. */
    GUEST_KNOWN("guestKnown"),
    FLIP("flip"),
    /** At the destination {@code other}. */
    OPT_OUT("ownOut"),
    /** At the destination {@code other}. */
    COMPLAINT("complaint"),
    SILENT_OPT_OUT("silentOptOut"),
    SILENT_EMAIL("silentEmail"),
    SILENT_NAME("silentName"),
    ANONYMISE("anonymise"),
    /** {@code other} is the new URN. */
    ANONYMISE_WITH_URN("anonymiseWithUrn"),
    /** Into {@code other}, or whom that one was merged into. */
    MERGE("merge");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** As truth and info name it. */
    public String label() {
      return label;
    }
  }
}
