package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.workflows.decision.Refund;
import com.khaosbridge.workflows.delivery.OrderLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An invoice with its order, as rows need it; or all final invoices of an order as one.
 *
 * @param lineKeys of the lines, in their order: invoice id and ordinal
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
    List<String> lineKeys,
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

  /**
   * An order as one. Where nobody knows what each of its final invoices comes to, or none is final,
   * it is the first of all.
   *
   * @param invoices of one order, at least one, in their order
   */
  static InvoicedOrder whole(List<InvoicedOrder> invoices) {
    List<InvoicedOrder> parts = invoices.stream().filter(InvoicedOrder::finalised).toList();
    boolean known =
        !parts.isEmpty() && parts.stream().allMatch(invoice -> invoice.totalExVat() != null);
    return known && invoices.size() > 1
        ? parts.stream().reduce(InvoicedOrder::plus).orElseThrow()
        : invoices.get(0);
  }

  private InvoicedOrder plus(InvoicedOrder next) {
    return new InvoicedOrder(
        orderCode,
        orderNumber,
        invoiceId,
        placedAt,
        businessDate,
        currency,
        brand,
        Stream.concat(lines.stream(), next.lines.stream()).toList(),
        Stream.concat(lineKeys.stream(), next.lineKeys.stream()).toList(),
        orZero(deliveryExVat).add(orZero(next.deliveryExVat)),
        orZero(deliveryIncVat).add(orZero(next.deliveryIncVat)),
        orZero(totalExVat).add(orZero(next.totalExVat)),
        despatched && next.despatched,
        finalised,
        cancelled,
        partLeft,
        consignmentRef,
        courier,
        orZero(goodsExVat).add(orZero(next.goodsExVat)),
        takenBack);
  }

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
