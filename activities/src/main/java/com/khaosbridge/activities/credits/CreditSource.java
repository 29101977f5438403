package com.khaosbridge.activities.credits;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One way of learning about credit notes and refunds. What was read before may come again. */
public interface CreditSource extends AutoCloseable {

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

  /** Gives up what the source holds open, if anything. */
  @Override
  default void close() {}
}
