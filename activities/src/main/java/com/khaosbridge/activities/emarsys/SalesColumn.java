package com.khaosbridge.activities.emarsys;

import java.util.List;
import java.util.Locale;

/**
 * A column of the sales file. The order of columns is agreed with Emarsys when an account is set
 * up; a file in another order fails (Emarsys help portal, "Sales data").
 */
public enum SalesColumn {
  ITEM,
  PRICE,
  ORDER,
  TIMESTAMP,
  CUSTOMER,
  QUANTITY,
  /** Custom; what a row comes to with its sign, for accounts that tell returns by it. */
  SALES_AMOUNT;

  /** The order of columns unless another was agreed. */
  public static final List<SalesColumn> STANDARD =
      List.of(ITEM, PRICE, ORDER, TIMESTAMP, CUSTOMER, QUANTITY);

  /** The header, which is case-sensitive at Emarsys. */
  String header() {
    return this == SALES_AMOUNT ? "f_c_sales_amount" : name().toLowerCase(Locale.ROOT);
  }
}
