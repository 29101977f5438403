package com.khaosbridge.activities.ledger.persons;

/** Whether a customer's selected e-mail can be written to. */
public enum AddressState {
  VALID,
  MISSING,
  MALFORMED
}
