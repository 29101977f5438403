package com.khaosbridge.activities.ledger.books;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One look at customers in the ERP.
 *
 * @param at business time before the read
 * @param begunAt the same by the ledger's clock, which also times what is seen at destinations
 * @param allKnownUntil when the look before this began that showed every change since, by the
 *     ledger's clock; null if there was none, so that only what was read of a customer itself
 *     counts
 */
public record Look(Instant at, Instant begunAt, @Nullable Instant allKnownUntil) {

  public Look withAllKnownUntil(@Nullable Instant begunAt) {
    return new Look(at, this.begunAt, begunAt);
  }

  /** Until when a customer is known to have been as the ledger has it. */
  Instant knownUntil(Instant readAt) {
    return allKnownUntil != null && allKnownUntil.isAfter(readAt) ? allKnownUntil : readAt;
  }
}
