package com.khaosbridge.workflows.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class OrderLineTest {

  @Test
  void amounts_of_a_line_are_exact_and_unrounded() {
    OrderLine line =
        new OrderLine(
            1,
            "SKU",
            "Thing",
            new BigDecimal("2.5"),
            new BigDecimal("3.333333"),
            new BigDecimal("3.9999996"));

    assertThat(line.exVat()).isEqualByComparingTo("8.3333325");
    assertThat(line.incVat()).isEqualByComparingTo("9.999999");
  }

  @Test
  void a_return_has_negative_amounts() {
    OrderLine line =
        new OrderLine(
            1, "SKU", "Thing", new BigDecimal("-1"), new BigDecimal("10.005"), BigDecimal.ZERO);

    assertThat(line.exVat()).isEqualByComparingTo("-10.005");
  }
}
