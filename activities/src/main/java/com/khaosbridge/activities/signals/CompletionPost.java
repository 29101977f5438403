package com.khaosbridge.activities.signals;

import com.khaosbridge.activities.ledger.outbox.OwedCompletions;
import com.khaosbridge.activities.ledger.outbox.OwedCompletions.OwedCompletion;
import com.khaosbridge.workflows.delivery.DeliveryOutcome;
import io.temporal.client.ActivityCompletionClient;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Outcomes for the activities that wait for them. A delivery that is to be tried again fails the
 * attempt, so that Temporal makes the next one after the delay, and shows it meanwhile.
 */
final class CompletionPost implements OwedPost<OwedCompletion> {
  private static final Logger LOG = LoggerFactory.getLogger(CompletionPost.class);

  /** The type of the failure of an attempt that is followed by another. */
  static final String RETRY = "Retry";

  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final OwedCompletions owed;
  private final ActivityCompletionClient client;

  CompletionPost(OwedCompletions owed, ActivityCompletionClient client) {
    this.owed = owed;
    this.client = client;
  }

  @Override
  public String words() {
    return "outcomes";
  }

  @Override
  public List<OwedCompletion> next(int limit) {
    return owed.next(limit);
  }

  @Override
  public String address(OwedCompletion completion) {
    return Long.toString(completion.id());
  }

  @Override
  public void send(OwedCompletion completion) {
    try {
      DeliveryOutcome outcome = completion.outcome();
      if (outcome == null) {
        client.completeExceptionally(completion.taskToken(), failure(completion));
      } else {
        client.complete(completion.taskToken(), outcome);
      }
    } catch (ActivityNotExistsException e) {
      LOG.debug(
          "delivery {}: nobody waits for the outcome any more; who asks again finds it in the ledger",
          completion.deliveryId());
    }
  }

  private static ApplicationFailure failure(OwedCompletion completion) {
    return ApplicationFailure.newBuilder()
        .setMessage(completion.cause())
        .setType(RETRY)
        .setCategory(ApplicationErrorCategory.BENIGN)
        .setNextRetryDelay(atLeast(completion.retryAfter()))
        .build();
  }

  /** Without a delay the server would take its own. */
  private static Duration atLeast(Duration delay) {
    return delay.compareTo(SHORTEST) < 0 ? SHORTEST : delay;
  }

  @Override
  public void sent(OwedCompletion completion) {
    owed.sent(completion);
  }
}
