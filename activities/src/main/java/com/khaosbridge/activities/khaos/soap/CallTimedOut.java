package com.khaosbridge.activities.khaos.soap;

/** A call left, but its answer didn't come in time: less may come sooner. */
public final class CallTimedOut extends Exception {
  private static final long serialVersionUID = 1L;

  CallTimedOut() {
    super("no complete answer in time");
  }
}
