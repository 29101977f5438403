package com.khaosbridge.activities.http;

import java.io.IOException;

/**
 * A call that brought no complete answer. The message names the failure's kind and no address,
 * header or body.
 */
public final class CallFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean effectPossible;

  /**
   * The failure itself is not kept: its message may quote an address or what the other side said.
   */
  CallFailedException(IOException failure, boolean effectPossible) {
    super(failure.getClass().getSimpleName());
    setStackTrace(failure.getStackTrace());
    this.effectPossible = effectPossible;
  }

  /** Whether the request had begun to leave, so that the other side may have acted on it. */
  public boolean effectPossible() {
    return effectPossible;
  }
}
