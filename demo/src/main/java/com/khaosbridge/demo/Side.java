package com.khaosbridge.demo;

import com.khaosbridge.activities.ledger.reports.Equation;
import com.khaosbridge.activities.ledger.reports.RunFigures;
import java.math.BigDecimal;
import java.util.List;

/**
 * A destination: the ledger's side, the stand-in's, and the calls it took.
 *
 * @param heldMoney what is held and not there; what a call of unknown outcome did bring is there
 *     and counts as that
 */
record Side(Equation.Side ledger, StandInFigures there, BigDecimal heldMoney, long calls) {

  static Side of(
      Equation.Side ledger,
      StandInFigures there,
      List<RunFigures.PartlyHeld> partlyHeld,
      long calls) {
    BigDecimal held = BigDecimal.ZERO;
    for (RunFigures.PartlyHeld one : partlyHeld) {
      BigDecimal money = one.held().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
      BigDecimal all = one.delivered().add(money);
      if (there.account().money(one.key()).compareTo(all) != 0) {
        held = held.add(money);
      }
    }
    return new Side(ledger, there, held, calls);
  }

  /**
   * Whether the ledger's equation closes, nothing is in flight, and the money there is what it
   * should be.
   */
  boolean closes(BigDecimal afterCredits) {
    return ledger.closes() && ledger.inFlight() == 0 && accounted().compareTo(afterCredits) == 0;
  }

  BigDecimal accounted() {
    BigDecimal sum = there.money().add(heldMoney).add(ledger.unallocatedCredit());
    for (BigDecimal money : ledger.excludedMoney().values()) {
      sum = sum.add(money);
    }
    return sum;
  }
}
