package com.khaosbridge.activities.emarsys;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How an account tells a return from a sale. Emarsys publishes no rule, and three conventions are
 * in use, so that it is agreed when an account is set up.
 */
public enum ReturnSigns {
  /** Quantity and price are negative. */
  QUANTITY_AND_PRICE,
  /** Only the price is negative. */
  PRICE,
  /** Neither is: the custom column {@code f_c_sales_amount} is negative. */
  SALES_AMOUNT;

  /** The convention of this name, in kebab case. */
  public static ReturnSigns named(String name) {
    try {
      return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      List<String> names = Arrays.stream(values()).map(ReturnSigns::words).toList();
      throw new IllegalArgumentException(
          "return-signs must be one of " + names + ", got \"" + name + "\"", e);
    }
  }

  /** Its name in kebab case. */
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  BigDecimal quantity(BigDecimal quantity) {
    return this == QUANTITY_AND_PRICE ? quantity : quantity.abs();
  }

  BigDecimal price(BigDecimal exVat) {
    return this == SALES_AMOUNT ? exVat.abs() : exVat;
  }
}
