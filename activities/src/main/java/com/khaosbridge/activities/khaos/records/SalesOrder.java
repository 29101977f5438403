package com.khaosbridge.activities.khaos.records;

import com.khaosbridge.workflows.delivery.OrderLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order's detail, by {@code ExportOrders}: no names, no addresses.
 *
 * @param urn the customer's code, null for a guest without a customer record
 * @param placedAt the order date as an instant
 * @param businessDate the order date in the ERP's own calendar
 * @param currency ISO 4217
 */
public record SalesOrder(
    String orderCode,
    @Nullable String associatedRef,
    @Nullable String urn,
    Instant placedAt,
    LocalDate businessDate,
    String currency,
    String brand,
    String salesSource,
    String website,
    List<OrderLine> lines,
    BigDecimal deliveryExVat,
    BigDecimal deliveryIncVat) {}
