package com.khaosbridge.workflows.delivery;

/**
 * Live work and history have queues, threads, connections and shares of every quota of their own.
 */
public enum Lane {
  LIVE,
  HISTORY
}
