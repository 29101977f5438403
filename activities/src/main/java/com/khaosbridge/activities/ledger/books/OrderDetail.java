package com.khaosbridge.activities.ledger.books;

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
 * @param currency ISO 4217
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
    BigDecimal deliveryIncVat) {

  public OrderDetail {
    lines = List.copyOf(lines);
  }
}
