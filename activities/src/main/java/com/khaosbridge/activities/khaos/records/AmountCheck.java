package com.khaosbridge.activities.khaos.records;

import com.khaosbridge.workflows.delivery.OrderLine;
import java.math.BigDecimal;
import java.util.List;

/**
 * Holds the parts of an order against {@code ORDER_AMOUNT}, where an order has one.
 *
 * <p>No public source says whether that amount has VAT and delivery in it, so it may agree with
 * either reading; it must agree with one. Allowed is what rounding can explain: half a penny a line
 * and for the whole, and half of the last digit of a unit price for every unit. A lost line or a
 * slipped decimal point is more than that.
 */
final class AmountCheck {
  private static final BigDecimal PENNY = new BigDecimal("0.01");
  private static final BigDecimal HALF_PENNY = new BigDecimal("0.005");
  private static final BigDecimal HALF = new BigDecimal("0.5");

  private final BigDecimal goodsExVat;
  private final BigDecimal goodsIncVat;
  private final BigDecimal deliveryExVat;
  private final BigDecimal deliveryIncVat;
  private final BigDecimal tolerance;

  AmountCheck(List<OrderLine> lines, BigDecimal deliveryExVat, BigDecimal deliveryIncVat) {
    BigDecimal exVat = BigDecimal.ZERO;
    BigDecimal incVat = BigDecimal.ZERO;
    BigDecimal allowed = PENNY;
    for (OrderLine line : lines) {
      exVat = exVat.add(line.exVat());
      incVat = incVat.add(line.incVat());
      BigDecimal lastDigit = HALF.movePointLeft(Math.max(2, line.unitPriceExVat().scale()));
      allowed = allowed.add(HALF_PENNY).add(line.quantity().abs().multiply(lastDigit));
    }
    this.goodsExVat = exVat;
    this.goodsIncVat = incVat;
    this.deliveryExVat = deliveryExVat;
    this.deliveryIncVat = deliveryIncVat;
    this.tolerance = allowed;
  }

  void require(BigDecimal amount, Fields fields) throws UnreadableRecord {
    boolean agrees =
        near(amount, goodsIncVat.add(deliveryIncVat))
            || near(amount, goodsExVat.add(deliveryExVat))
            || near(amount, goodsIncVat)
            || near(amount, goodsExVat);
    if (!agrees) {
      throw fields.fault(
          "ORDER_AMOUNT",
          "differs from the total of the lines, with and without VAT and delivery",
          "Compare the order in the ERP with its export; the export may lack a line.");
    }
  }

  private boolean near(BigDecimal amount, BigDecimal total) {
    return amount.subtract(total).abs().compareTo(tolerance) <= 0;
  }
}
