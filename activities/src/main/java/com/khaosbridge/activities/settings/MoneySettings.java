package com.khaosbridge.activities.settings;

import com.khaosbridge.activities.money.MoneyTerms;
import com.khaosbridge.activities.money.RateFile;
import com.khaosbridge.activities.money.Rates;
import com.khaosbridge.workflows.decision.SkuPattern;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What counts as money. Nothing of it has a default where a site must decide, as a wrong guess
 * would be in every figure; and nothing of it may change once the ledger has figures.
 *
 * @param vatBasis {@code ex-vat}, the only one so far: lifetime value is kept exVat
 * @param delivery {@code included} or {@code left-out}: whether delivery charges count
 * @param accountCurrency in which destinations get amounts, ISO 4217
 * @param rates the file of rates of exchange; without it, orders in another currency are held
 * @param ratesHoldForDays how long a rate holds if there is no newer one, default 31
 * @param orderNumber {@code associated-ref} or {@code order-code}: the number customers know
 * @param itemCode {@code stock-code}, the only one so far
 * @param historyFrom the first business date that counts
 * @param notRevenueSkus items that are no revenue, such as gift cards; {@code *} at the end stands
 *     for anything
 */
public record MoneySettings(
    String vatBasis,
    String delivery,
    String accountCurrency,
    @Nullable Path rates,
    @Nullable Integer ratesHoldForDays,
    String orderNumber,
    String itemCode,
    LocalDate historyFrom,
    @Nullable List<String> notRevenueSkus) {
  private static final int RATES_HOLD_FOR_DAYS = 31;
  private static final String INCLUDED = "included";
  private static final String ORDER_CODE = "order-code";

  public MoneySettings {
    patterns(notRevenueSkus);
    oneOf("vat-basis", vatBasis, List.of("ex-vat"));
    oneOf("delivery", delivery, List.of(INCLUDED, "left-out"));
    BridgeSettings.require("money.account-currency", accountCurrency);
    try {
      accountCurrency = Currency.getInstance(accountCurrency).getCurrencyCode();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "khaos-bridge.money.account-currency must be an ISO 4217 code like GBP", e);
    }
    oneOf("order-number", orderNumber, List.of("associated-ref", ORDER_CODE));
    oneOf("item-code", itemCode, List.of("stock-code"));
    BridgeSettings.require("money.history-from", historyFrom);
  }

  private static List<SkuPattern> patterns(@Nullable List<String> skus) {
    try {
      return skus == null ? List.of() : skus.stream().map(SkuPattern::new).toList();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "khaos-bridge.money.not-revenue-skus: " + e.getMessage(), e);
    }
  }

  private static void oneOf(String name, @Nullable String value, List<String> allowed) {
    BridgeSettings.require("money." + name, value);
    if (!allowed.contains(value)) {
      throw new IllegalArgumentException(
          "khaos-bridge.money." + name + " must be " + String.join(" or ", allowed));
    }
  }

  /**
   * The terms on which money is counted.
   *
   * @throws IllegalArgumentException if the rate file can't be read
   */
  public MoneyTerms terms() {
    int days = ratesHoldForDays == null ? RATES_HOLD_FOR_DAYS : ratesHoldForDays;
    return new MoneyTerms(
        accountCurrency,
        rates == null ? Rates.NONE : new RateFile(rates, Period.ofDays(days)),
        delivery.equals(INCLUDED),
        patterns(notRevenueSkus),
        orderNumber.equals(ORDER_CODE));
  }

  /** What may not change once there are figures, by setting. */
  Map<String, String> frozen() {
    return new TreeMap<>(
        Map.of(
            "money.vat-basis", vatBasis,
            "money.delivery", delivery,
            "money.account-currency", accountCurrency,
            "money.order-number", orderNumber,
            "money.item-code", itemCode,
            "money.history-from", historyFrom.toString()));
  }
}
