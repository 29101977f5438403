package com.khaosbridge.activities.credits;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A source that can be read as often as one likes, each kind of record by itself. */
public interface RepeatableCredits extends CreditSource {

  /**
   * Reads the credit notes that changed at this instant of business time or after.
   *
   * @param changedSince null for all
   * @param batches takes whole notes, some at a time; what it throws ends the reading
   * @param problems takes notes that can't be used; the others go on
   * @return how many notes were read
   */
  int creditNotes(
      @Nullable Instant changedSince,
      Consumer<List<CreditNote>> batches,
      Consumer<UnreadableCredit> problems);

  /** Reads the refunds that changed at this instant of business time or after, likewise. */
  int refunds(
      @Nullable Instant changedSince,
      Consumer<List<CreditRefund>> batches,
      Consumer<UnreadableCredit> problems);

  @Override
  default int read(@Nullable Instant changedSince, CreditTaker taker) {
    int notes = creditNotes(changedSince, taker::creditNotes, taker::unreadableNote);
    refunds(changedSince, taker::refunds, taker::unreadableRefund);
    return notes;
  }
}
