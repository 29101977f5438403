package com.khaosbridge.activities.khaos.records;

/** A place in a customer record where the selected e-mail may come from. */
public enum EmailPlace {
  PREFERRED_INVOICE_CONTACT,
  PREFERRED_CONTACT,
  FIRST_VISIBLE_CONTACT,
  INVOICE_ADDRESS,
  /** The web login, which usually is an e-mail. */
  WEB_USER
}
