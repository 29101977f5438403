package com.khaosbridge.activities.khaos;

/** Whether a customer's selected e-mail can be written to. */
public enum EmailState {
  VALID,
  MISSING,
  MALFORMED
}
