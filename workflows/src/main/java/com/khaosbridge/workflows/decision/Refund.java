package com.khaosbridge.workflows.decision;

/** How much of an order was credited, by the credit notes that the ledger knows. */
public enum Refund {
  NOTHING,
  PART,
  EVERYTHING
}
