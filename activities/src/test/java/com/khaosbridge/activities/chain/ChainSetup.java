package com.khaosbridge.activities.chain;

import com.khaosbridge.activities.ledger.outbox.MassFlipLimit;
import com.khaosbridge.workflows.decision.OrderTimes;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What differs between chains.
 *
 * @param journal directory for the sandbox's journals
 * @param withMetrics whether metrics are written to contacts, too
 * @param data the shop's transactions, null for the small shop
 */
record ChainSetup(
    Path journal, boolean withMetrics, @Nullable Path data, OrderTimes times, MassFlipLimit flips) {

  static ChainSetup standard(Path journal) {
    return new ChainSetup(journal, false, null, OrderTimes.standard(), MassFlipLimit.standard());
  }

  ChainSetup withMetrics(boolean with) {
    return new ChainSetup(journal, with, data, times, flips);
  }

  ChainSetup withData(@Nullable Path transactions) {
    return new ChainSetup(journal, withMetrics, transactions, times, flips);
  }

  ChainSetup withTimes(OrderTimes other) {
    return new ChainSetup(journal, withMetrics, data, other, flips);
  }

  ChainSetup withFlips(MassFlipLimit limit) {
    return new ChainSetup(journal, withMetrics, data, times, limit);
  }
}
