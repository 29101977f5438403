package com.khaosbridge.workflows;

/** What a workflow needs, as the search attribute of that name says. */
public enum BridgeState {
  /** Nothing: it goes on by itself. */
  RUNNING,
  /** A person must decide about something that it holds. */
  AWAITING_DECISION,
  ENDED
}
