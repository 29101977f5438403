package com.khaosbridge.activities.credits;

import com.khaosbridge.activities.khaos.records.ErpTime;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reporting copy that may be away when the bridge starts: its being down delays credit notes, and
 * nothing else. One that is there and answers wrongly is refused at once.
 */
public final class LateCopy implements RepeatableCredits, InvoiceLines, MergeAudit {
  private static final Logger LOG = LoggerFactory.getLogger(LateCopy.class);

  private final ReportingCopySettings settings;
  private final NamedQueries queries;
  private final ErpTime time;
  private @Nullable ReportingCopy copy;

  private LateCopy(ReportingCopySettings settings, NamedQueries queries, ErpTime time) {
    this.settings = settings;
    this.queries = queries;
    this.time = time;
  }

  /**
   * Connects, if the database is there.
   *
   * @throws IllegalArgumentException if it is there, and a query can't be used; see {@link
   *     ReportingCopy#open}
   */
  public static LateCopy open(ReportingCopySettings settings, NamedQueries queries, ErpTime time) {
    LateCopy late = new LateCopy(settings, queries, time);
    try {
      late.opened();
    } catch (ReportingCopyException e) {
      LOG.warn("{}; it is tried again at each look for credit notes", e.getMessage());
    }
    return late;
  }

  private synchronized ReportingCopy opened() {
    ReportingCopy open = copy;
    if (open == null) {
      open = ReportingCopy.open(settings, queries, time);
      copy = open;
    }
    return open;
  }

  @Override
  public int creditNotes(
      @Nullable Instant changedSince,
      Consumer<List<CreditNote>> batches,
      Consumer<UnreadableCredit> problems) {
    return opened().creditNotes(changedSince, batches, problems);
  }

  @Override
  public int refunds(
      @Nullable Instant changedSince,
      Consumer<List<CreditRefund>> batches,
      Consumer<UnreadableCredit> problems) {
    return opened().refunds(changedSince, batches, problems);
  }

  @Override
  public Map<String, Map<String, InvoicedLines>> ofOrders(
      Collection<String> orderCodes, Consumer<UnreadableCredit> problems) {
    return orderCodes.isEmpty() ? Map.of() : opened().ofOrders(orderCodes, problems);
  }

  @Override
  public List<Merged> merges(@Nullable Instant changedSince, Consumer<UnreadableCredit> problems) {
    return opened().merges(changedSince, problems);
  }

  @Override
  public synchronized void close() {
    ReportingCopy open = copy;
    if (open != null) {
      open.close();
    }
  }
}
