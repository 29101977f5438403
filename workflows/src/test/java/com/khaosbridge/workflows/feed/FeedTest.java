package com.khaosbridge.workflows.feed;

import static com.khaosbridge.workflows.bed.WorkflowBed.SOURCE;
import static com.khaosbridge.workflows.bed.WorkflowBed.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.workflows.WorkflowIds;
import com.khaosbridge.workflows.bed.FeedFake;
import com.khaosbridge.workflows.bed.SeenRuns;
import com.khaosbridge.workflows.bed.WorkflowBed;
import io.temporal.client.WorkflowClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FeedTest {
  private static final String ID = WorkflowIds.feed(SOURCE, FeedRef.ORDER_STATUS);

  private final FeedFake activities = new FeedFake();

  @RegisterExtension private final WorkflowBed bed = new WorkflowBed(activities::register);

  @Test
  void after_each_stint_the_feed_continues_as_new_with_the_same_feed() {
    start();

    until(() -> activities.stints() == FeedFake.STINTS);
    until(() -> bed.runs().size() == FeedFake.STINTS);
    assertThat(bed.runs()).extracting(SeenRuns.Run::runId).doesNotHaveDuplicates();
    assertThat(activities.feeds()).containsOnly(new FeedRef(SOURCE, FeedRef.ORDER_STATUS));
    assertThat(bed.isRunning(ID)).isTrue();
    assertThat(bed.history(ID).getEvents()).hasSizeLessThan(15);
  }

  @Test
  void a_stint_that_fails_is_tried_again_in_the_same_run() {
    activities.fail(2);

    start();

    until(() -> activities.stints() == 1);
    assertThat(activities.failed()).isEqualTo(2);
    assertThat(bed.runs().get(0).workflowId()).isEqualTo(ID);
  }

  private void start() {
    Feed feed = bed.client().newWorkflowStub(Feed.class, WorkflowBed.options(ID));
    WorkflowClient.start(feed::run, new FeedRef(SOURCE, FeedRef.ORDER_STATUS));
  }
}
