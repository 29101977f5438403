package com.khaosbridge.workflows.feed;

import io.temporal.activity.ActivityInterface;

/** Follows a feed. */
@ActivityInterface(namePrefix = "Feed.")
public interface FeedActivities {

  /**
   * Polls the ERP, or a destination, from the ledger's cursor on, records what changed and signals
   * its workflows, for some minutes, with a heartbeat a poll. Returns in order to be renewed;
   * everything it needs to go on is in the ledger.
   */
  void follow(FeedRef feed);
}
