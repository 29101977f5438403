package com.khaosbridge.activities.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.khaosbridge.activities.money.MoneyTerms;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneySettingsTest {
  private static final Map<String, String> POUNDS =
      Map.of(
          "vat-basis", "ex-vat",
          "delivery", "included",
          "account-currency", "GBP",
          "order-number", "associated-ref",
          "item-code", "stock-code",
          "history-from", "2008-06-01");

  @Test
  void allThatDecidesOverFiguresIsFrozen() {
    assertThat(of(POUNDS).frozen().keySet())
        .isEqualTo(
            Set.of(
                "money.vat-basis",
                "money.delivery",
                "money.account-currency",
                "money.order-number",
                "money.item-code",
                "money.history-from"));
    assertThat(of(POUNDS).frozen()).containsEntry("money.history-from", "2008-06-01");
  }

  @Test
  void theTermsAreWhatIsConfigured() {
    MoneyTerms terms =
        of(with(
                Map.of(
                    "delivery", "left-out",
                    "order-number", "order-code",
                    "not-revenue-skus", "GIFT*")))
            .terms();

    assertThat(terms.deliveryCounts()).isFalse();
    assertThat(terms.ownOrderNumber()).isTrue();
    assertThat(terms.isRevenue("GIFT-20")).isFalse();
    assertThat(terms.isRevenue("MUG")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "vat-basis",
    "delivery",
    "account-currency",
    "order-number",
    "item-code",
    "history-from"
  })
  void nothingOfItHasADefault(String setting) {
    Map<String, String> without = new LinkedHashMap<>(POUNDS);
    without.remove(setting);

    assertThatThrownBy(() -> of(without))
        .hasMessage(
            "khaos-bridge.money." + setting + " is missing; see the configuration reference");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vat-basis|inc-vat|ex-vat",
        "delivery|yes|included or left-out",
        "account-currency|Pounds|an ISO 4217 code like GBP",
        "order-number|code|associated-ref or order-code",
        "item-code|barcode|stock-code"
      })
  void whatCantBeUsedIsSaidWithWhatCan(String setting, String value, String allowed) {
    assertThatThrownBy(() -> of(with(Map.of(setting, value))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("khaos-bridge.money." + setting + " must be " + allowed);
  }

  @Test
  void aRateFileThatIsNotThereIsSaidByItsName() {
    MoneySettings settings = of(with(Map.of("rates", Path.of("none", "rates.csv").toString())));

    assertThatThrownBy(settings::terms)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rates.csv");
  }

  private static Map<String, String> with(Map<String, String> others) {
    Map<String, String> all = new LinkedHashMap<>(POUNDS);
    all.putAll(others);
    return all;
  }

  private static MoneySettings of(Map<String, String> settings) {
    String from = settings.get("history-from");
    String rates = settings.get("rates");
    String notRevenue = settings.get("not-revenue-skus");
    return new MoneySettings(
        given(settings, "vat-basis"),
        given(settings, "delivery"),
        given(settings, "account-currency"),
        rates == null ? null : Path.of(rates),
        null,
        given(settings, "order-number"),
        given(settings, "item-code"),
        from == null ? null : LocalDate.parse(from),
        notRevenue == null ? null : List.of(notRevenue));
  }

  /** As configuration gives it: null if it is missing, whatever the record declares. */
  private static String given(Map<String, String> settings, String name) {
    return settings.get(name);
  }
}
