package com.khaosbridge.activities.khaos.soap;

/** The ERP answered with a SOAP fault. Says what it means, never in its own words. */
public final class ErpFaultException extends ErpException {
  private static final long serialVersionUID = 1L;

  ErpFaultException(String call, String finding, String nextStep) {
    super(call, finding, nextStep);
  }
}
