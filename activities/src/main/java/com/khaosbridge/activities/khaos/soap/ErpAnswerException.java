package com.khaosbridge.activities.khaos.soap;

/** The ERP's answer can't be read: not XML, cut off, too large, or shaped to do harm. */
public final class ErpAnswerException extends ErpException {
  private static final long serialVersionUID = 1L;

  public ErpAnswerException(String call, String finding, String nextStep) {
    super(call, finding, nextStep);
  }
}
