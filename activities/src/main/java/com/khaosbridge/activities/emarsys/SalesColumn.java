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
  QUANTITY;

  /** The order of columns unless another was agreed. */
  public static final List<SalesColumn> STANDARD = List.of(values());

  /** The header, which is case-sensitive at Emarsys. */
  String header() {
    return name().toLowerCase(Locale.ROOT);
  }
}
