package com.khaosbridge.activities.observing;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.ledger.books.Cursors;
import java.time.Instant;

/** The feed of changed customers, look by look. */
public final class CustomerLooks {
  private CustomerLooks() {}

  /** Looks once each time it runs. */
  public static Runnable of(
      KhaosControl erp,
      CustomerObserver sight,
      Cursors cursors,
      BusinessTime businessTime,
      Instant goLive) {
    return new CustomerPoll(erp, sight, cursors, businessTime, goLive)::once;
  }
}
