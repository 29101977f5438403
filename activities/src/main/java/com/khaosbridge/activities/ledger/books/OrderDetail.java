package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.credits.InvoicedLines;
import com.khaosbridge.workflows.delivery.OrderLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an order is about, by the ERP: no names, no addresses.
 *
 * @param urn the customer's code, null for a guest without a customer record
 * @param businessDate the order date in the ERP's own calendar
 * @param currency the order's, ISO 4217
 * @param lines in the account's currency, or in the order's if there is no rate
 * @param deliveryExVat in the same currency; so is {@code deliveryIncVat}
 * @param terms on which it is counted
 */
public record OrderDetail(
    @Nullable String urn,
    Instant placedAt,
    LocalDate businessDate,
    String currency,
    String brand,
    String salesSource,
    String website,
    List<OrderLine> lines,
    BigDecimal deliveryExVat,
    BigDecimal deliveryIncVat,
    Terms terms) {

  public OrderDetail {
    lines = List.copyOf(lines);
  }

  /**
   * The terms on which an order is counted.
   *
   * @param currency the account's, ISO 4217
   * @param rate what one unit of the order's currency is worth in it; null if nobody knows, so that
   *     the order's money can't be told
   * @param deliveryCounts whether the delivery charge counts as money
   * @param ownOrderNumber whether customers are told the order code, not the shop's reference
   */
  public record Terms(
      String currency, @Nullable BigDecimal rate, boolean deliveryCounts, boolean ownOrderNumber) {}

  /** Whether what it comes to is known in the account's currency. */
  boolean hasRate() {
    return terms.rate() != null;
  }

  /** What it comes to as one invoice, in the account's currency; null without a rate. */
  public @Nullable InvoicedLines asOneInvoice() {
    return hasRate()
        ? new InvoicedLines(lines, deliveryExVat, deliveryIncVat, terms.deliveryCounts())
        : null;
  }
}
