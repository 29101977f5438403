package com.khaosbridge.workflows.gate;

/** What a person, or the ledger on its own, decided for a delivery that waited at the gate. */
public record GateDecision(Kind kind, GateCommand command) {

  /** What to do now. */
  public enum Kind {
    RETRY,
    REREAD_FROM_ERP,
    EXCLUDE,
    /** Nobody decided, but the ledger changed: look again. */
    LOOK_AGAIN
  }
}
