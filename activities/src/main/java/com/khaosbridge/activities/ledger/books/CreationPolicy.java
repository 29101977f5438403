package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.outbox.ConsentThere;
import com.khaosbridge.activities.ledger.outbox.Deliveries;
import com.khaosbridge.activities.ledger.outbox.NewDelivery;
import com.khaosbridge.activities.ledger.outbox.Selection;
import com.khaosbridge.workflows.decision.DeliveryPlan;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.Change;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.Exclusion;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A contact is created only with consent, or with an order in the last months. Existing contacts
 * are always kept true.
 */
final class CreationPolicy {
  private final LedgerDatabase database;
  private final String source;
  private final List<DestinationScope> scopes;
  private final Cases cases;
  private final Deliveries deliveries;

  CreationPolicy(LedgerDatabase database, String source, List<DestinationScope> scopes) {
    this.database = database;
    this.source = source;
    this.scopes = scopes;
    this.deliveries = new Deliveries(database, source);
    this.cases = new Cases(database, source);
  }

  /**
   * Excludes what was planned for persons without consent, recent order and contact. Call it within
   * a transaction.
   */
  int apply(Instant businessNow) {
    int excluded = 0;
    for (DestinationScope scope : scopes) {
      Instant since =
          businessNow.atOffset(ZoneOffset.UTC).minusMonths(scope.creationMonths()).toInstant();
      Selection unwanted =
          Selection.where(
                  """
                  d.source = ? and d.destination = ? and d.kind in ('CONTACT', 'CONSENT')
                    and not exists (select 1 from contact_link l where l.destination = d.destination
                      and l.source = d.source and l.person_id = d.person_id)
                    and not exists (select 1 from customer c where c.source = d.source
                      and c.person_id = d.person_id and c.consent = 'OPTED_IN')
                    and not exists (select 1 from customer c join sales_order o
                      on o.source = c.source and o.company_id = c.company_id
                      where c.source = d.source and c.person_id = d.person_id and o.placed_at >= ?)
                  """,
                  source,
                  scope.name(),
                  Columns.at(since))
              .standing(DeliveryStatus.HELD, DeliveryStatus.PLANNED);
      excluded +=
          deliveries.exclude(unwanted, Exclusion.of(ExclusionReason.CREATION_POLICY)).size();
    }
    return excluded;
  }

  /**
   * Plans contact and consent anew for those of these persons that the policy had left out, since
   * they have ordered now. Call it within a transaction.
   *
   * @return the persons that have something planned
   */
  Set<String> oweAgain(Collection<String> personIds, Instant observedAt) {
    Map<String, Consent> leftOut = new HashMap<>();
    database
        .sql()
        .sql(
            """
            select c.person_id, c.consent from customer c
            where c.source = ? and c.person_id = any (?)
              and exists (select 1 from delivery d where d.source = c.source
                and d.person_id = c.person_id and d.kind = 'CONTACT' and d.reason = ?
                and not exists (select 1 from delivery n where n.source = d.source
                  and n.destination = d.destination and n.person_id = d.person_id
                  and n.kind = 'CONTACT' and n.id > d.id))
            """)
        .params(source, personIds.toArray(String[]::new), ExclusionReason.CREATION_POLICY.name())
        .query(
            row -> {
              leftOut.merge(
                  row.getString("person_id"),
                  Consent.valueOf(row.getString("consent")),
                  Consent::strictest);
            });
    Observations observations = new Observations(database, source);
    leftOut.forEach((personId, consent) -> owe(observations, personId, consent, observedAt));
    observations.write();
    return new TreeSet<>(leftOut.keySet());
  }

  private void owe(Observations observations, String personId, Consent consent, Instant at) {
    for (Change change : List.of(Change.CUSTOMER_PROFILE, Change.CUSTOMER_CONSENT)) {
      long seq = observations.add(change, personId, personId, null, at, at, Lane.LIVE, false, null);
      for (DestinationScope scope : scopes) {
        for (DeliveryPlan.PlannedDelivery owed : DeliveryPlan.owed(scope, change, at, true)) {
          boolean unknown = owed.kind() == DeliveryKind.CONSENT && consent == Consent.UNKNOWN;
          observations.add(
              new NewDelivery(
                  scope.name(),
                  owed.kind(),
                  null,
                  personId,
                  seq,
                  personId,
                  null,
                  null,
                  Lane.LIVE,
                  DeliveryPlan.priority(owed.kind(), null, consent == Consent.OPTED_OUT),
                  null,
                  unknown ? heldUnknown(scope) : new NewDelivery.Start.Planned(),
                  at,
                  null));
        }
      }
    }
  }

  private NewDelivery.Start heldUnknown(DestinationScope scope) {
    return new NewDelivery.Start.Held(
        cases.open(
            scope.name(),
            CaseType.CONSENT_UNKNOWN,
            ConsentThere.UNKNOWN_CAUSE,
            ConsentThere.UNKNOWN_HAPPENED));
  }
}
