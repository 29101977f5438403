package com.khaosbridge.activities.credits;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One way of learning about credit notes and refunds. What was read before may come again. */
public interface CreditSource extends AutoCloseable {

  /**
   * Reads the credit notes and refunds that changed at this instant of business time or after.
   *
   * @param changedSince null for all
   * @return how many credit notes were read
   */
  int read(@Nullable Instant changedSince, CreditTaker taker);

  /** Gives up what the source holds open, if anything. */
  @Override
  default void close() {}
}
