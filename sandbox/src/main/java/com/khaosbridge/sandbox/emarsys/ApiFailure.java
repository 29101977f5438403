package com.khaosbridge.sandbox.emarsys;

/** A whole call failed. The reply text may quote a contact's key, so it isn't the message. */
@SuppressWarnings("serial")
final class ApiFailure extends RuntimeException {
  private final int status;
  private final int replyCode;
  private final String replyText;

  ApiFailure(int status, int replyCode, String replyText) {
    super("HTTP " + status + ", reply code " + replyCode, null, false, false);
    this.status = status;
    this.replyCode = replyCode;
    this.replyText = replyText;
  }

  static ApiFailure badRequest(int replyCode, String replyText) {
    return new ApiFailure(400, replyCode, replyText);
  }

  int status() {
    return status;
  }

  int replyCode() {
    return replyCode;
  }

  String replyText() {
    return replyText;
  }
}
