package com.khaosbridge.activities.signals;

import com.khaosbridge.activities.ledger.outbox.OwedCompletions;
import com.khaosbridge.activities.ledger.outbox.PendingSignals;
import io.temporal.client.WorkflowClient;
import java.util.List;

/**
 * Brings what the ledger owes to Temporal, signals and outcomes, on threads of its own: whoever
 * records or sends never waits for the Temporal server, whatever the backlog and while it hangs.
 * Several couriers may run: a message that comes twice changes nothing.
 */
public final class Courier implements AutoCloseable {
  private final List<PostRound<?>> rounds;

  public Courier(
      PendingSignals signals, OwedCompletions completions, WorkflowClient client, String source) {
    this.rounds =
        List.of(
            new PostRound<>(new SignalPost(signals, client, source)),
            new PostRound<>(new CompletionPost(completions, client.newActivityCompletionClient())));
  }

  public void start() {
    rounds.forEach(PostRound::start);
  }

  /** Something may be owed now. */
  public void wake() {
    rounds.forEach(PostRound::wake);
  }

  /** Lets the messages under way end; what is left stays owed. */
  @Override
  public void close() {
    rounds.forEach(PostRound::close);
  }
}
