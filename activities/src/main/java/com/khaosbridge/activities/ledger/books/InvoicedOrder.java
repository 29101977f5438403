package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.workflows.decision.Refund;
import com.khaosbridge.workflows.delivery.OrderLine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An invoice with its order, as rows need it; or all final invoices of an order as one.
 *
 * @param currency of all amounts: the account's
 * @param paid the currency in which the customer paid
 * @param lines all of them; see {@link #sold()}
 * @param lineKeys of the lines, in their order: invoice id and ordinal
 * @param ownLines whether the lines are known to be its own; else they are all of the order's
 * @param partLeft some of the order has left, and some has not
 */
public record InvoicedOrder(
    String orderCode,
    String orderNumber,
    String invoiceId,
    Instant placedAt,
    LocalDate businessDate,
    String currency,
    Paid paid,
    String brand,
    List<OrderLine> lines,
    List<String> lineKeys,
    boolean ownLines,
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
   * The currency in which an order was paid.
   *
   * @param currency ISO 4217
   * @param rate what one unit of it is worth in the account's; null if nobody knows
   */
  public record Paid(String currency, @Nullable BigDecimal rate) {
    private static final int DIGITS = 12;

    /**
     * An amount of the account's currency in this one, unrounded where that is a finite decimal.
     */
    public BigDecimal amount(BigDecimal counted) {
      if (rate == null || rate.compareTo(BigDecimal.ONE) == 0) {
        return counted;
      }
      BigDecimal paid =
          counted.divide(rate, Math.max(counted.scale(), DIGITS), RoundingMode.HALF_UP);
      BigDecimal plain = paid.stripTrailingZeros();
      return plain.scale() < 0 ? plain.setScale(0, RoundingMode.UNNECESSARY) : plain;
    }
  }

  /** The lines that count as money. */
  public List<OrderLine> sold() {
    return lines.stream().filter(OrderLine::revenue).toList();
  }

  /** The keys of the lines that count as money, in their order. */
  public List<String> soldKeys() {
    return IntStream.range(0, lines.size())
        .filter(at -> lines.get(at).revenue())
        .mapToObj(lineKeys::get)
        .toList();
  }

  /** The delivery charge as far as it counts as money. */
  public BigDecimal countedDelivery() {
    return orZero(totalExVat).subtract(orZero(goodsExVat));
  }

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
        paid,
        brand,
        Stream.concat(lines.stream(), next.lines.stream()).toList(),
        Stream.concat(lineKeys.stream(), next.lineKeys.stream()).toList(),
        ownLines && next.ownLines,
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
        sharesOrdinals(next) ? takenBack.asValue() : takenBack);
  }

  /** What was taken back of a line is known by its ordinal alone. */
  private boolean sharesOrdinals(InvoicedOrder other) {
    Set<Integer> ordinals = lines.stream().map(OrderLine::ordinal).collect(Collectors.toSet());
    return other.lines.stream().map(OrderLine::ordinal).anyMatch(ordinals::contains);
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
