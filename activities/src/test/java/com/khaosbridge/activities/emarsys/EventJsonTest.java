package com.khaosbridge.activities.emarsys;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.destination.ContractRows;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.workflows.delivery.EventPayload;
import com.khaosbridge.workflows.delivery.EventType;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventJsonTest {
  private final ContractRows rows = new ContractRows();

  @Test
  void aDespatchTellsCourierAndTrackingAndNoMoney() {
    Row.Event row = rows.event(rows.person(), "7", EventType.DESPATCHED);

    assertThat(EventJson.contact(row).toString())
        .isEqualTo(
            "{\"external_id\":\"7\",\"trigger_id\":\"%s\",\"event_time\":\"2011-06-29T08:15:30Z\","
                    .formatted(row.deliveryKey())
                + "\"data\":{\"global\":{\"order_number\":\"%s\",\"brand\":\"MAIN\",\"courier\":\"DPD\",\"tracking\":\"%s\",\"tracking_url\":\"%s\"},"
                    .formatted(
                        row.payload().orderNumber(),
                        row.payload().tracking(),
                        row.payload().trackingUrl())
                + "\"lines\":[{\"sku\":\"22423\",\"description\":\"Cake \\\"stand\\\"\",\"quantity\":\"2\"}],"
                + "\"schema\":1}}");
  }

  @Test
  void anOrderConfirmedTellsAmountsAsTheyAre() {
    Row.Event row = rows.event(rows.person(), "7", EventType.ORDER_CONFIRMED);

    assertThat(EventJson.contact(row).path("data").path("global").toString())
        .contains("\"goods_ex_vat\":\"15.30\"", "\"delivery_ex_vat\":\"2.95\"")
        .contains("\"vat\":\"3.650\"", "\"total_inc_vat\":\"21.900\"", "\"currency\":\"GBP\"");
  }

  @Test
  void aRefundTellsWhatCameBackAndItsAmountAsItIs() {
    Row.Event row = rows.event(rows.person(), "7", EventType.REFUNDED);

    assertThat(EventJson.contact(row).path("data").toString())
        .contains("\"currency\":\"GBP\"", "\"refunded_ex_vat\":\"2.550\"", "\"schema\":1")
        .contains("\"refunded_lines\":[{\"sku\":\"22423\",\"quantity\":\"1\"}]");
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void amountsGoOnlyWithEventsThatMayCarryThem(EventType type) {
    Row.Event row = rows.event(rows.person(), "7", type);
    EventPayload p = row.payload();
    EventPayload.Totals totals =
        new EventPayload.Totals(
            "GBP", BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE);
    Row.Event withTotals =
        new Row.Event(
            row.deliveryId(),
            row.deliveryKey(),
            row.personId(),
            row.contactId(),
            row.email(),
            type,
            row.occurredAt(),
            new EventPayload(
                p.schema(),
                p.orderNumber(),
                p.brand(),
                p.lines(),
                p.courier(),
                p.tracking(),
                p.trackingUrl(),
                totals,
                null));

    assertThat(EventJson.contact(withTotals).toString().contains("vat"))
        .isEqualTo(type.carriesMoney());
  }

  @Test
  void aTriggerIdIsTheDeliveryKeyOrItsHash() {
    String sixtyFour = "k".repeat(64);
    assertThat(EventJson.triggerId(sixtyFour)).isEqualTo(sixtyFour);
    assertThat(EventJson.triggerId(sixtyFour + "a"))
        .hasSize(64)
        .isEqualTo(EventJson.triggerId(sixtyFour + "a"))
        .isNotEqualTo(EventJson.triggerId(sixtyFour + "b"));
  }
}
