package com.khaosbridge.activities.ledger.outbox;

/**
 * How many customers may change their consent in the ERP within an hour. More than both is a mass
 * flip.
 *
 * @param customers so many
 * @param percent so many in a hundred of those whom the ledger knows
 */
public record MassFlipLimit(int customers, int percent) {

  /** As without settings. */
  public static MassFlipLimit standard() {
    return new MassFlipLimit(50, 5);
  }

  boolean isExceededBy(long flips, long known) {
    return flips > customers && flips * 100 > known * percent;
  }
}
