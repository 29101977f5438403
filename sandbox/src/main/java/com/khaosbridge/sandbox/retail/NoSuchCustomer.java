package com.khaosbridge.sandbox.retail;

/** The ERP has no such customer now; the message says why, for a person. */
public final class NoSuchCustomer extends RuntimeException {
  private static final long serialVersionUID = 1;

  NoSuchCustomer(String message) {
    super(message);
  }
}
