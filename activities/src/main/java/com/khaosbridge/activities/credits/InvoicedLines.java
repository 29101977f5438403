package com.khaosbridge.activities.credits;

import com.khaosbridge.workflows.delivery.OrderLine;
import java.math.BigDecimal;
import java.util.List;

/** What one invoice is about: its own lines and delivery charge, unrounded. */
public record InvoicedLines(
    List<OrderLine> lines, BigDecimal deliveryExVat, BigDecimal deliveryIncVat) {

  public InvoicedLines {
    lines = List.copyOf(lines);
  }

  public BigDecimal goodsExVat() {
    return lines.stream().map(OrderLine::exVat).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  public BigDecimal exVat() {
    return goodsExVat().add(deliveryExVat);
  }
}
