package com.khaosbridge.activities.observing;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import com.khaosbridge.activities.ledger.books.CustomerLists;
import com.khaosbridge.activities.ledger.books.VanishedCustomers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists all customers now and then, and reads a part of them in detail each time, so that changes
 * are found that no list of changes showed. One look is one step of it: the list; some details,
 * first of whom nobody knows, as they may be known under another URN; and at last those who are
 * missing, each alone.
 */
public final class FullListPoll implements Poll {
  private static final int READ_AT_ONCE = 200;
  private static final int ASKED_AT_ONCE = 10;
  private static final Logger LOG = LoggerFactory.getLogger(FullListPoll.class);

  private final KhaosControl erp;
  private final CustomerObserver sight;
  private final CustomerLists lists;
  private final VanishedCustomers vanished;
  private final BusinessTime businessTime;
  private final FullListSettings settings;

  public FullListPoll(
      KhaosControl erp,
      CustomerObserver sight,
      CustomerLists lists,
      VanishedCustomers vanished,
      BusinessTime businessTime,
      FullListSettings settings) {
    this.erp = erp;
    this.sight = sight;
    this.lists = lists;
    this.vanished = vanished;
    this.businessTime = businessTime;
    this.settings = settings;
  }

  @Override
  public void once() {
    List<String> next = lists.toRead().next(READ_AT_ONCE);
    if (!next.isEmpty()) {
      read(next);
    } else if (lists.isOpen()) {
      askForAbsent();
    } else {
      Instant before = businessTime.now();
      if (lists.isDue(before, settings.interval())) {
        lists.take(
            erp.companyCodesChangedSince(null, ErpPriority.FULL_LIST), before, settings.nights());
      }
    }
  }

  private void read(List<String> urns) {
    Set<String> absent =
        sight.observeTwice(urns, sight.look(businessTime.now()), ErpPriority.FULL_LIST);
    if (absent.size() == urns.size() && !givesAnybody()) {
      LOG.warn("none of {} listed customers is in the ERP's answer; asking again", urns.size());
      return;
    }
    sight.missing(absent);
    lists.toRead().read(urns);
  }

  private void askForAbsent() {
    List<String> absent = lists.absent(ASKED_AT_ONCE);
    if (absent.isEmpty()) {
      lists.end();
      return;
    }
    List<String> gone = new ArrayList<>();
    List<String> there = new ArrayList<>();
    for (String urn : absent) {
      (isGiven(urn) ? there : gone).add(urn);
    }
    lists.unlisted(there);
    if (gone.isEmpty()) {
      return;
    }
    if (!givesAnybody()) {
      LOG.warn("the ERP gives no customer at all; asking again for {} missing ones", gone.size());
      return;
    }
    vanished.vanish(gone, businessTime.now());
  }

  /** Whether the ERP gives a customer who is there: else its silence says nothing of others. */
  private boolean givesAnybody() {
    Optional<String> somebody = lists.somebody();
    return somebody.isPresent() && isGiven(somebody.get());
  }

  private boolean isGiven(String urn) {
    return sight
        .observeTwice(List.of(urn), sight.look(businessTime.now()), ErpPriority.FULL_LIST)
        .isEmpty();
  }

  @Override
  public Set<ErpPriority> priorities() {
    return EnumSet.of(ErpPriority.FULL_LIST);
  }
}
