package com.khaosbridge.activities.observing;

import com.khaosbridge.activities.BusinessTime;
import com.khaosbridge.activities.credits.MergeAudit;
import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import com.khaosbridge.activities.ledger.books.Cursors;
import com.khaosbridge.activities.ledger.books.MergeDecision;
import com.khaosbridge.activities.ledger.books.MergeEvidence;
import com.khaosbridge.activities.ledger.books.MergeEvidence.Suspect;
import com.khaosbridge.workflows.decision.MergePiece;
import com.khaosbridge.workflows.feed.FeedRef;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for customers that were merged in the ERP: in its audit, where a reporting copy has it, and
 * in whose the orders are of a customer that it has no more.
 */
public final class MergePoll implements Poll {
  private static final Logger LOG = LoggerFactory.getLogger(MergePoll.class);
  private static final int AT_ONCE = 25;

  private final KhaosControl erp;
  private final CustomerObserver sight;
  private final MergeAudit audit;
  private final MergeEvidence evidence;
  private final MergeDecision decision;
  private final Cursors cursors;
  private final BusinessTime businessTime;
  private final Instant goLive;
  private final Duration lookBack;

  /**
   * @param lookBack how far each look goes back before the last one, since a copy may lag behind
   *     the ERP
   */
  public MergePoll(
      KhaosControl erp,
      CustomerObserver sight,
      MergeAudit audit,
      MergeEvidence evidence,
      MergeDecision decision,
      Cursors cursors,
      BusinessTime businessTime,
      Instant goLive,
      Duration lookBack) {
    this.erp = erp;
    this.sight = sight;
    this.audit = audit;
    this.evidence = evidence;
    this.decision = decision;
    this.cursors = cursors;
    this.businessTime = businessTime;
    this.goLive = goLive;
    this.lookBack = lookBack;
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
    look(evidence.suspects(AT_ONCE));
    decision.decide(before);
    cursors.move(FeedRef.MERGES, before.minus(lookBack));
  }

  /** Few calls for all of them: the ERP answers one at a time. */
  private void look(List<Suspect> suspects) {
    List<String> there =
        suspects.stream().filter(suspect -> !suspect.vanished()).map(Suspect::urn).toList();
    Set<String> absent =
        sight.observeTwice(there, sight.look(businessTime.now()), ErpPriority.FULL_LIST);
    // Whatever was said of who is there may have been undone.
    List<Suspect> gone =
        suspects.stream()
            .filter(suspect -> suspect.vanished() || absent.contains(suspect.urn()))
            .toList();
    for (Suspect suspect : gone) {
      evidence
          .atSameAddress(suspect)
          .ifPresent(other -> evidence.note(suspect.companyId(), other, MergePiece.ADDRESS));
    }
    for (Map.Entry<Suspect, String> owned : owners(gone).entrySet()) {
      String loser = owned.getKey().companyId();
      evidence
          .owner(owned.getValue())
          .filter(company -> !company.equals(loser))
          .ifPresent(company -> evidence.note(loser, company, MergePiece.ORDERS));
    }
    suspects.forEach(suspect -> evidence.looked(suspect, gone.contains(suspect)));
  }

  /** The URNs to which the ERP gives all orders of a suspect, and which are known then. */
  private Map<Suspect, String> owners(List<Suspect> gone) {
    Map<Suspect, List<String>> orders = new LinkedHashMap<>();
    gone.forEach(suspect -> orders.put(suspect, evidence.ordersOf(suspect)));
    Map<String, String> urnOf = new HashMap<>();
    erp.orders(orders.values().stream().flatMap(List::stream).toList(), ErpPriority.FULL_LIST)
        .records()
        .forEach(order -> urnOf.put(order.orderCode(), Objects.toString(order.urn(), "")));
    Map<Suspect, String> owners = new LinkedHashMap<>();
    orders.forEach(
        (suspect, codes) -> {
          // All of them, or it is but an order that a clerk gave to another.
          Set<String> urns = new HashSet<>();
          codes.forEach(code -> urns.add(urnOf.getOrDefault(code, "")));
          if (urns.size() == 1 && !urns.contains("") && !urns.contains(suspect.urn())) {
            owners.put(suspect, urns.iterator().next());
          }
        });
    List<String> unknown =
        owners.values().stream().filter(urn -> evidence.owner(urn).isEmpty()).distinct().toList();
    sight.observeTwice(unknown, sight.look(businessTime.now()), ErpPriority.FULL_LIST);
    return owners;
  }

  @Override
  public Set<ErpPriority> priorities() {
    return EnumSet.of(ErpPriority.FULL_LIST);
  }
}
