package com.khaosbridge.activities.khaos.records;

/**
 * What a line's {@code KSD_DISCOUNT} (percent) means for its price. No public source says whether
 * an exported price already has it taken off, so the default refuses to guess.
 */
public enum LineDiscount {
  /** An order with a discounted line is a problem until a person has decided. */
  REFUSED,
  /** The exported price already has the discount taken off. */
  IN_PRICE,
  /** The exported price is the one before discount: the discount is taken off here, unrounded. */
  TAKEN_OFF
}
