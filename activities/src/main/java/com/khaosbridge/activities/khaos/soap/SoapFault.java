package com.khaosbridge.activities.khaos.soap;

/** The server said no, in words that are safe to quote. */
public final class SoapFault extends Exception {
  private static final long serialVersionUID = 1L;

  SoapFault(String quotable) {
    super(quotable);
  }
}
