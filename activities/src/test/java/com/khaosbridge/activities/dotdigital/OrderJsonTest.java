package com.khaosbridge.activities.dotdigital;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.destination.ContractRows;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.http.WireJson;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderJsonTest {
  private final ContractRows rows = new ContractRows();

  @Test
  void everyNumberHasADecimalPointAndEveryIdIsText() {
    Row.OrderRecord order = OrderRows.order(rows, rows.person(), "7", "6", "10", "1E+2");

    assertThat(WireJson.write(OrderJson.of(order)))
        .contains("\"order_total\":100.0,")
        .contains("\"order_subtotal\":60.0,")
        .contains("\"qty\":6.0")
        .contains("\"price\":10.0")
        .contains("\"sku\":\"22423\"")
        .contains("\"line_id\":\"" + order.sale().invoiceId() + "-1\"")
        .contains("\"purchase_date\":\"2011-06-28T10:26:00Z\"");
  }

  @Test
  void decimalsComeOutAsTheyWentIn() {
    Row.OrderRecord order =
        OrderRows.order(rows, rows.person(), "7", "1", "0.0000001", "0.30000000000000004");

    assertThat(WireJson.write(OrderJson.of(order)))
        .contains("\"order_total\":0.30000000000000004,")
        .contains("\"price\":0.0000001");
  }

  @Test
  void anOrderWithoutGoodsHasNoProductsAtAll() {
    Row.OrderRecord order =
        OrderRows.with(rows.order(rows.person(), "7"), List.of(), new BigDecimal("2.95"));

    assertThat(WireJson.write(OrderJson.of(order)))
        .doesNotContain("products")
        .contains("\"order_subtotal\":0.0,");
  }
}
