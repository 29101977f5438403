package com.khaosbridge.workflows.decision;

import java.math.BigDecimal;

/** How much of an order was credited, by the credit notes that the ledger knows. */
public enum Refund {
  NOTHING,
  PART,
  EVERYTHING;

  /**
   * An order of which all goods were credited is refunded, even if its delivery charge was kept.
   *
   * @param sold exVat of the order
   * @param goods exVat of its goods
   * @param credited exVat of all that was credited of it
   * @param creditedGoods exVat of what was credited of its goods
   */
  public static Refund of(
      BigDecimal sold, BigDecimal goods, BigDecimal credited, BigDecimal creditedGoods) {
    if (credited.signum() == 0) {
      return NOTHING;
    }
    boolean all = sold.signum() > 0 && credited.compareTo(sold) >= 0;
    boolean allGoods = goods.signum() > 0 && creditedGoods.compareTo(goods) >= 0;
    return all || allGoods ? EVERYTHING : PART;
  }
}
