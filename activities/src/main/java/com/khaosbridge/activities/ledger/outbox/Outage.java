package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.Lane;
import java.util.Arrays;
import java.util.List;

/** Trouble of a destination as a whole: what it holds goes on once the destination answers. */
final class Outage {
  private static final String[] TYPES =
      Arrays.stream(CaseType.values())
          .filter(CaseType::endsWithNextSuccess)
          .map(CaseType::name)
          .toArray(String[]::new);

  private final LedgerDatabase database;
  private final String source;
  private final Deliveries deliveries;
  private final PendingSignals signals;

  Outage(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
    this.deliveries = new Deliveries(database, source);
    this.signals = new PendingSignals(database, source);
  }

  /**
   * The destination answers: all that was held because it did not goes on. Each delivery stays with
   * its case until it has succeeded, so that a case of trouble that is only half over stays open.
   */
  void end(String destination) {
    goOn(
        """
        select d.id from delivery d join bridge_case c on c.id = d.case_id
        where c.source = ? and c.destination = ? and c.type = any (?) and c.closed_at is null
          and d.status %s
        """
            .formatted(StatusSql.HELD),
        true,
        destination);
  }

  /**
   * One delivery of every such case goes on, to find out whether the destination answers: else
   * nobody would, once everything is held. It is held again at its first failure.
   */
  boolean probe(String destination) {
    return goOn(
        """
        select distinct on (c.id) d.id from delivery d join bridge_case c on c.id = d.case_id
        where c.source = ? and c.destination = ? and c.type = any (?) and c.closed_at is null
          and d.status %s and not d.by_contact
          and not exists (select 1 from delivery p where p.case_id = c.id
            and p.status %s)
        order by c.id, d.id
        """
            .formatted(
                StatusSql.HELD,
                StatusSql.in(DeliveryStatus.PLANNED, DeliveryStatus.READY, DeliveryStatus.CLAIMED)),
        false,
        destination);
  }

  private boolean goOn(String which, boolean afresh, String destination) {
    List<Long> ids =
        database.sql().sql(which).params(source, destination, TYPES).query(Long.class).list();
    if (ids.isEmpty()) {
      return false;
    }
    deliveries.resume(Selection.of(ids), afresh).stream()
        .filter(resumed -> resumed.lane() == Lane.LIVE)
        .forEach(signals::changed);
    return true;
  }
}
