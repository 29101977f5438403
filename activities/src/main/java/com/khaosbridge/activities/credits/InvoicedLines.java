package com.khaosbridge.activities.credits;

import com.khaosbridge.workflows.delivery.OrderLine;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one invoice is about: its own lines and delivery charge, unrounded.
 *
 * @param deliveryCounts whether the delivery charge counts as money
 */
public record InvoicedLines(
    List<OrderLine> lines,
    BigDecimal deliveryExVat,
    BigDecimal deliveryIncVat,
    boolean deliveryCounts) {

  public InvoicedLines {
    lines = List.copyOf(lines);
  }

  /** As the ERP has it, the delivery charge counted. */
  public InvoicedLines(List<OrderLine> lines, BigDecimal deliveryExVat, BigDecimal deliveryIncVat) {
    this(lines, deliveryExVat, deliveryIncVat, true);
  }

  /** What its goods count. */
  public BigDecimal goodsExVat() {
    return revenue().map(OrderLine::exVat).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** What it counts. */
  public BigDecimal exVat() {
    return deliveryCounts ? goodsExVat().add(deliveryExVat) : goodsExVat();
  }

  /** The pieces that count. */
  public BigDecimal units() {
    return revenue().map(OrderLine::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private Stream<OrderLine> revenue() {
    return lines.stream().filter(OrderLine::revenue);
  }
}
