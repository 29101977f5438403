package com.khaosbridge.activities.khaos.soap;

/** The ERP can't be reached, was too slow for even one record, or its server refused the call. */
public final class ErpUnavailableException extends ErpException {
  private static final long serialVersionUID = 1L;

  ErpUnavailableException(String call, String finding, String nextStep) {
    super(call, finding, nextStep);
  }
}
