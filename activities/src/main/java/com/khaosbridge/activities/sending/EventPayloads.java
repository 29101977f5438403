package com.khaosbridge.activities.sending;

import com.khaosbridge.activities.ledger.books.CreditedRows;
import com.khaosbridge.activities.ledger.books.InvoicedOrder;
import com.khaosbridge.workflows.delivery.EventPayload;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.OrderLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Builds the payload of an event from the order, and says which required fields it would lack. */
final class EventPayloads {
  private final CourierLinks links;

  EventPayloads(CourierLinks links) {
    this.links = links;
  }

  /** The fields that an event of this type must have and this order lacks; empty if it can go. */
  static List<String> missing(EventType type, InvoicedOrder sale) {
    List<String> missing = new ArrayList<>();
    require(missing, "order number", sale.orderNumber());
    require(missing, "brand", sale.brand());
    if (sale.lines().isEmpty() && nothing(sale.deliveryExVat())) {
      missing.add("lines");
    }
    if (type == EventType.DESPATCHED) {
      require(missing, "courier", sale.courier());
      require(missing, "tracking", sale.consignmentRef());
    }
    if (type.carriesMoney()) {
      require(missing, "currency", sale.paid().currency());
      if (sale.totalExVat() == null) {
        missing.add("totals");
      }
    }
    return missing;
  }

  /**
   * @param taken what a credit note took back, for {@link EventType#REFUNDED}
   * @param runOut the SKUs that have run out, for {@link EventType#REPLENISHMENT}
   */
  EventPayload of(
      EventType type, InvoicedOrder sale, @Nullable CreditedRows taken, Set<String> runOut) {
    boolean despatched = type == EventType.DESPATCHED;
    return new EventPayload(
        EventPayload.SCHEMA,
        sale.orderNumber(),
        sale.brand(),
        despatched && sale.partLeft() && !sale.ownLines()
            ? List.of()
            : lines(sale, sku -> type != EventType.REPLENISHMENT || runOut.contains(sku)),
        despatched ? sale.courier() : null,
        despatched ? sale.consignmentRef() : null,
        despatched ? links.to(sale.courier(), sale.consignmentRef()) : null,
        type == EventType.ORDER_CONFIRMED ? totals(sale) : null,
        type == EventType.REFUNDED ? refunded(sale, taken) : null);
  }

  private static List<EventPayload.Line> lines(InvoicedOrder sale, Predicate<String> told) {
    return sale.lines().stream()
        .filter(line -> told.test(line.sku()))
        .map(line -> new EventPayload.Line(line.sku(), line.description(), line.quantity()))
        .toList();
  }

  private static EventPayload.Refunded refunded(InvoicedOrder sale, @Nullable CreditedRows taken) {
    List<CreditedRows.Line> lines =
        Objects.requireNonNull(taken, "a refund is of a credit note").lines();
    BigDecimal exVat =
        lines.stream().map(CreditedRows.Line::exVat).reduce(BigDecimal.ZERO, BigDecimal::add);
    return new EventPayload.Refunded(
        sale.paid().currency(),
        sale.paid().amount(exVat),
        lines.stream()
            .filter(line -> !line.item().isEmpty())
            .map(line -> new EventPayload.RefundedLine(line.item(), line.quantity()))
            .toList());
  }

  private static EventPayload.Totals totals(InvoicedOrder sale) {
    InvoicedOrder.Paid paid = sale.paid();
    BigDecimal goods = paid.amount(sum(sale.lines(), false));
    BigDecimal deliveryExVat = paid.amount(orZero(sale.deliveryExVat()));
    BigDecimal incVat = paid.amount(sum(sale.lines(), true).add(orZero(sale.deliveryIncVat())));
    return new EventPayload.Totals(
        paid.currency(),
        goods,
        deliveryExVat,
        incVat.subtract(goods).subtract(deliveryExVat),
        incVat);
  }

  private static BigDecimal sum(List<OrderLine> lines, boolean withVat) {
    return lines.stream()
        .map(line -> withVat ? line.incVat() : line.exVat())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal orZero(@Nullable BigDecimal value) {
    return value == null ? BigDecimal.ZERO : value;
  }

  private static boolean nothing(@Nullable BigDecimal value) {
    return value == null || value.signum() == 0;
  }

  private static void require(List<String> missing, String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      missing.add(name);
    }
  }
}
