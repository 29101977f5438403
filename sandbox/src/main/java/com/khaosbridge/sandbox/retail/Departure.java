package com.khaosbridge.sandbox.retail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a customer is in the ERP no more.
 *
 * @param mergeId of the merge, null if they just vanished
 * @param into the number of the customer they were merged into, null if they just vanished
 * @param at business time, to the second
 */
public record Departure(@Nullable String mergeId, @Nullable String into, Instant at) {

  /** As truth and refusals say it. */
  public String how() {
    return into == null ? "vanished" : "merged";
  }
}
