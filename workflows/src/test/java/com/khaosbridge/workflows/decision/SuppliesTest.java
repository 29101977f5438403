package com.khaosbridge.workflows.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What runs out when, by what the site says of its items. */
class SuppliesTest {
  private static final Supplies SUPPLIES =
      new Supplies(
          List.of(
              new Supply(new SkuPattern("TEA-DECAF"), 60),
              new Supply(new SkuPattern("TEA*"), 30),
              new Supply(new SkuPattern("FILTER"), 5)));

  @Test
  void the_first_rule_that_names_an_item_holds_and_pieces_add_up() {
    assertThat(first("TEA-DECAF", "1")).isEqualTo(Duration.ofDays(60));
    assertThat(first("TEA-GREEN", "1")).isEqualTo(Duration.ofDays(30));
    assertThat(first("TEA-GREEN", "2")).isEqualTo(Duration.ofDays(60));
    assertThat(first("FILTER", "0.5")).isEqualTo(Duration.ofHours(60));
  }

  @Test
  void items_that_no_rule_names_and_those_that_came_back_never_run_out() {
    assertThat(SUPPLIES.first(kept("MUG", "3"))).isEmpty();
    assertThat(SUPPLIES.first(kept("FILTER", "0"))).isEmpty();
    assertThat(SUPPLIES.runOut(kept("MUG", "3"), Duration.ofDays(400))).isEmpty();
    assertThat(Supplies.none().first(kept("FILTER", "1"))).isEmpty();
  }

  @Test
  void the_first_item_is_joined_by_those_that_run_out_within_a_week() {
    Map<String, BigDecimal> kept =
        Map.of(
            "TEA-GREEN",
            BigDecimal.ONE,
            "FILTER",
            BigDecimal.valueOf(7),
            "TEA-DECAF",
            BigDecimal.ONE,
            "MUG",
            BigDecimal.ONE);

    assertThat(SUPPLIES.first(kept)).contains(Duration.ofDays(30));
    assertThat(SUPPLIES.runOut(kept, Duration.ofDays(30)))
        .containsExactlyInAnyOrder("TEA-GREEN", "FILTER");
    assertThat(SUPPLIES.runOut(kept, Duration.ofDays(22))).isEmpty();
    assertThat(SUPPLIES.runOut(kept, Duration.ofDays(53)))
        .containsExactlyInAnyOrder("TEA-GREEN", "FILTER", "TEA-DECAF");
  }

  @Test
  void nobody_is_asked_about_what_lasts_for_years() {
    assertThat(SUPPLIES.first(kept("TEA-GREEN", "24"))).contains(Duration.ofDays(720));
    assertThat(SUPPLIES.first(kept("TEA-GREEN", "25"))).isEmpty();
    assertThat(SUPPLIES.first(kept("TEA-GREEN", "1e30"))).isEmpty();
  }

  @Test
  void a_rule_that_can_t_be_meant_is_refused_by_its_field() {
    assertThatThrownBy(() -> new Supply(new SkuPattern("TEA"), 0)).hasMessageContaining("days");
    assertThatThrownBy(() -> new Supply(new SkuPattern("TEA"), 731)).hasMessageContaining("days");
    assertThatThrownBy(() -> new SkuPattern(" ")).hasMessageContaining("sku");
  }

  private static Duration first(String sku, String pieces) {
    return SUPPLIES.first(kept(sku, pieces)).orElseThrow();
  }

  private static Map<String, BigDecimal> kept(String sku, String pieces) {
    return Map.of(sku, new BigDecimal(pieces));
  }
}
