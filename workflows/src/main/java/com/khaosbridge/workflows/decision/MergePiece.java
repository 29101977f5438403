package com.khaosbridge.workflows.decision;

import java.util.Set;

/** What says that a customer was merged into another. */
public enum MergePiece {
  /** The ERP's audit, in the reporting copy. */
  AUDIT("the audit says so"),
  /** The ERP has the customer no more, and gives all of its orders to the other. */
  ORDERS("all of its orders are the other's"),
  /** The ERP has the customer no more, and the other has its e-mail and postcode. */
  ADDRESS("the other has its e-mail and postcode"),
  /** Two complete lists did not have the customer that the audit says was merged. */
  LISTS("two lists of customers have it no more"),
  /** A person said so. */
  OPERATOR("a person said so");

  private static final int ENOUGH = 2;

  private final String words;

  MergePiece(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }

  /** Whether these act by themselves: two that are independent, or a person's word. */
  public static boolean act(Set<MergePiece> pieces) {
    return pieces.contains(OPERATOR) || pieces.size() >= ENOUGH;
  }
}
