package com.khaosbridge.activities.observing;

import com.khaosbridge.activities.destination.OptOuts;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import com.khaosbridge.activities.ledger.books.ContactRounds;
import com.khaosbridge.activities.ledger.books.Cursors;
import com.khaosbridge.activities.ledger.outbox.FoundOptOuts;
import com.khaosbridge.workflows.feed.FeedRef;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * Looks for people who opted out at one destination: in its list since the last look, or, where it
 * has none, at its contacts in turn.
 */
public final class OptOutPoll implements Poll {
  /** For clocks that differ, and for opt-outs that a list shows late. */
  static final Duration OVERLAP = Duration.ofHours(1);

  private static final int PARTS_A_LOOK = 20;

  private final String destination;
  private final OptOuts optOuts;
  private final FoundOptOuts known;
  private final ContactRounds rounds;
  private final Cursors cursors;
  private final Instant goLive;
  private final Duration round;
  private final Runnable followUp;

  /**
   * @param goLive from when on a list is read at the first look
   * @param round how long it may take until each contact was looked at, where there is no list
   * @param followUp what is to be done after each look, of what is known by then
   */
  public OptOutPoll(
      String destination,
      OptOuts optOuts,
      FoundOptOuts known,
      ContactRounds rounds,
      Cursors cursors,
      Instant goLive,
      Duration round,
      Runnable followUp) {
    this.destination = destination;
    this.optOuts = optOuts;
    this.known = known;
    this.rounds = rounds;
    this.cursors = cursors;
    this.goLive = goLive;
    this.round = round;
    this.followUp = followUp;
  }

  @Override
  public void once() {
    if (optOuts instanceof OptOuts.Listed listed) {
      list(listed);
    } else if (optOuts instanceof OptOuts.Asked asked) {
      ask(asked);
    }
    followUp.run();
  }

  private void list(OptOuts.Listed listed) {
    String feed = FeedRef.optOuts(destination);
    Instant before = rounds.now();
    Instant latest = before.minus(OVERLAP);
    Instant since = cursors.position(feed).orElse(goLive.isBefore(latest) ? goLive : latest);
    Instant lookedBefore = cursors.lookedAt(feed).orElse(null);
    boolean[] sure = {true};
    listed.since(since, ids -> sure[0] &= known.optedOutAt(destination, ids, before, lookedBefore));
    if (sure[0]) {
      cursors.move(feed, latest, before);
    }
  }

  private void ask(OptOuts.Asked asked) {
    for (int part = 0; part < PARTS_A_LOOK; part++) {
      Instant before = rounds.now();
      ContactRounds.Part next = rounds.next(destination, asked.atOnce(), round).orElse(null);
      if (next == null
          || !known.optedOutAt(
              destination, asked.among(next.contactIds()), before, next.formerBegunAt())) {
        return;
      }
      rounds.read(destination, next);
    }
  }

  @Override
  public Set<ErpPriority> priorities() {
    return EnumSet.noneOf(ErpPriority.class);
  }
}
