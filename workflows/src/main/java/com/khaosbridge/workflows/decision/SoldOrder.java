package com.khaosbridge.workflows.decision;

import java.math.BigDecimal;
import java.util.List;

/** An invoiced order with what credit notes have left of it. It changes as they take back. */
public final class SoldOrder {
  private final String code;
  private final List<SoldLine> lines;
  private BigDecimal left;

  /**
   * @param left exVat that was not taken back yet, zero or more
   */
  public SoldOrder(String code, BigDecimal left, List<SoldLine> lines) {
    this.code = code;
    this.left = left;
    this.lines = List.copyOf(lines);
  }

  /** One line, or the delivery charge. */
  public static final class SoldLine {
    private final int ordinal;
    private final String item;
    private BigDecimal left;

    /**
     * @param item the SKU, or {@link CreditAttribution#DELIVERY}
     * @param left the quantity that was not taken back yet
     */
    public SoldLine(int ordinal, String item, BigDecimal left) {
      this.ordinal = ordinal;
      this.item = item;
      this.left = left;
    }

    int ordinal() {
      return ordinal;
    }

    BigDecimal left() {
      return left;
    }

    boolean hasLeft(String wanted) {
      return left.signum() > 0 && item.equals(wanted);
    }

    void takeBack(BigDecimal quantity) {
      left = left.subtract(quantity);
    }
  }

  public String code() {
    return code;
  }

  /** ExVat that was not taken back yet. */
  public BigDecimal left() {
    return left;
  }

  List<SoldLine> lines() {
    return lines;
  }

  /** As much of this value as is left. */
  BigDecimal atMost(BigDecimal value) {
    return value.min(left.max(BigDecimal.ZERO));
  }

  void takeBack(BigDecimal value) {
    left = left.subtract(value);
  }
}
