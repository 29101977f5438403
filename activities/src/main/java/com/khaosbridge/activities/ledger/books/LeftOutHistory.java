package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.Deliveries;
import com.khaosbridge.activities.ledger.outbox.PendingSignals;
import com.khaosbridge.activities.ledger.outbox.Selection;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import java.util.Arrays;
import java.util.Collection;

/**
 * What destinations were not told of persons who could have no contact: their orders, and what
 * these add up to. Events stay untold, as they would come too late.
 */
final class LeftOutHistory {
  private static final String[] FOR_WANT_OF_CONTACT =
      Arrays.stream(ExclusionReason.values())
          .filter(ExclusionReason::isWantOfContact)
          .map(ExclusionReason::name)
          .toArray(String[]::new);

  private final String source;
  private final Deliveries deliveries;
  private final PendingSignals signals;

  LeftOutHistory(LedgerDatabase database, String source) {
    this.source = source;
    this.deliveries = new Deliveries(database, source);
    this.signals = new PendingSignals(database, source);
  }

  /**
   * Plans it after all. Call it within the transaction that plans the contacts for which it waits
   * then.
   *
   * @param personIds who may have a contact now; what others were owed who have become one with
   *     them is theirs
   */
  void takeUp(Collection<DestinationScope> scopes, Collection<String> personIds) {
    if (personIds.isEmpty()) {
      return;
    }
    String[] persons = personIds.toArray(String[]::new);
    deliveries
        .takeUp(
            Selection.where(
                """
                d.source = ? and d.kind in ('ORDER', 'SALES_ROWS', 'METRICS')
                  and d.destination = any (?) and d.reason = any (?)
                  and (d.person_id = any (?) or d.kind <> 'METRICS' and d.person_id in (
                    select alias_id from person_alias where source = ? and person_id = any (?)))
                """,
                source,
                scopes.stream().map(DestinationScope::name).toArray(String[]::new),
                FOR_WANT_OF_CONTACT,
                persons,
                source,
                persons))
        .forEach(signals::changed);
    deliveries.supersede(
        Selection.where(
                "d.source = ? and d.kind in ('ORDER', 'METRICS') and d.person_id = any (?)",
                source,
                persons)
            .standing(DeliveryStatus.PLANNED));
  }
}
