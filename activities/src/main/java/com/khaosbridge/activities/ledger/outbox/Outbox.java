package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.workflows.decision.ConsentRule;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryLine;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries on their way into a call: what may go goes into the outbox, a sender claims it from
 * there, and people decide about what is held. Each call is one transaction.
 */
public final class Outbox {
  private final LedgerDatabase database;
  private final Admission admission;
  private final Claims claims;
  private final Decisions decisions;
  private final DeliveryReads reads;
  private final DeliveryLines lines;
  private final ConsentDecisions consents;
  private final KnownConsent knownConsent;
  private final BindingOptOuts binding;

  public Outbox(LedgerDatabase database, String source, OutboxTerms terms) {
    this.database = database;
    this.consents = new ConsentDecisions(database, source, terms.firstSight());
    this.admission = new Admission(database, source, terms.marketingHours(), consents);
    this.claims = new Claims(database, source, terms.limits());
    this.decisions = new Decisions(database, source);
    this.reads = new DeliveryReads(database, source);
    this.lines = new DeliveryLines(database, source);
    this.knownConsent = new KnownConsent(database, source);
    this.binding = new BindingOptOuts(database, source);
  }

  /**
   * Takes a delivery a step further: into the outbox if it may go, else to where it ends or waits.
   *
   * @param taskToken by which the waiting activity is told the outcome; null if none waits
   */
  public Admitted enqueue(long deliveryId, byte @Nullable [] taskToken, Instant businessNow) {
    return database.inTransaction(() -> admission.advance(deliveryId, taskToken, businessNow));
  }

  /**
   * Whether an event that was let into the outbox may still go out at this hour; null if it may,
   * else what becomes of it.
   */
  public @Nullable Verdict outsideHours(EventType event, Instant businessNow) {
    return admission.opensFor(event, businessNow).isAfter(businessNow)
        ? new Verdict.Retry(Duration.ZERO, Admission.OUTSIDE_HOURS, true, null)
        : null;
  }

  /** Live deliveries that were due so long ago, and that no activity has taken up: the oldest. */
  public List<Long> leftBehind(Duration longest, int limit) {
    return reads.leftBehind(longest, limit);
  }

  /**
   * Whether an opt-in that was decided before may still be written, now that its claim keeps every
   * other call away from the contact.
   */
  public boolean mayOptIn(String destination, String personId) {
    return consents.decide(destination, personId) == ConsentRule.Decision.WRITE
        && consents.massFlip(destination, DeliveryKind.CONSENT, personId).isEmpty();
  }

  /** Whether the contact was opted out when we last wrote to it or read it. */
  public boolean knowsOptOut(String destination, String personId) {
    return knownConsent.known(destination, personId) == Consent.OPTED_OUT;
  }

  /**
   * See {@link KnownConsent#onCreation}. Nor is anybody opted in whose contact was let go before it
   * was known that they are one of many.
   */
  public Map<String, Consent> consentOnCreation(String destination, Map<String, Consent> erp) {
    Map<String, Consent> sent =
        binding.over(destination, knownConsent.onCreation(destination, erp));
    sent.replaceAll(
        (person, consent) ->
            consent == Consent.OPTED_IN
                    && consents.massFlip(destination, DeliveryKind.CONTACT, person).isPresent()
                ? Consent.UNKNOWN
                : consent);
    return sent;
  }

  /** See {@link BindingOptOuts#over}. */
  public Map<String, Consent> consentAt(String destination, Map<String, Consent> erp) {
    return binding.over(destination, erp);
  }

  /**
   * Claims rows for one call: the most urgent first. No other claim on the same contact is under
   * way, and none of these rows can be claimed again before this claim is settled or recovered.
   */
  public List<ClaimedDelivery> claim(
      String destination, DeliveryKind kind, Lane lane, int limit, UUID claim) {
    return database.inTransaction(() -> claims.claim(destination, kind, lane, limit, claim));
  }

  /** Gives back what was claimed for a call that never began. */
  public void giveBack(UUID claim) {
    database.inTransaction(() -> claims.giveBack(claim));
  }

  /**
   * Gives back what a dead sender had claimed. Only the one sender of a destination may call it.
   *
   * @param repeatable kinds that may be sent again; of the others nobody knows the outcome
   * @return the rows of the others, by claim
   */
  public Map<UUID, List<ClaimedDelivery>> recover(
      String destination, Set<DeliveryKind> repeatable) {
    return database.inTransaction(() -> claims.recover(destination, repeatable));
  }

  /** Takes a held delivery up again, as live work. It stays with its case until it ends. */
  public void reopen(long deliveryId, String actor) {
    database.inTransaction(() -> decisions.reopen(deliveryId, actor));
  }

  /** Excludes a held delivery by a person's decision. */
  public void excludeByDecision(long deliveryId, String actor, String reason) {
    database.inTransaction(() -> decisions.exclude(deliveryId, actor, reason));
  }

  /** The deliveries of an order, as its workflow must know them. */
  public List<DeliveryLine> ofOrder(String orderCode) {
    return lines.ofOrder(orderCode);
  }

  /** The deliveries of a person that its workflow carries, and the last ones that ended. */
  public List<DeliveryLine> ofPerson(String personId) {
    return lines.ofPerson(personId);
  }

  /** What a delivery is about: a person's id, or an order's code. */
  public record Subject(@Nullable String personId, @Nullable String orderCode) {}

  public Subject subject(long deliveryId) {
    return reads.subject(deliveryId);
  }
}
