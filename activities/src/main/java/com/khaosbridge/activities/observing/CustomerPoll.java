package com.khaosbridge.activities.observing;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import com.khaosbridge.activities.ledger.books.Cursors;
import com.khaosbridge.activities.ledger.books.Look;
import com.khaosbridge.workflows.feed.FeedRef;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for customers that changed since the cursor. */
final class CustomerPoll implements Poll {
  private static final Logger LOG = LoggerFactory.getLogger(CustomerPoll.class);

  private final KhaosControl erp;
  private final CustomerObserver sight;
  private final Cursors cursors;
  private final BusinessTime businessTime;
  private final Instant goLive;

  CustomerPoll(
      KhaosControl erp,
      CustomerObserver sight,
      Cursors cursors,
      BusinessTime businessTime,
      Instant goLive) {
    this.erp = erp;
    this.sight = sight;
    this.cursors = cursors;
    this.businessTime = businessTime;
    this.goLive = goLive;
  }

  @Override
  public void once() {
    Instant before = businessTime.now();
    sight.joinDue(before);
    Instant since = cursors.position(FeedRef.CUSTOMERS).orElse(goLive);
    // Who is not listed has not changed since the last look that moved the cursor.
    Look look =
        sight.look(before).withAllKnownUntil(cursors.lookedAt(FeedRef.CUSTOMERS).orElse(null));
    List<String> urns = erp.companyCodesChangedSince(since, ErpPriority.CUSTOMERS);
    Set<String> absent = sight.observeTwice(urns, look, ErpPriority.CUSTOMERS);
    if (urns.size() > 1 && absent.size() == urns.size()) {
      LOG.warn("none of {} changed customers is in the ERP's answer; asking again", urns.size());
      return;
    }
    sight.missing(absent);
    cursors.move(FeedRef.CUSTOMERS, erp.cursorAfter(before), look.begunAt());
  }

  @Override
  public Set<ErpPriority> priorities() {
    return EnumSet.of(ErpPriority.CUSTOMERS);
  }
}
