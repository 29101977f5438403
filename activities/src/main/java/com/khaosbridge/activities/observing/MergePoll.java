package com.khaosbridge.activities.observing;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.credits.MergeAudit;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.khaos.records.SalesOrder;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import com.khaosbridge.activities.ledger.books.Cursors;
import com.khaosbridge.activities.ledger.books.MergeEvidence;
import com.khaosbridge.activities.ledger.books.MergeEvidence.Suspect;
import com.khaosbridge.workflows.decision.MergePiece;
import com.khaosbridge.workflows.feed.FeedRef;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for customers that were merged in the ERP: in its audit, where a reporting copy has it, and
 * in whose the orders are of a customer that it has no more.
 */
public final class MergePoll implements Poll {
  private static final Logger LOG = LoggerFactory.getLogger(MergePoll.class);
  private static final int AT_ONCE = 5;

  /** A copy may lag behind the ERP. */
  private static final Duration OVERLAP = Duration.ofHours(1);

  private final KhaosControl erp;
  private final CustomerObserver sight;
  private final MergeAudit audit;
  private final MergeEvidence evidence;
  private final Cursors cursors;
  private final BusinessTime businessTime;
  private final Instant goLive;

  public MergePoll(
      KhaosControl erp,
      CustomerObserver sight,
      MergeAudit audit,
      MergeEvidence evidence,
      Cursors cursors,
      BusinessTime businessTime,
      Instant goLive) {
    this.erp = erp;
    this.sight = sight;
    this.audit = audit;
    this.evidence = evidence;
    this.cursors = cursors;
    this.businessTime = businessTime;
    this.goLive = goLive;
  }

  @Override
  public void once() {
    Instant before = businessTime.now();
    Instant since = cursors.position(FeedRef.MERGES).orElse(goLive);
    for (MergeAudit.Merged merged :
        audit.merges(
            since,
            problem ->
                LOG.warn(
                    "a merge in the reporting copy can't be used: {}, field {}",
                    problem.where(),
                    problem.field()))) {
      evidence.note(merged.from(), merged.into(), MergePiece.AUDIT);
    }
    for (Suspect suspect : evidence.suspects(AT_ONCE)) {
      look(suspect);
      evidence.looked(suspect);
    }
    evidence.decide(before);
    cursors.move(FeedRef.MERGES, before.minus(OVERLAP));
  }

  private void look(Suspect suspect) {
    if (!suspect.vanished()
        && sight
            .observeTwice(
                List.of(suspect.urn()), sight.look(businessTime.now()), ErpPriority.FULL_LIST)
            .isEmpty()) {
      // The ERP has it: whatever was said of it may have been undone.
      return;
    }
    evidence
        .atSameAddress(suspect)
        .ifPresent(other -> evidence.note(suspect.companyId(), other, MergePiece.ADDRESS));
    List<String> orders = evidence.ordersOf(suspect);
    if (orders.isEmpty()) {
      return;
    }
    Set<String> owners = new TreeSet<>();
    List<SalesOrder> given = erp.orders(orders, ErpPriority.FULL_LIST).records();
    for (SalesOrder order : given) {
      String urn = order.urn();
      owners.add(urn == null ? "" : urn);
    }
    // All of them, or it is but an order that a clerk gave to another.
    if (given.size() < orders.size() || owners.size() != 1) {
      return;
    }
    String owner = owners.iterator().next();
    if (owner.isEmpty() || owner.equals(suspect.urn())) {
      return;
    }
    if (evidence.owner(owner).isEmpty()) {
      sight.observeTwice(List.of(owner), sight.look(businessTime.now()), ErpPriority.FULL_LIST);
    }
    evidence
        .owner(owner)
        .filter(company -> !company.equals(suspect.companyId()))
        .ifPresent(company -> evidence.note(suspect.companyId(), company, MergePiece.ORDERS));
  }

  @Override
  public Set<ErpPriority> priorities() {
    return EnumSet.of(ErpPriority.FULL_LIST);
  }
}
