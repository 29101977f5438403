package com.khaosbridge.activities.credits;

import java.util.List;

/**
 * What a dropped file holds.
 *
 * @param name its name within the drop
 * @param sha256 of its bytes, in lower-case hex
 * @param kind by its header; credit notes where no header can be read
 * @param usable false if nothing in it can be trusted: the one problem says why, and it belongs
 *     into quarantine
 * @param creditNotes in the order in which they begin in the file
 * @param refunds in the file's order; a file holds these or credit notes
 * @param problems one for each record that can't be used
 */
public record DroppedFile(
    String name,
    String sha256,
    Kind kind,
    boolean usable,
    List<CreditNote> creditNotes,
    List<CreditRefund> refunds,
    List<UnreadableCredit> problems) {

  /** What the records of a file are. */
  public enum Kind {
    CREDIT_NOTES,
    REFUNDS
  }

  public DroppedFile {
    creditNotes = List.copyOf(creditNotes);
    refunds = List.copyOf(refunds);
    problems = List.copyOf(problems);
  }

  static DroppedFile unusable(String name, String sha256, Kind kind, UnreadableCredit problem) {
    return new DroppedFile(name, sha256, kind, false, List.of(), List.of(), List.of(problem));
  }
}
