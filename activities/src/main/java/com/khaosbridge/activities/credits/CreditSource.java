package com.khaosbridge.activities.credits;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** One way of learning about credit notes and refunds. What was read before may come again. */
public interface CreditSource {

  /**
   * Reads the credit notes that changed at this instant of business time or after.
   *
   * @param batches takes whole notes, some at a time; what it throws ends the reading
   * @param problems takes notes that can't be used; the others go on
   * @return how many notes were read
   */
  int creditNotes(
      Instant changedSince,
      Consumer<List<CreditNote>> batches,
      Consumer<UnreadableCredit> problems);

  /** Reads the refunds that changed at this instant of business time or after, likewise. */
  int refunds(
      Instant changedSince,
      Consumer<List<CreditRefund>> batches,
      Consumer<UnreadableCredit> problems);
}
