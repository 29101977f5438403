package com.khaosbridge.activities.khaos.records;

/** Whether a customer's selected e-mail can be written to. */
public enum EmailState {
  VALID,
  MISSING,
  MALFORMED
}
