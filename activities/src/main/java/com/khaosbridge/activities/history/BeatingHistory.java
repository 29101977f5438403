package com.khaosbridge.activities.history;

import com.khaosbridge.activities.Heartbeats;
import com.khaosbridge.workflows.history.HistoryActivities;
import io.temporal.activity.Activity;

/**
 * The backfill's steps with a heartbeat, so that a step goes on elsewhere soon after its process
 * died.
 */
public final class BeatingHistory implements HistoryActivities {
  private final HistoryActivities steps;

  public BeatingHistory(HistoryActivities steps) {
    this.steps = steps;
  }

  @Override
  public Page observeCustomers(String source) {
    try (Heartbeats beating = beat()) {
      return steps.observeCustomers(source);
    }
  }

  @Override
  public Page observeOrders(String source) {
    try (Heartbeats beating = beat()) {
      return steps.observeOrders(source);
    }
  }

  @Override
  public void observeCredits(String source) {
    try (Heartbeats beating = beat()) {
      steps.observeCredits(source);
    }
  }

  @Override
  public void decide(String source) {
    try (Heartbeats beating = beat()) {
      steps.decide(source);
    }
  }

  @Override
  public void send(Stage stage) {
    try (Heartbeats beating = beat()) {
      steps.send(stage);
    }
  }

  private static Heartbeats beat() {
    return Heartbeats.of(Activity.getExecutionContext());
  }
}
