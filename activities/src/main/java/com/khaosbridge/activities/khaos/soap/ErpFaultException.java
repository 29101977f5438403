package com.khaosbridge.activities.khaos.soap;

/** The ERP answered with a SOAP fault. Its words are quoted without what may be personal. */
public final class ErpFaultException extends ErpException {
  private static final long serialVersionUID = 1L;

  ErpFaultException(String call, String finding, String nextStep) {
    super(call, finding, nextStep);
  }
}
