package com.khaosbridge.activities.khaos.soap;

/**
 * The ERP gave no usable answer. The message names the operation, how much was asked for, what was
 * found and the next step; it holds nothing of an answer's content, and neither does the cause.
 */
public abstract sealed class ErpException extends RuntimeException
    permits ErpUnavailableException, ErpFaultException, ErpAnswerException {
  private static final long serialVersionUID = 1L;

  ErpException(String call, String finding, String nextStep) {
    super(call + ": " + finding + ". " + nextStep);
  }
}
