package com.khaosbridge.workflows.reconciliation;

import java.math.BigDecimal;

/**
 * Counts and money of one side, exVat.
 *
 * @param persons with a contact
 */
public record Sums(
    long persons,
    long optedIn,
    long optedOut,
    long orders,
    BigDecimal units,
    BigDecimal gross,
    BigDecimal credits) {
  public static final Sums NOTHING =
      new Sums(0, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

  public BigDecimal afterCredits() {
    return gross.subtract(credits);
  }

  public Sums plus(Sums more) {
    return new Sums(
        persons + more.persons,
        optedIn + more.optedIn,
        optedOut + more.optedOut,
        orders + more.orders,
        units.add(more.units),
        gross.add(more.gross),
        credits.add(more.credits));
  }
}
