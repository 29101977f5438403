package com.khaosbridge.activities.observing;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import com.khaosbridge.activities.ledger.books.Cursors;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.feed.FeedRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Looks for credit notes and refunds that changed since the cursor, and for the lines of invoices
 * that a reporting copy may have by now.
 */
final class CreditPoll implements Poll {
  private final CreditObserver credits;
  private final OrderObserver orders;
  private final Cursors cursors;
  private final BusinessTime businessTime;
  private final Instant goLive;
  private final Duration overlap;

  /**
   * @param overlap how far each look goes back, since a copy may lag behind the ERP
   */
  CreditPoll(
      CreditObserver credits,
      OrderObserver orders,
      Cursors cursors,
      BusinessTime businessTime,
      Instant goLive,
      Duration overlap) {
    this.credits = credits;
    this.orders = orders;
    this.cursors = cursors;
    this.businessTime = businessTime;
    this.goLive = goLive;
    this.overlap = overlap;
  }

  @Override
  public void once() {
    Instant before = businessTime.now();
    orders.askForLines();
    credits.observeWithNewRates(before);
    credits.observe(cursors.position(FeedRef.CREDIT_NOTES).orElse(goLive), before);
    credits.attribute(before, Lane.LIVE);
    cursors.move(FeedRef.CREDIT_NOTES, before.minus(overlap));
  }

  /** It asks nothing of the ERP itself. */
  @Override
  public Set<ErpPriority> priorities() {
    return Set.of();
  }
}
