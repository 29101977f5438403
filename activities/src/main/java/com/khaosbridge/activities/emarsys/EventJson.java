package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.EventPayload;
import com.khaosbridge.workflows.delivery.EventType;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes events as Emarsys takes them: placeholders of the whole mail in {@code global}, the goods
 * as the group {@code lines}. Numbers go as decimal text, so that a template shows them as they
 * are.
 */
final class EventJson {
  /** Emarsys documents no limit; a hash in hex has this length, too. */
  private static final int LONGEST_TRIGGER_ID = 64;

  private EventJson() {}

  static ObjectNode contact(Row.Event row) {
    ObjectNode contact = WireJson.object();
    contact.put("external_id", row.contactId());
    contact.put("trigger_id", triggerId(row.deliveryKey()));
    contact.put("event_time", row.occurredAt().truncatedTo(ChronoUnit.SECONDS).toString());
    contact.set("data", data(row.type(), row.payload()));
    return contact;
  }

  /** Of several events with one trigger id Emarsys processes the first only. */
  static String triggerId(String deliveryKey) {
    return deliveryKey.length() <= LONGEST_TRIGGER_ID ? deliveryKey : Sha256.hex(deliveryKey);
  }

  private static ObjectNode data(EventType type, EventPayload payload) {
    ObjectNode data = WireJson.object();
    ObjectNode global = data.putObject("global");
    put(global, "order_number", payload.orderNumber());
    put(global, "brand", payload.brand());
    put(global, "courier", payload.courier());
    put(global, "tracking", payload.tracking());
    put(global, "tracking_url", payload.trackingUrl());
    EventPayload.Totals totals = payload.totals();
    if (totals != null && type.carriesMoney()) {
      put(global, "currency", totals.currency());
      global.put("goods_ex_vat", plain(totals.goodsExVat()));
      global.put("delivery_ex_vat", plain(totals.deliveryExVat()));
      global.put("vat", plain(totals.vat()));
      global.put("total_inc_vat", plain(totals.totalIncVat()));
    }
    EventPayload.Refunded refunded = payload.refunded();
    if (refunded != null && type.carriesMoney()) {
      put(global, "currency", refunded.currency());
      global.put("refunded_ex_vat", plain(refunded.exVat()));
      var goods = data.putArray("refunded_lines");
      refunded
          .lines()
          .forEach(
              line ->
                  goods.addObject().put("sku", line.sku()).put("quantity", plain(line.quantity())));
    }
    var lines = data.putArray("lines");
    for (EventPayload.Line line : payload.lines()) {
      lines
          .addObject()
          .put("sku", line.sku())
          .put("description", line.description())
          .put("quantity", plain(line.quantity()));
    }
    data.put("schema", payload.schema());
    return data;
  }

  private static String plain(BigDecimal number) {
    return number.toPlainString();
  }

  private static void put(ObjectNode node, String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      node.put(name, value);
    }
  }
}
