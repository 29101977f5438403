package com.khaosbridge.activities.destination;

/** What can go wrong with a call to a destination. */
public enum Trouble {
  /** Answered 503: not processed. */
  UNAVAILABLE,
  /** Answered 401. */
  UNAUTHORISED,
  /** Answered 429. */
  RATE_LIMITED,
  /** The connection is cut and the call had no effect, which the caller can't know. */
  DROPPED_BEFORE_EFFECT,
  /** The connection is cut after the call had its effect. */
  DROPPED_AFTER_EFFECT,
  /** The call had its effect, and its answer can't be read. */
  MALFORMED_ANSWER
}
