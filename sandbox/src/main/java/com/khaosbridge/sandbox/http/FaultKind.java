package com.khaosbridge.sandbox.http;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What a fault does to a request. */
public enum FaultKind {
  /** Answers with a status of choice; the request has no effect. */
  STATUS("status"),
  /** Waits, then answers as usual. */
  DELAY("delay"),
  /** Closes the connection; the request has no effect. */
  DROP_BEFORE("dropBefore"),
  /** The request takes effect, then the connection is closed without an answer. */
  DROP_AFTER("dropAfter"),
  /** The request takes effect, but the answer's body is cut in half or replaced. */
  MALFORMED("malformed"),
  /** Every row of the request is refused, and the error texts quote the row; no other effect. */
  REFUSE_ROWS("refuseRows"),
  /** The ERP's answer is well-formed, but has only the first rows of its list. */
  SHORT_ANSWER("shortAnswer");

  private final String label;

  FaultKind(String label) {
    this.label = label;
  }

  /** The kind's name in JSON. */
  public String label() {
    return label;
  }

  /**
   * The kind of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static FaultKind of(String label) {
    for (FaultKind kind : values()) {
      if (kind.label.equals(label)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "kind must be one of "
            + Arrays.stream(values()).map(FaultKind::label).collect(Collectors.joining(", ")));
  }
}
