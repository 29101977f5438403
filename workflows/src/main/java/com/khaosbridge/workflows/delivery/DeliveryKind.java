package com.khaosbridge.workflows.delivery;

import java.util.Locale;

/** What a delivery makes true at its destination. The text form is the one in the ledger. */
public enum DeliveryKind {
  CONTACT,
  CONSENT,
  /** One order as a record that is replaced as a whole, at destinations that hold such records. */
  ORDER,
  /** The lines of one invoice as rows that are appended and can't be corrected. */
  SALES_ROWS,
  EVENT,
  /** What a person's orders add up to. */
  METRICS,
  /** A contact that another one of the same person replaces. */
  RETIREMENT;

  /** The kind in the words of the design, e.g. {@code sales rows}. */
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
