package com.khaosbridge.sandbox.credits;

/** Something named is not in the ERP, or not yet; the message says what. */
public final class NotInErp extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotInErp(String message) {
    super(message);
  }
}
