package com.khaosbridge.workflows;

/**
 * The task queues. Live and history never share one, so that history can't take a slot that live
 * needs.
 */
public final class TaskQueues {
  /** Order lifecycles and persons, with the activities that deliver for them. */
  public static final String LIVE = "khaos-bridge-live";

  /** Backfill and reconciliation. */
  public static final String HISTORY = "khaos-bridge-history";

  /** Feeds: the only activities that need the ERP's network. */
  public static final String FEED = "khaos-bridge-feed";

  private TaskQueues() {}
}
