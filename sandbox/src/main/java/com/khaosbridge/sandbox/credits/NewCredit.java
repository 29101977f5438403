package com.khaosbridge.sandbox.credits;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A credit note to be issued.
 *
 * @param orderCode e.g. {@code SO536365}, null for none
 * @param customer the customer number as digits; null for that of the order, or a guest
 * @param lines may be empty if there is a delivery charge
 * @param deliveryNet GBP exVat of the delivery charge that is given back, null for none
 * @param reason possibly empty
 */
public record NewCredit(
    @Nullable String orderCode,
    @Nullable String customer,
    List<Line> lines,
    @Nullable BigDecimal deliveryNet,
    String reason) {

  /**
   * What is given back.
   *
   * @param quantity pieces
   * @param unitNet GBP exVat a piece
   */
  public record Line(String stockCode, int quantity, BigDecimal unitNet) {}
}
