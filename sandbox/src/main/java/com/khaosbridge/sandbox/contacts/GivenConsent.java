package com.khaosbridge.sandbox.contacts;

/** What a person told a destination. */
public enum GivenConsent {
  OPTED_IN,
  OPTED_OUT
}
