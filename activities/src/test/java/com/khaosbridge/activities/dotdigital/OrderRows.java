package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.ContractRows;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.OrderLine;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows about orders with amounts and addresses of choice. */
final class OrderRows {
  private OrderRows() {}

  static Row.OrderRecord order(
      ContractRows rows,
      ContractRows.Person person,
      String contactId,
      String quantity,
      String price,
      String total) {
    OrderLine line =
        new OrderLine(
            1,
            "22423",
            "Cake stand",
            new BigDecimal(quantity),
            new BigDecimal(price),
            new BigDecimal(price));
    return with(rows.order(person, contactId), List.of(line), new BigDecimal(total));
  }

  static Row.OrderRecord with(Row.OrderRecord row, List<OrderLine> lines, BigDecimal total) {
    Row.Sale sale = row.sale();
    return new Row.OrderRecord(
        row.deliveryId(),
        row.personId(),
        row.contactId(),
        new Row.Sale(
            sale.orderKey(),
            sale.orderNumber(),
            sale.invoiceId(),
            sale.placedAt(),
            sale.businessDate(),
            sale.currency(),
            sale.brand(),
            sale.status(),
            lines,
            sale.deliveryExVat(),
            lines.stream().map(line -> sale.invoiceId() + "-" + line.ordinal()).toList()),
        total,
        row.credited());
  }

  static Row.Event eventTo(@Nullable String email, ContractRows rows) {
    Row.Event event = rows.event(rows.person(), "7", EventType.DESPATCHED);
    return new Row.Event(
        event.deliveryId(),
        event.deliveryKey(),
        event.personId(),
        event.contactId(),
        email,
        event.type(),
        event.occurredAt(),
        event.payload());
  }
}
