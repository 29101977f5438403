package com.khaosbridge.sandbox.emarsys;

/**
 * One row of a call failed; the others go on. The reply text may quote a contact's key, so it isn't
 * the message.
 */
@SuppressWarnings("serial")
final class Rejection extends Exception {
  private final int replyCode;
  private final String replyText;

  Rejection(int replyCode, String replyText) {
    super("reply code " + replyCode, null, false, false);
    this.replyCode = replyCode;
    this.replyText = replyText;
  }

  int replyCode() {
    return replyCode;
  }

  String replyText() {
    return replyText;
  }

  /** What the same failure is in a call that has only one row. */
  ApiFailure asWholeCall() {
    return ApiFailure.badRequest(replyCode, replyText);
  }
}
