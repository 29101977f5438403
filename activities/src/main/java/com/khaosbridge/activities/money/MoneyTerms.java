package com.khaosbridge.activities.money;

import com.khaosbridge.workflows.decision.SkuPattern;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a site counts as money. All of it is exVat.
 *
 * @param currency the account's, ISO 4217, in which all figures are kept
 * @param deliveryCounts whether delivery charges count
 * @param notRevenue items whose sale is no revenue, such as gift cards
 * @param ownOrderNumber whether customers are told the ERP's order code, not the reference that the
 *     shop gave the order
 */
public record MoneyTerms(
    String currency,
    Rates rates,
    boolean deliveryCounts,
    List<SkuPattern> notRevenue,
    boolean ownOrderNumber) {
  public MoneyTerms {
    notRevenue = List.copyOf(notRevenue);
  }

  /** Whether the sale of this item is revenue. */
  public boolean isRevenue(String sku) {
    return notRevenue.stream().noneMatch(items -> items.matches(sku));
  }

  /** What one unit of a currency is worth in the account's; empty if nobody knows. */
  public Optional<BigDecimal> rate(String other, LocalDate day) {
    return other.equals(currency) ? Optional.of(BigDecimal.ONE) : rates.at(other, day);
  }
}
