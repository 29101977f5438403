package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.workflows.decision.Refund;
import com.khaosbridge.workflows.delivery.OrderLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An invoice with its order, as rows need it.
 *
 * @param partLeft some of the order has left, and some has not
 */
public record InvoicedOrder(
    String orderCode,
    String orderNumber,
    String invoiceId,
    Instant placedAt,
    LocalDate businessDate,
    String currency,
    String brand,
    List<OrderLine> lines,
    @Nullable BigDecimal deliveryExVat,
    @Nullable BigDecimal deliveryIncVat,
    @Nullable BigDecimal totalExVat,
    boolean despatched,
    boolean finalised,
    boolean cancelled,
    boolean partLeft,
    @Nullable String consignmentRef,
    @Nullable String courier,
    @Nullable BigDecimal goodsExVat,
    TakenBack takenBack) {

  /** How much of it was credited. */
  public Refund refund() {
    return Refund.of(
        orZero(totalExVat), orZero(goodsExVat), takenBack.exVat(), takenBack.goodsExVat());
  }

  /** Its status, in the words that destinations are told. */
  public String status() {
    if (cancelled) {
      return "cancelled";
    }
    return switch (refund()) {
      case NOTHING -> "complete";
      case PART -> "partially_refunded";
      case EVERYTHING -> "refunded";
    };
  }

  private static BigDecimal orZero(@Nullable BigDecimal value) {
    return value == null ? BigDecimal.ZERO : value;
  }
}
