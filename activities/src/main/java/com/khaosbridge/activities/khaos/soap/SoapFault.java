package com.khaosbridge.activities.khaos.soap;

import java.util.Set;

/** The server said no. Holds what that means and none of the server's words. */
public final class SoapFault extends Exception {
  private static final long serialVersionUID = 1L;
  private static final Set<String> CODES =
      Set.of("Client", "Server", "VersionMismatch", "MustUnderstand", "Sender", "Receiver");

  private SoapFault(String finding) {
    super(finding);
  }

  /**
   * @param code as the server wrote it, with or without a prefix
   * @param text the server's own words
   */
  static SoapFault of(String code, String text) {
    String name = code.substring(code.indexOf(':') + 1).strip();
    return new SoapFault(
        "the ERP answered with a fault ("
            + (CODES.contains(name) ? name : "no usual code")
            + "): "
            + FaultMeaning.of(text).words()
            + "; its text of "
            + text.codePointCount(0, text.length())
            + " characters may be about a customer and was not kept");
  }
}
