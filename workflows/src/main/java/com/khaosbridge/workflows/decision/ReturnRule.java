package com.khaosbridge.workflows.decision;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How long some orders may be returned. What is null says nothing.
 *
 * @param brand orders of this brand only
 * @param placedFrom orders placed on this day or later; without a counterpart and of every year,
 *     until the end of the year
 * @param placedTo orders placed on this day or earlier
 * @param days how many days after the later of despatch and final invoice
 * @param until in any case until the end of this day, the first such one after the order was placed
 */
public record ReturnRule(
    @Nullable String brand,
    @Nullable RuleDate placedFrom,
    @Nullable RuleDate placedTo,
    @Nullable Integer days,
    @Nullable RuleDate until) {

  public ReturnRule {
    if (days == null && until == null) {
      throw new IllegalArgumentException("days: give it, or until, or both");
    }
    if (days != null && days < 1) {
      throw new IllegalArgumentException("days: must be above 0, is " + days);
    }
    if (placedFrom != null && placedTo != null && placedFrom.isYearly() != placedTo.isYearly()) {
      throw new IllegalArgumentException(
          "placed-to: name a year in both placed-from and placed-to, or in neither");
    }
    if (placedFrom != null
        && placedTo != null
        && !placedFrom.isYearly()
        && placedTo.in(0).isBefore(placedFrom.in(0))) {
      throw new IllegalArgumentException("placed-to: lies before placed-from");
    }
  }

  boolean matches(@Nullable String orderBrand, LocalDate placed) {
    if (brand != null && !brand.equals(orderBrand)) {
      return false;
    }
    boolean begun = placedFrom == null || !placed.isBefore(placedFrom.in(placed.getYear()));
    boolean open = placedTo == null || !placed.isAfter(placedTo.in(placed.getYear()));
    return isOverNewYear() ? begun || open : begun && open;
  }

  private boolean isOverNewYear() {
    return placedFrom != null
        && placedTo != null
        && placedFrom.isYearly()
        && placedFrom.day().isAfter(placedTo.day());
  }
}
