package com.khaosbridge.workflows.feed;

/** A feed of a source, by name. */
public record FeedRef(String source, String name) {
  /** Orders that are new or moved on. */
  public static final String ORDER_STATUS = "order-status";

  /** Customers that changed. */
  public static final String CUSTOMERS = "customers";

  /** All customers that there are, and their details in turn. */
  public static final String FULL_LIST = "full-list";

  /** Customers that were merged into others. */
  public static final String MERGES = "merges";

  /** Credit notes and refunds, where there is a source of them. */
  public static final String CREDIT_NOTES = "credit-notes";

  /** People who opted out at a destination. */
  public static String optOuts(String destination) {
    return "opt-outs-" + destination;
  }
}
