package com.khaosbridge.workflows.reconciliation;

/** What may be expected of a record at a destination, by what the ledger owes it. */
public enum Standing {
  /** All that was owed is delivered, so it must be there as the ledger has it. */
  EXPECTED,
  /** Something is in flight or held under a case: it may be missing or older. */
  PENDING,
  /** What was owed last is excluded: whatever is there is no difference. */
  EXCLUDED,
  /** Nothing was ever owed. */
  NOT_OWED;

  /**
   * By the deliveries of one key.
   *
   * @param open whether one is in flight or held
   * @param lastDelivered whether the last that was not superseded is delivered
   */
  public static Standing of(boolean open, boolean lastDelivered) {
    if (open) {
      return PENDING;
    }
    return lastDelivered ? EXPECTED : EXCLUDED;
  }
}
