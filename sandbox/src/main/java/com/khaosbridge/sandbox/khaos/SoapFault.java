package com.khaosbridge.sandbox.khaos;

/** A call that the service refuses. The caller sees the text only. */
final class SoapFault extends Exception {
  private static final long serialVersionUID = 1L;
  private final Code code;

  /** SOAP 1.1 fault codes as the service uses them. */
  enum Code {
    CLIENT("Client"),
    SERVER("Server"),
    VERSION_MISMATCH("VersionMismatch"),
    MUST_UNDERSTAND("MustUnderstand");

    private final String text;

    Code(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  SoapFault(Code code, String text) {
    super(text);
    this.code = code;
  }

  SoapFault(Code code, String text, Throwable cause) {
    super(text, cause);
    this.code = code;
  }

  static SoapFault server(String text) {
    return new SoapFault(Code.SERVER, text);
  }

  static SoapFault client(String text) {
    return new SoapFault(Code.CLIENT, text);
  }

  Code code() {
    return code;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
