package com.khaosbridge.workflows.feed;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Follows one feed for ever. */
@WorkflowInterface
public interface Feed {
  @WorkflowMethod(name = "Feed")
  void run(FeedRef feed);
}
