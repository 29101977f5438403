package com.khaosbridge.sandbox.retail;

/** What a customer's consent to marketing truly is, once the ERP's raw signals are read right. */
public enum Consent {
  OPTED_IN,
  OPTED_OUT,
  /** Missing, empty or not a value that the ERP defines. */
  UNKNOWN
}
